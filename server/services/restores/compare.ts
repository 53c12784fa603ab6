/** A restored chat against its plan: each planned message once, and nothing of the import beside them. */
import { listJournal } from '../../books/restore-journal.ts'
import { FURTHEST_SHIFT_MS } from '../../domain/restore.ts'
import { composeMessage, fingerprint } from './compose-message.ts'
import { ChatFailure } from './failures.ts'
import { readPlanned } from './reading.ts'
import type { Route, Sending } from './send-messages.ts'
import { type Expected, isSame, standingIn } from './thread.ts'

const BATCH = 200
/** As far as a message may move. */
const NEAR_MS = FURTHEST_SHIFT_MS
/** What was just sent may not be in every list yet. */
const PAUSES_MS = [0, 1000, 2000, 4000]

/** Throws `ChatFailure` when the chat differs: a message that wasn't sent counts as missing. */
export async function compareWithPlan(sending: Sending, route: Route, isNewChat: boolean): Promise<void> {
  const plan = await expectedOf(sending, route)
  let found = { missing: plan.unsent, extra: 0 }
  for (const pauseMs of PAUSES_MS) {
    if (pauseMs > 0) await sending.clock.wait(pauseMs, sending.signal)
    found = await differences(sending, route, plan, isNewChat)
    if (found.missing === 0 && found.extra === 0) return
    if (plan.unsent > 0) break
  }
  throw new ChatFailure('restore-chat-differs', undefined, found)
}

type Plan = {
  readonly expected: ReadonlyMap<number, Expected>
  /** Author and text of what was sent: the same again at another time is a double. */
  readonly said: ReadonlySet<string>
  readonly unsent: number
  readonly lastMs: number
}

async function expectedOf(sending: Sending, { chat, conversationNo }: Route): Promise<Plan> {
  const expected = new Map<number, Expected>()
  const said = new Set<string>()
  let unsent = 0
  let after: Date | undefined
  for (;;) {
    const rows = await listJournal(sending.db, chat, { after, limit: BATCH })
    const archived = await readPlanned(sending, conversationNo, rows)
    for (const { messageId, state, at, authorId } of rows) {
      const one = archived.get(messageId)
      const composed = one && composeMessage(one.message, one.media)
      if (state === 'skipped') continue
      if (state !== 'posted' || composed === undefined || 'loss' in composed) {
        unsent += state === 'posted' ? 0 : 1
        continue
      }
      const each = { atMs: at.getTime(), authorId, fingerprint: fingerprint(composed.html) }
      expected.set(each.atMs, each)
      said.add(keyOf(each))
    }
    after = rows.at(-1)?.at
    if (rows.length < BATCH) return { expected, said, unsent, lastMs: after?.getTime() ?? 0 }
  }
}

const keyOf = ({ authorId, fingerprint: text }: { authorId: string | undefined; fingerprint: string }) =>
  `${authorId?.toLowerCase()} ${text}`

/**
 * A new chat has nothing as old as the archive but what was imported. In an original chat older messages are its own, so
 * only what is as near to a planned message as a shifted one would be, and says the same, is a double.
 */
async function differences(
  { graph, signal }: Sending,
  { toId }: Route,
  plan: Plan,
  isNewChat: boolean,
): Promise<{ missing: number; extra: number }> {
  const { expected, said, unsent, lastMs } = plan
  const found = new Set<number>()
  let extra = 0
  for await (const one of standingIn(graph, toId, signal)) {
    const planned = expected.get(one.atMs)
    if (planned !== undefined && isSame(one, planned)) found.add(one.atMs)
    else if (isNewChat ? one.atMs <= lastMs + NEAR_MS : isDouble(one.atMs) && said.has(keyOf(one))) extra += 1
  }
  return { missing: expected.size - found.size + unsent, extra }

  function isDouble(atMs: number): boolean {
    for (let near = atMs - NEAR_MS; near <= atMs + NEAR_MS; near++)
      if (near !== atMs && expected.has(near)) return true
    return false
  }
}
