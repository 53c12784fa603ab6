/**
 * Sends the messages of one chat, in the order of their times. Each is in the journal before it leaves and settled after it
 * arrived. Import knows no key that would make sending twice harmless, so a message whose outcome isn't known, after a lost
 * answer or a crash, is looked for in the chat before it's sent again.
 */
import type { TenantArchive } from '../../archive/archive.ts'
import {
  type JournalChat,
  type JournalRow,
  listUnsettled,
  moveMessage,
  noteSent,
  planAgain,
  settleMessage,
} from '../../books/restore-journal.ts'
import type { Session } from '../../database/database.ts'
import { FURTHEST_SHIFT_MS } from '../../domain/restore.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { isRefused, type MessageToImport } from '../../graph/importing/chat-import.ts'
import { GraphError, outcomeOf } from '../../graph/wire/graph-error.ts'
import { type Composed, composeMessage, fingerprint, openPictures } from './compose-message.ts'
import { Stopped } from './failures.ts'
import { type ArchivedMessage, readPlanned } from './reading.ts'
import { open, type TargetDeps } from './target-chat.ts'
import { isSame, type Standing, standingIn } from './thread.ts'

export type Sending = TargetDeps & {
  readonly db: Session
  readonly tenantId: string
  readonly archive: TenantArchive
  readonly graph: Pick<Graph, 'chatsOf' | 'chatMessages'>
  readonly workerId: string
}

/** Where messages come from and go to. */
export type Route = {
  readonly chat: JournalChat
  /** The catalog's number of the archived conversation. */
  readonly conversationNo: number
  readonly toId: string
  /** The time of the first message. */
  readonly firstAt: Date
}

/** Read from the archive at a time. */
const BATCH = 100
/** Of one message without an answer, in a row. */
const ATTEMPTS = 6
const FIRST_PAUSE_MS = 250

/** Returns when every message is settled. Throws `Stopped` when the restore has ended meanwhile. */
export async function sendMessages(sending: Sending, route: Route): Promise<void> {
  for (;;) {
    sending.signal.throwIfAborted()
    const rows = await listUnsettled(sending.db, route.chat, BATCH)
    if (rows.length === 0) return
    const archived = await readPlanned(sending, route.conversationNo, rows)
    for (const row of rows) await settle(sending, route, row, archived.get(row.messageId))
  }
}

async function settle(
  sending: Sending,
  route: Route,
  row: JournalRow,
  archived: ArchivedMessage | undefined,
): Promise<void> {
  const { db } = sending
  const composed = archived && composeMessage(archived.message, archived.media)
  if (composed === undefined || 'loss' in composed) {
    // Erased from the archive since it was planned.
    if (row.state === 'sent') await planAgain(db, route.chat, row.messageId, { doubtful: true })
    return settleMessage(db, route.chat, row.messageId, { state: 'skipped' })
  }
  if (row.state === 'sent' && (await foundIn(sending, route, row, composed))) return
  await send(sending, route, row, composed)
}

/** Settles a message that is in the chat; one that isn't is planned again. */
async function foundIn(
  sending: Sending,
  route: Route,
  row: JournalRow,
  composed: Composed,
): Promise<boolean> {
  const { db } = sending
  const there = await lookFor(sending, route, row, composed)
  if (there === undefined) await planAgain(db, route.chat, row.messageId, { doubtful: true })
  else await settleMessage(db, route.chat, row.messageId, { state: 'posted', toId: there.id })
  return there !== undefined
}

async function lookFor(
  { graph, signal }: Sending,
  { toId }: Route,
  { at, authorId }: Pick<JournalRow, 'at' | 'authorId'>,
  { html }: Composed,
): Promise<Standing | undefined> {
  const expected = { atMs: at.getTime(), authorId, fingerprint: fingerprint(html) }
  for await (const one of standingIn(graph, toId, signal)) if (isSame(one, expected)) return one
  return undefined
}

async function send(sending: Sending, route: Route, row: JournalRow, composed: Composed): Promise<void> {
  const { db, importing, clock, signal } = sending
  const { chat, toId } = route
  const message = await toImport(sending, row, composed)
  let { at } = row
  let doubtful = row.doubtful
  let reopened = false
  for (let attempt = 1; ; attempt++) {
    if (!(await noteSent(db, chat, row.messageId, sending.workerId))) throw new Stopped()
    try {
      const id = await importing.post(toId, { ...message, at }, signal)
      return await settleMessage(db, chat, row.messageId, { state: 'posted', toId: id })
    } catch (thrown) {
      if (isRefused(thrown, 'time-taken')) {
        const taken = await whoHas(sending, route, { ...row, at }, composed)
        // It is ours, or an attempt of ours that the list doesn't show yet.
        if (taken.isOurs || (doubtful && !taken.isSomeones))
          return await settleMessage(db, chat, row.messageId, { state: 'posted', toId: taken.id })
        const latest = new Date(row.sentAt.getTime() + FURTHEST_SHIFT_MS)
        const moved = await moveMessage(db, chat, row.messageId, latest)
        if (moved === undefined) return await settleMessage(db, chat, row.messageId, { state: 'failed' })
        at = moved
        doubtful = false
        continue
      }
      if (isRefused(thrown, 'not-started') && !reopened) {
        reopened = true
        await planAgain(db, chat, row.messageId, { doubtful: false })
        await open(sending, toId, route.firstAt)
        continue
      }
      if (isRefused(thrown, 'refused'))
        return await settleMessage(db, chat, row.messageId, { state: 'failed' })
      if (outcomeOf(thrown) === 'refused') {
        await planAgain(db, chat, row.messageId, { doubtful: false })
        throw thrown
      }
      if (signal.aborted || !(thrown instanceof VaultError)) throw thrown
      if (await foundIn(sending, route, { ...row, at }, composed)) return
      if (attempt >= ATTEMPTS) throw thrown
      doubtful = true
      if (wasNeverOpened(thrown)) await open(sending, toId, route.firstAt)
      await clock.wait(FIRST_PAUSE_MS * 2 ** attempt, signal)
    }
  }
}

/** A gateway that can't reach the import has been seen where the chat wasn't in migration (msteams-docs issue 13680). */
function wasNeverOpened(thrown: VaultError): boolean {
  return thrown instanceof GraphError && thrown.httpStatus === 502
}

async function whoHas(sending: Sending, { toId }: Route, row: JournalRow, { html }: Composed) {
  const expected = { atMs: row.at.getTime(), authorId: row.authorId, fingerprint: fingerprint(html) }
  let isSomeones = false
  for await (const one of standingIn(sending.graph, toId, sending.signal)) {
    if (isSame(one, expected)) return { isOurs: true, isSomeones: false, id: one.id }
    isSomeones ||= one.atMs === expected.atMs
  }
  return { isOurs: false, isSomeones, id: null }
}

async function toImport(
  { archive }: Sending,
  row: JournalRow,
  composed: Composed,
): Promise<Omit<MessageToImport, 'at'>> {
  return {
    author: { id: row.authorId, displayName: row.authorName },
    html: composed.html,
    pictures: await openPictures(composed.pictures, (name) => archive.readMedia(name)),
    files: composed.files,
  }
}
