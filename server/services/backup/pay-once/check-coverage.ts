/**
 * What the archive holds against the chats themselves.
 *
 *   covered chats   their newest message, as the list of chats shows it, has to be archived; where it is not, the chat is
 *                   compared as below
 *   left chats      every message that changed since the last comparison, by the unmetered list of the chat
 *
 * What is missing is asked for one message at a time, from the mailboxes that may hold it: a window of two milliseconds
 * costs one row. What no mailbox gives is archived as the chat itself shows it, except events and what was deleted: the
 * export leaves such out on purpose (Learn: Export content with the Microsoft Teams Export APIs).
 */

import { compareRows } from '../../../catalog/known.ts'
import { keyOfMessage, listArchived, noteChecked } from '../../../catalog/rosters.ts'
import { toInstant } from '../../../domain/clock.ts'
import type { Span } from '../../../domain/cover.ts'
import { type ChatMessage, isTombstone } from '../../../domain/message.ts'
import { notice } from '../../../domain/notice.ts'
import { toVaultError } from '../../../domain/vault-error.ts'
import { WINDOW_OVERLAP_MS } from '../../../domain/window.ts'
import { walkWindow } from '../../../graph/export-walk.ts'
import { GraphError } from '../../../graph/wire/graph-error.ts'
import { inLanes, taking } from '../lanes.ts'
import { nameStrange, strangeRecords } from '../read-source.ts'
import { countProgress, endsRun, faultWords, isAbort, type RunWork } from '../run-work.ts'
import type { Previews } from './list-chats.ts'
import type { Plan, PlannedChat } from './plan.ts'

/** Twenty pages a second are allowed, and one of each chat. */
const LANES = 24
/** Missing messages of a chat that are asked for at once. */
const HOLES_AT_ONCE = 4
/** Mailboxes that are asked for one missing message. */
const MOST_ASKED = 3

export type Checked = {
  /** Chats of which is known that the archive has what they have. */
  readonly checked: number
  /** Chats that could not be compared now. */
  readonly failed: number
  /** Chats Microsoft never lists, whose newest message no mailbox has given. */
  readonly refused: number
  /** Messages that stay missing. */
  readonly missing: number
  /** Messages that only the chat itself has shown. */
  readonly fromChats: number
  /** Events that no mailbox gives. */
  readonly events: number
  /** Chats Microsoft refuses to list: a new plan has to cover them. */
  readonly unlistable: number
}

const NOTHING_FOUND: Checked = {
  checked: 0,
  failed: 0,
  refused: 0,
  missing: 0,
  fromChats: 0,
  events: 0,
  unlistable: 0,
}

export async function checkCoverage(work: RunWork, plan: Plan, previews: Previews): Promise<Checked> {
  const upTo = await work.upTo()
  const { chats, checked } = await toCompare(plan, previews, work, upTo)
  const sum: Sum = { ...NOTHING_FOUND, checked }
  const progress = countProgress(work, chats.length)
  await inLanes(LANES, taking(chats), async (chat) => {
    if (work.stopped()) return
    await compare(work, chat, upTo, sum).catch((thrown: unknown) => refusedToList(work, chat, thrown, sum))
    await progress()
  })
  return sum
}

type Sum = { -readonly [K in keyof Checked]: number }

/** Left chats with news, and covered ones whose newest message is not archived; `checked`: of the others. */
async function toCompare(
  { chats, left }: Plan,
  previews: Previews,
  { database, run }: RunWork,
  upTo: Date,
): Promise<{ chats: PlannedChat[]; checked: number }> {
  const isLeft = new Set(left.map(({ roster }) => roster.no))
  const covered = chats.filter(
    ({ roster }) => !isLeft.has(roster.no) && previews.get(roster.id) !== undefined,
  )
  const newest = covered.flatMap((chat) => {
    const last = previews.get(chat.roster.id)
    return last && last.createdAt < upTo ? [{ chat, chatId: chat.roster.id, id: last.id }] : []
  })
  const archived = await listArchived(database.kysely, run.tenantId, newest)
  const stale = newest.filter((one) => !archived.has(keyOfMessage(one))).map(({ chat }) => chat)
  const compared = [...left.filter((chat) => hasNews(chat, previews)), ...stale]
  return {
    // Each page of a chat takes a second: the longest begin first.
    chats: compared.toSorted((a, b) => b.roster.messages - a.roster.messages),
    checked: covered.length + left.length - compared.length,
  }
}

function hasNews({ roster: { id, checkedTo } }: PlannedChat, previews: Previews): boolean {
  const last = previews.get(id)
  if (checkedTo === null || last === undefined) return true
  return last !== null && last.createdAt.getTime() >= checkedTo.getTime() - WINDOW_OVERLAP_MS
}

async function compare(work: RunWork, chat: PlannedChat, upTo: Date, sum: Sum): Promise<void> {
  const { id, no, checkedTo } = chat.roster
  const since = checkedTo === null ? undefined : new Date(checkedTo.getTime() - WINDOW_OVERLAP_MS)
  let whole = true
  for await (const rows of work.graph.chatMessages(id, { ...(since && { since }), signal: work.signal })) {
    const here = rows
      .filter((row) => Date.parse(row.lastModifiedDateTime) < upTo.getTime())
      .map((row): ChatMessage => ({ ...row, chatId: id }))
    await inLanes(HOLES_AT_ONCE, taking(await missingOf(work, chat, here)), async (hole) => {
      whole = (await fill(work, chat, hole, sum)) && whole
    })
    if (work.stopped()) return
  }
  if (whole) await noteChecked(work.database.kysely, [no], { to: upTo })
  sum.checked += 1
}

