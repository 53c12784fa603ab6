/**
 * A turn of one person's chats: one window, from where the last turn or run stopped.
 *
 *   claimed → read page by page, each durable before the next is asked for
 *     last page        → done: the watermark is the window's end; or later: an older window waits, after everyone's turn
 *     limit, stop sign → pending: cursor kept, the run suspends
 *     run stops        → pending: cursor kept
 *     nothing there    → skipped: an account that cannot chat, asked again by the next run
 *     Graph refuses    → faulted: position kept, the next run tries again
 *     Graph is away    → the same; after some people in a row the run fails
 */
import type { ArchiveRecord } from '../../archive/archive.ts'
import type { NewWindow, SourceState } from '../../books/runs.ts'
import { toInstant } from '../../domain/clock.ts'
import { type Coverage, isRead, nextPart, withWindow } from '../../domain/newest-first.ts'
import { notice } from '../../domain/notice.ts'
import type { Position } from '../../domain/position.ts'
import type { Fault } from '../../domain/run.ts'
import { lacking, OTHERS } from '../../domain/senders.ts'
import { counted } from '../../domain/text.ts'
import { toVaultError } from '../../domain/vault-error.ts'
import { walkWindow } from '../../graph/export-walk.ts'
import type { SenderClause } from '../../graph/graph.ts'
import { GraphError, type Lack } from '../../graph/wire/graph-error.ts'
import { ANSWERS_TO_JUDGE, isTooLarge, SMALLEST_PAGE } from './page-size.ts'
import { coverageOf, type ReadingProgress } from './reading-progress.ts'
import { endsRun, faultWords, isAbort, newSince, type RunWork } from './run-work.ts'
import { SKIP_HINTS } from './skip-hints.ts'

/**
 * A link keeps the size its first page had, which may be what was left of a month. Below this the window is begun anew
 * when the run goes on: a few rows are paid twice instead of a request for each row of a whole mailbox.
 */
const SMALLEST_KEPT = 5

export async function readSource(
  work: RunWork,
  source: SourceState,
  progress: ReadingProgress,
): Promise<void> {
  const { subjectId } = source
  try {
    const mayTry = progress.people >= ANSWERS_TO_JUDGE
    const { to, read = coverageOf(source) } = await takeTurn(work, source, mayTry)
    await work.runs.releaseSource(work.run, subjectId, work.workerId, to)
    if (to !== 'pending') await progress.turnEnded(subjectId, to, read)
  } catch (thrown) {
    const to = await giveUp(work, subjectId, thrown)
    if (to !== 'pending') await progress.turnEnded(subjectId, to, coverageOf(source))
  }
}

/**
 * One window, read to its end. What is left of this person comes behind the others: `later`; or at once, where the window was
 * only to show what size of page is right. `read`: what is read then. `mayTry`: enough people are read to show it.
 */
async function takeTurn(
  work: RunWork,
  source: SourceState,
  mayTry: boolean,
): Promise<{ to: 'done' | 'later' | 'pending'; read?: Coverage }> {
  const begun = await begin(work, source, mayTry)
  if (begun === undefined) return { to: 'done' }
  if (!(await readWhole(work, source.subjectId, begun))) return { to: 'pending' }
  if (begun.isGap) return { to: 'later' }
  const read = withWindow(coverageOf(source), begun)
  if (isRead(read, { newSince: await newSince(work) })) return { to: 'done', read }
  if (!begun.isTrial || work.stopped()) return { to: 'later', read }
  return takeTurn(work, afterTrial(source, begun, read), false)
}

/** As the books have it then. */
function afterTrial(source: SourceState, { senders }: NewWindow, { recent }: Coverage): SourceState {
  const nothingOpen = { windowFrom: null, windowTo: null, cursor: null, top: null, windowSenders: null }
  return {
    ...source,
    ...nothingOpen,
    recentFrom: recent?.from ?? null,
    recentTo: recent?.to ?? null,
    asked: senders,
  }
}

type Begun = NewWindow & { readonly position?: Position; readonly isTrial?: boolean }

/** Some tenants or clouds refuse to be asked for senders: then the window is read for everybody's messages. */
async function readWhole(work: RunWork, subjectId: string, begun: Begun): Promise<boolean> {
  const top = begun.position?.top ?? work.pageSize.current()
  try {
    return await readToEnd(work, subjectId, begun, top)
  } catch (thrown) {
    const anew = await askedOtherwise(work, subjectId, { ...begun, top }, thrown)
    if (anew === undefined) throw thrown
    await work.runs.openWindow(work.run.tenantId, subjectId, anew)
    return readToEnd(work, subjectId, anew, SMALLEST_PAGE)
  }
}

