/**
 * Hosted contents (pictures, sound, code), after the text: unmetered, one request a second per chat at most (Learn: Teams
 * throttling limits).
 *
 * What strangers send must not set how long a run takes. So this stage has a time of its own, chats take turns content by
 * content, and what is left over stays wanted: the next run goes on with it. It also ends as soon as somebody starts a new
 * run (`Runs.endMedia`): that one takes over what is left.
 */

import type { ArchiveRecord } from '../../archive/archive.ts'
import {
  countWantedMedia,
  listChatsWithWanted,
  listWantedMedia,
  refuseMedia,
  type WantedMedia,
} from '../../catalog/recording-media.ts'
import { toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import { counted } from '../../domain/text.ts'
import { toVaultError } from '../../domain/vault-error.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { inLanes } from './lanes.ts'
import { type ContentSkip, isAbort, type RunWork } from './run-work.ts'

/** Enough for 27,000 contents at the published 30 requests a second, and shorter than an administrator waits for a run. */
export const MEDIA_BUDGET_MS = 15 * 60_000
/** Between two looks whether the stage shall end. */
const LOOK_MS = 1000
/** Contents asked for at once. */
export const MEDIA_LANES = 16
/** Wanted contents of a chat that are known at a time. */
const PAGE = 50
/** Contents whose records share a segment. A crash before it is sealed fetches these again, which costs nothing. */
const CONTENTS_PER_SEGMENT = 64
/** Where Microsoft's pace makes that many take long, what has come is saved so often, and counts as saved. */
const SAVE_EVERY_MS = 5_000

type MediaArchiveRecord = Extract<ArchiveRecord, { kind: 'media' }>

/** A run's work with the stage's own end in its signal. */
type Stage = Pick<
  RunWork,
  'database' | 'run' | 'graph' | 'archive' | 'clock' | 'signal' | 'contentFault' | 'skip'
> & {
  /** Of those that were wanted, some more are saved, or will never be had. */
  count(what: 'saved' | 'refused', number: number): Promise<void>
}

export async function fetchMedia(work: RunWork, budgetMs = MEDIA_BUDGET_MS): Promise<void> {
  const { kysely } = work.database
  const chats = await listChatsWithWanted(kysely, work.run.tenantId)
  if (chats.length === 0) return
  const { wanted } = await countWantedMedia(kysely, work.run.tenantId)
  const count = await countImages(work, wanted)
  const over = new AbortController()
  const watched = watch(work, over, budgetMs)
  try {
    await fetchInTurns(
      { ...work, count, signal: AbortSignal.any([work.signal, over.signal]) },
      work.committer,
      chats,
    )
  } finally {
    const early = over.signal.aborted
    over.abort()
    await watched
    if (early && work.stopped() === undefined) await tellLeft(work)
  }
}

/** The run's images, of those saved or wanted: what Microsoft will never give out is no longer wanted. */
async function countImages({ runs, run }: RunWork, wanted: number): Promise<Stage['count']> {
  let done = run.totals.media
  let total = done + wanted
  const say = () => runs.setProgress(run.id, { done, total })
  await say()
  return (what, number) => {
    if (what === 'saved') done += number
    else total -= number
    return say()
  }
}

/** Aborts `over` when the time is up or somebody has asked for the end of the stage. */
async function watch(work: RunWork, over: AbortController, budgetMs: number): Promise<void> {
  const { clock, run, runs } = work
  const until = clock.now().getTime() + budgetMs
  const signal = AbortSignal.any([work.signal, over.signal])
  const isWanted = async () =>
    clock.now().getTime() < until && (await runs.find(run.tenantId, run.id))?.stage === 'media'
  while (!signal.aborted) {
    // Before an image is lost for want of an answer from the books, the stage goes on.
    if (!(await isWanted().catch(() => true))) return over.abort(new Error('The time for contents is up'))
    await clock.wait(LOOK_MS, signal).catch(() => undefined)
  }
}

async function tellLeft(work: RunWork): Promise<void> {
  const { wanted: left } = await countWantedMedia(work.database.kysely, work.run.tenantId)
  if (left === 0) return
  const them = counted(
    left,
    'picture or other content of messages was',
    'pictures and other contents of messages were',
  )
  const detail = `${them} not fetched in the time available.`
  const what = { code: 'media-later', notice: notice('media-later', { count: left }) }
  await work.alert(what, detail, 'The next backup fetches more.', null)
}

// ── Turns ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A chat's place in the queue: what of it is known to be wanted, and what comes after that. */
type Turn = { readonly chat: number; known: WantedMedia[]; beforeNo: number; ended: boolean }

/**
 * One content of a chat, then the next chat's. A chat whose turn it is stands in no queue, so within it one follows the
 * other.
 */
async function fetchInTurns(
  stage: Stage,
  committer: RunWork['committer'],
  chats: readonly number[],
): Promise<void> {
  const queue = chats.map(
    (chat): Turn => ({ chat, known: [], beforeNo: Number.MAX_SAFE_INTEGER, ended: false }),
  )
  const fetched: MediaArchiveRecord[] = []
  let savedAt = stage.clock.now().getTime()
  const isDue = () =>
    fetched.length >= CONTENTS_PER_SEGMENT || stage.clock.now().getTime() - savedAt >= SAVE_EVERY_MS
  const flush = async () => {
    if (fetched.length === 0) return
    const records = fetched.splice(0)
    savedAt = stage.clock.now().getTime()
    await committer.commit({ header: { subjectId: null, position: null, fetched: 0 }, records })
    await stage.count('saved', records.length)
  }
  const next = async () => (stage.signal.aborted ? undefined : queue.shift())
  await inLanes(MEDIA_LANES, next, async (turn) => {
    const media = await nextOf(stage, turn)
    if (media === undefined) return
    fetched.push(...(await fetchOne(stage, media)))
    queue.push(turn)
    if (isDue()) await flush()
  })
  await flush()
}

async function nextOf({ database, run }: Stage, turn: Turn): Promise<WantedMedia | undefined> {
  if (turn.known.length === 0 && !turn.ended) {
    const page = { beforeNo: turn.beforeNo, limit: PAGE }
    turn.known = await listWantedMedia(database.kysely, run.tenantId, turn.chat, page)
    turn.ended = turn.known.length < PAGE
    turn.beforeNo = turn.known.at(-1)?.no ?? 0
  }
  return turn.known.shift()
}

// ── One content ──────────────────────────────────────────────────────────────────────────────────────────────────

async function fetchOne(work: Stage, media: WantedMedia): Promise<MediaArchiveRecord[]> {
  const { chatId, messageId, contentId } = media
  try {
    const { contentType, bytes } = await work.graph.hostedContent(chatId, messageId, contentId, work.signal)
    const { name, sha256 } = await work.archive.putMedia(bytes)
    const record = { chatId, messageId, contentId, contentType, bytes: bytes.length, sha256, name }
    return [{ kind: 'media', media: record, fetchedAt: toInstant(work.clock.now()) }]
  } catch (thrown) {
    if (!isAbort(thrown, work.signal)) await refused(work, media, thrown)
    return []
  }
}

/** What Graph will never give is a placeholder with its reason; what it could not give now is asked for again next run. */
async function refused(work: Stage, media: WantedMedia, thrown: unknown): Promise<void> {
  const cause = skipCauseOf(media, thrown)
  if (cause === undefined)
    return work.contentFault(thrown, 'read a picture or other content of a message', media.chatId)
  const { why } = toVaultError(thrown, 'read a picture or other content of a message')
  await refuseMedia(work.database.kysely, work.run.tenantId, media.no, { reason: why, notice: notice(cause) })
  await work.count('refused', 1)
  await work.skip(
    cause,
    `A picture or other content in ${nameOf(media)} isn’t available: ${why}.`,
    media.chatId,
  )
}

/** As a person knows the conversation; its id is in the archive. */
function nameOf({ topic, chatType }: WantedMedia): string {
  if (topic !== null && topic !== '') return `the conversation “${topic}”`
  if (chatType === 'self') return 'notes to self'
  return chatType === 'oneOnOne' ? 'a chat of two' : 'a conversation without a topic'
}

/** Permanent causes only. Other refusals, a permission not yet granted say, may be gone by the next run. */
function skipCauseOf(media: WantedMedia, thrown: unknown): ContentSkip | undefined {
  if (!(thrown instanceof GraphError)) return undefined
  if (thrown.absent) return 'media-gone'
  if (thrown.foreign) return 'media-foreign-tenant'
  const { httpStatus, reach, retry } = thrown
  const isRefused = httpStatus === 403 && reach === 'request' && retry === 'never'
  return isRefused && media.chatId.includes('teamsstream_notes_') ? 'media-notes-to-self' : undefined
}