/** Versions that the archive lacks. */
async function missingOf(
  work: RunWork,
  { readers }: PlannedChat,
  rows: readonly ChatMessage[],
): Promise<ChatMessage[]> {
  const subjectId = readers[0]?.subjectId ?? ''
  const keys = rows.map(({ chatId, id, etag }) => ({ subjectId, chatId, id, etag }))
  const answers = await compareRows(work.database.kysely, work.run.tenantId, keys)
  return rows.filter((_, at) => answers[at]?.standing === 'new')
}

/** Answers whether the message is accounted for. */
async function fill(work: RunWork, chat: PlannedChat, hole: ChatMessage, sum: Sum): Promise<boolean> {
  const there = readersThen(chat, hole)
  const asked = await askMailboxes(work, there.length > 0 ? there : chat.readers, hole)
  if (asked === 'given') return true
  if (asked === 'failed') {
    sum.missing += 1
    await nameHole(work, chat, hole)
    return false
  }
  // It was written before anyone in scope came, or after all had left: nobody here was given it.
  const [reader] = there
  if (reader === undefined || isTombstone(hole)) return true
  if (hole.messageType === 'systemEventMessage' || hole.messageType === 'unknownFutureValue') {
    sum.events += 1
    return true
  }
  const header = { subjectId: reader.subjectId, position: null, fetched: 1, single: true as const }
  await work.committer.commit({ header, rows: [hole] })
  sum.fromChats += 1
  return true
}

type Asked = 'given' | 'not-given' | 'failed'

async function askMailboxes(work: RunWork, readers: readonly Span[], hole: ChatMessage): Promise<Asked> {
  let failed = false
  for (const { subjectId } of readers.slice(0, MOST_ASKED)) {
    try {
      if (await isGivenBy(work, subjectId, hole)) return 'given'
    } catch (thrown) {
      if (work.waitsFor(thrown) || endsRun(thrown)) throw thrown
      failed = true
    }
  }
  return failed ? 'failed' : 'not-given'
}

/** Asks a mailbox for what changed in that millisecond, and archives whatever comes: it is paid for. */
async function isGivenBy(work: RunWork, subjectId: string, hole: ChatMessage): Promise<boolean> {
  const at = Date.parse(hole.lastModifiedDateTime)
  const window = { from: new Date(at - 1), to: new Date(at + 1) }
  const request = { userId: subjectId, window, top: 10, runId: work.run.id, signal: work.signal }
  let given = false
  for await (const step of walkWindow(work.graph, request)) {
    if (step.kind === 'restarted') continue
    const { rows, strange = [] } = step
    const header = { subjectId, position: null, fetched: rows.length + strange.length, single: true as const }
    await work.committer.commit({ header, rows, records: strangeRecords(work, strange) })
    if (strange.length > 0) await nameStrange(work, subjectId, strange.length)
    given ||= rows.some((row) => row.chatId === hole.chatId && row.id === hole.id)
  }
  return given
}

/** Who was there when it was sent, whoever was there longest first. */
function readersThen({ readers }: PlannedChat, hole: ChatMessage): Span[] {
  const at = Date.parse(hole.createdDateTime)
  return readers
    .filter(({ from = 0, to = Number.POSITIVE_INFINITY }) => from <= at && at <= to)
    .toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0))
}

function nameHole(work: RunWork, { roster }: PlannedChat, hole: ChatMessage): Promise<void> {
  return work.runs.addFault(work.run, {
    kind: 'fault',
    subjectId: null,
    chatId: roster.id,
    code: 'coverage-hole',
    notice: notice('coverage-hole', { at: { instant: toInstant(new Date(hole.createdDateTime)) } }),
    detail: `Message ${hole.id} of conversation ${roster.id}, sent ${hole.createdDateTime}, is missing: the mailboxes that hold it couldn’t be read.`,
    hint: 'The next backup asks for it again.',
  })
}

/**
 * Chats of another organization, for one, are refused to every app (403): a new plan has to cover them by a mailbox. Where
 * one does, nothing more can be asked; what fails for another reason is compared by the next run.
 */
async function refusedToList(work: RunWork, chat: PlannedChat, thrown: unknown, sum: Sum): Promise<void> {
  if (work.waitsFor(thrown) || isAbort(thrown, work.signal)) return
  if (endsRun(thrown)) throw thrown
  const { no, id: chatId, unlistable } = chat.roster
  if (thrown instanceof GraphError && thrown.retry === 'never') {
    sum[unlistable ? 'refused' : 'unlistable'] += 1
    if (!unlistable) await noteChecked(work.database.kysely, [no], { unlistable: true })
    return
  }
  sum.failed += 1
  const words = faultWords(toVaultError(thrown, 'compare the archive with a conversation'))
  await work.runs.addFault(work.run, { kind: 'fault', subjectId: null, chatId, ...words })
}