/** The window, to be read from its start in a way that Microsoft may like better; undefined when there is none. */
async function askedOtherwise(
  work: RunWork,
  subjectId: string,
  { position, top, ...begun }: Begun & { readonly top: number },
  thrown: unknown,
): Promise<Begun | undefined> {
  if (isTooLarge(thrown) && top > SMALLEST_PAGE) {
    work.pageSize.gaveUp(top)
    await alertRestart(work, subjectId, 'it took Microsoft too long to return a large page')
    return begun
  }
  if (begun.senders === null || position !== undefined || !isQueryRefused(thrown)) return undefined
  await alertUnfiltered(work, subjectId)
  return { ...begun, senders: null }
}

/** 400 at the first page: a link that is refused is told apart before (`walkWindow`). */
function isQueryRefused(thrown: unknown): boolean {
  return thrown instanceof GraphError && thrown.httpStatus === 400
}

async function readToEnd(work: RunWork, subjectId: string, begun: Begun, top: number): Promise<boolean> {
  const { from, to, senders, isGap, position: begunAt } = begun
  const walk = walkWindow(work.graph, {
    userId: subjectId,
    runId: work.run.id,
    window: { from, to },
    top,
    ...(senders && { senders: senders.flatMap(clausesOf) }),
    ...(begunAt && { position: begunAt }),
    signal: work.signal,
  })
  let askedAt = work.clock.now().getTime()
  for await (const step of walk) {
    work.outage.answered()
    if (step.kind === 'restarted') {
      await alertRestart(work, subjectId, step.why)
      continue
    }
    const { rows, strange = [] } = step
    work.pageSize.came(step.position.top, work.clock.now().getTime() - askedAt)
    const position: Position = {
      ...step.position,
      ...(senders && { senders }),
      ...(isGap && { gap: true as const }),
    }
    await work.committer.commit({
      header: { subjectId, position, fetched: rows.length + strange.length },
      rows,
      records: strangeRecords(work, strange),
    })
    if (strange.length > 0) await nameStrange(work, subjectId, strange.length)
    if (position.cursor === null) return true
    if (work.stopped()) return false
    askedAt = work.clock.now().getTime()
  }
  return true
}

/** Rows that are no messages, as they came. */
export function strangeRecords({ clock }: RunWork, rows: readonly unknown[]): ArchiveRecord[] {
  const fetchedAt = toInstant(clock.now())
  return rows.map((row) => ({ kind: 'strange', row, fetchedAt }))
}

/** They are kept and paid once; what stands behind them is read. */
export function nameStrange(work: RunWork, subjectId: string, count: number): Promise<void> {
  const these = counted(count, 'row is', 'rows are')
  return work.runs.addFault(work.run, {
    kind: 'fault',
    subjectId,
    code: 'unexpected-row',
    notice: notice('unexpected-row', { count }),
    detail: `${these} not a message with ID, chat, version and time: archived as returned, but not shown in conversations.`,
    hint: 'Everything after that is backed up. Report this to the makers of Chatvault.',
  })
}

/** The window under way, or a new one; undefined when nothing new can be there yet. */
async function begin(work: RunWork, source: SourceState, mayTry: boolean): Promise<Begun | undefined> {
  const now = await work.microsoftNow()
  const open = openWindow(source, now)
  if (open !== undefined) return open
  const coverage = coverageOf(source)
  const { watermark, recent } = coverage
  if ((watermark && watermark > now) || (recent && recent.to > now)) throw watermarkAhead(source.subjectId)
  const next = gapOf(work, source) ?? (await nextOf(work, source, coverage, { now, mayTry }))
  if (next !== undefined) await work.runs.openWindow(work.run.tenantId, source.subjectId, next)
  return next
}

/** A window that ends in what is still to come would be read to its end too early. */
function openWindow(source: SourceState, now: Date): Begun | undefined {
  const { windowFrom: from, windowTo: to, cursor, top, windowSenders: senders, windowIsGap: isGap } = source
  if (from === null || to === null || to > now) return undefined
  const window = { from, to, senders, isGap }
  if (cursor === null || top === null || top < SMALLEST_KEPT) return window
  return { ...window, position: { from: toInstant(from), to: toInstant(to), cursor, top } }
}

/** What a mailbox has to give below its watermark, of senders it was not asked for before. */
function gapOf(work: RunWork, { subjectId, watermark, asked }: SourceState): Begun | undefined {
  const gap = work.planned(subjectId)?.gap
  if (gap === undefined || watermark === null || gap.from >= watermark) return undefined
  const senders = lacking(asked, gap.senders)
  return senders.length === 0 ? undefined : { from: gap.from, to: watermark, senders, isGap: true }
}

async function nextOf(
  work: RunWork,
  { subjectId, asked, recentTo }: SourceState,
  coverage: Coverage,
  { now, mayTry }: { now: Date; mayTry: boolean },
): Promise<Begun | undefined> {
  // A mailbox that was never read may be long, and a link keeps the size of its first page.
  const isTrial = mayTry && !work.newestFirst && !work.pageSize.isJudged() && isUnread(coverage)
  const newestFirst = work.newestFirst || isTrial
  const window = nextPart(coverage, { now, newestFirst, newSince: await newSince(work) })
  // A span that is still to be read to its end is of one set of senders.
  const senders = recentTo !== null ? asked : (work.planned(subjectId)?.senders ?? null)
  return window && { ...window, senders, isGap: false, isTrial }
}

const isUnread = ({ watermark, recent }: Coverage) => watermark === undefined && recent === undefined

function clausesOf(sender: string): SenderClause[] {
  return sender === OTHERS ? [...OTHER_SENDERS] : [{ kind: 'user', id: sender }]
}

/** Whatever has no Entra id to be asked for by (Learn: chats getAllMessages, `$filter`). */
const OTHER_SENDERS: readonly SenderClause[] = [
  { kind: 'system' },
  ...['aadApplication', 'bot', 'tenantBot', 'office365Connector', 'outgoingWebhook'].map(
    (type) => ({ kind: 'application-type', type }) as const,
  ),
  ...['onPremiseAadUser', 'anonymousGuest', 'personalMicrosoftAccountUser', 'skypeUser', 'phoneUser'].map(
    (type) => ({ kind: 'user-type', type }) as const,
  ),
]

async function alertUnfiltered(work: RunWork, subjectId: string): Promise<void> {
  await work.alert(
    { code: 'senders-refused', notice: notice('senders-refused') },
    'Microsoft 365 refused to return the messages of some senders only, so everything in this mailbox was read.',
    'You don’t need to do anything. Messages that several people have are returned, and counted, more than once.',
    subjectId,
  )
}

/** `checkTime` sets such a one back; this one was written since. To believe it would leave out what is sent until then. */
function watermarkAhead(subjectId: string): GraphError {
  return new GraphError({
    code: 'watermark-ahead',
    attempted: `read the messages of ${subjectId}`,
    why: 'according to the database, they were read up to a time that’s still in the future by Microsoft’s clock',
    hint: 'You don’t need to do anything. The next backup continues from the last message it knows. If this keeps happening, check the clocks of all Chatvault servers.',
    retry: 'never',
    outcome: 'refused',
  })
}

/** Answers how the turn ended; throws what ends the run. */
async function giveUp(
  work: RunWork,
  subjectId: string,
  thrown: unknown,
): Promise<'pending' | 'skipped' | 'faulted'> {
  const release = async <To extends 'pending' | 'skipped' | 'faulted'>(to: To, fault?: Fault) => {
    await work.runs.releaseSource(work.run, subjectId, work.workerId, to, fault)
    return to
  }
  if (work.waitsFor(thrown) || isAbort(thrown, work.signal)) return release('pending')
  if (endsRun(thrown)) {
    await release('pending')
    return fail(work, thrown)
  }
  const fault = faultOf(thrown, subjectId)
  const to = await release(fault.kind === 'skip' ? 'skipped' : 'faulted', fault)
  const outage = work.outage.gaveUp(thrown)
  if (outage !== undefined) fail(work, outage)
  return to
}

/** Nobody else waits for what cannot come, or pays for it. */
function fail(work: RunWork, failure: unknown): never {
  work.stop('failed')
  throw failure
}

function faultOf(thrown: unknown, subjectId: string): Fault {
  const lacks = thrown instanceof GraphError ? thrown.lacks : undefined
  if (lacks !== undefined) return { kind: 'skip', subjectId, ...WITHOUT[lacks] }
  return { kind: 'fault', subjectId, ...faultWords(toVaultError(thrown, 'read the messages of a person')) }
}

/** Known causes for which there is nothing to export. */
const WITHOUT: Record<Lack, Pick<Fault, 'code' | 'notice' | 'detail' | 'hint'>> = {
  mailbox: {
    code: 'no-mailbox',
    notice: notice('no-mailbox'),
    detail: 'This person has no mailbox that Microsoft 365 can export chats from.',
    hint: SKIP_HINTS['no-mailbox'],
  },
  licence: {
    code: 'no-licence',
    notice: notice('no-licence'),
    detail: 'This person has no Teams license, so Microsoft 365 doesn’t export their chats.',
    hint: SKIP_HINTS['no-licence'],
  },
}

async function alertRestart(work: RunWork, subjectId: string, why: string): Promise<void> {
  await work.alert(
    { code: 'window-restarted', notice: notice('window-restarted') },
    `Microsoft 365 no longer accepted the position where reading stopped (${why}); this window was read again from its start.`,
    'You don’t need to do anything. Messages of this window were returned, and counted, twice; none is archived twice.',
    subjectId,
  )
}
