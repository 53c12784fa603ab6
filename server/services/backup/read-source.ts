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
import type { SourceState } from '../../books/runs.ts'
import { toInstant } from '../../domain/clock.ts'
import { type Coverage, nextPart, withWindow } from '../../domain/newest-first.ts'
import { notice } from '../../domain/notice.ts'
import type { Position } from '../../domain/position.ts'
import type { Fault } from '../../domain/run.ts'
import { counted } from '../../domain/text.ts'
import { toVaultError } from '../../domain/vault-error.ts'
import type { Window } from '../../domain/window.ts'
import { walkWindow } from '../../graph/export-walk.ts'
import { GraphError, type Lack } from '../../graph/wire/graph-error.ts'
import { endsRun, faultWords, isAbort, type RunWork } from './run-work.ts'
import { SKIP_HINTS } from './skip-hints.ts'

/** Rows a page asks for: the size Microsoft's samples use; larger pages have timed out (Microsoft Q&A 800250). */
const PAGE_ROWS = 50
/**
 * A link keeps the size its first page had, which may be what was left of a month. Below this the window is begun anew
 * when the run goes on: a few rows are paid twice instead of a request for each row of a whole mailbox.
 */
const SMALLEST_KEPT = 5
/** After a crash or a short suspension the window under way is recent enough; another would re-read the overlap for it. */
const SAME_RUN_MS = 60 * 60_000

export async function readSource(work: RunWork, source: SourceState): Promise<void> {
  try {
    await work.runs.releaseSource(work.run, source.subjectId, work.workerId, await takeTurn(work, source))
  } catch (thrown) {
    await giveUp(work, source.subjectId, thrown)
  }
}

/** One window, read to its end. What is left of this person comes behind the others: `later`. */
async function takeTurn(work: RunWork, source: SourceState): Promise<'done' | 'later' | 'pending'> {
  const begun = await begin(work, source)
  if (begun === undefined) return 'done'
  if (!(await readToEnd(work, source.subjectId, begun))) return 'pending'
  const { watermark, recent } = withWindow(coverageOf(source), begun.window)
  const isDone = recent === undefined && watermark !== undefined && watermark >= (await newSince(work))
  return isDone ? 'done' : 'later'
}

function coverageOf({ watermark, recentFrom: from, recentTo: to }: SourceState): Coverage {
  return { watermark: watermark ?? undefined, recent: from && to ? { from, to } : undefined }
}

async function newSince(work: RunWork): Promise<Date> {
  return new Date((await work.upTo()).getTime() - SAME_RUN_MS)
}

type Begun = { readonly window: Window; readonly position?: Position }

async function readToEnd(work: RunWork, subjectId: string, { window, position }: Begun): Promise<boolean> {
  const walk = walkWindow(work.graph, {
    userId: subjectId,
    runId: work.run.id,
    window,
    top: PAGE_ROWS,
    ...(position && { position }),
    signal: work.signal,
  })
  for await (const step of walk) {
    work.outage.answered()
    if (step.kind === 'restarted') {
      await alertRestart(work, subjectId, step.why)
      continue
    }
    const { rows, strange = [], position } = step
    await work.committer.commit({
      header: { subjectId, position, fetched: rows.length + strange.length },
      rows,
      records: strangeRecords(work, strange),
    })
    if (strange.length > 0) await nameStrange(work, subjectId, strange.length)
    if (position.cursor === null) return true
    if (work.stopped()) return false
  }
  return true
}

function strangeRecords({ clock }: RunWork, rows: readonly unknown[]): ArchiveRecord[] {
  const fetchedAt = toInstant(clock.now())
  return rows.map((row) => ({ kind: 'strange', row, fetchedAt }))
}

/** They are kept and paid once; what stands behind them is read. */
function nameStrange(work: RunWork, subjectId: string, count: number): Promise<void> {
  const these = counted(count, 'row is', 'rows are')
  return work.runs.addFault(work.run, {
    kind: 'fault',
    subjectId,
    code: 'unexpected-row',
    notice: notice('unexpected-row', { count }),
    detail: `${these} not a message with ID, chat, version and time: archived as returned, but not shown in conversations.`,
    hint: 'Everything behind is backed up. Report this to the makers of Chatvault.',
  })
}

/** The window under way, or a new one; undefined when nothing new can be there yet. */
async function begin(work: RunWork, source: SourceState): Promise<Begun | undefined> {
  const { windowFrom: from, windowTo: to, cursor, top } = source
  const now = await work.microsoftNow()
  // A window that ends in what is still to come would be read to its end too early.
  if (from !== null && to !== null && to <= now) {
    const window = { from, to }
    if (cursor === null || top === null || top < SMALLEST_KEPT) return { window }
    return { window, position: { from: toInstant(from), to: toInstant(to), cursor, top } }
  }
  const coverage = coverageOf(source)
  const { watermark, recent } = coverage
  if ((watermark && watermark > now) || (recent && recent.to > now)) throw watermarkAhead(source.subjectId)
  const { newestFirst } = work
  const window = nextPart(coverage, { now, newestFirst, newSince: await newSince(work) })
  if (window !== undefined) await work.runs.openWindow(work.run.tenantId, source.subjectId, window)
  return window && { window }
}

/** `checkTime` sets such a one back; this one was written since. To believe it would leave out what is sent until then. */
function watermarkAhead(subjectId: string): GraphError {
  return new GraphError({
    code: 'watermark-ahead',
    attempted: `read the messages of ${subjectId}`,
    why: 'the books say they were read up to a time that has not come yet at Microsoft',
    hint: 'Nothing to do: the next backup goes back to the last message it knows, and reads from there. If this comes again, look at the clocks of all servers of Chatvault.',
    retry: 'never',
    outcome: 'refused',
  })
}

async function giveUp(work: RunWork, subjectId: string, thrown: unknown): Promise<void> {
  const release = (to: 'pending' | 'skipped' | 'faulted', fault?: Fault) =>
    work.runs.releaseSource(work.run, subjectId, work.workerId, to, fault)
  if (work.waitsFor(thrown) || isAbort(thrown, work.signal)) return release('pending')
  if (endsRun(thrown)) {
    await release('pending')
    return fail(work, thrown)
  }
  const fault = faultOf(thrown, subjectId)
  await release(fault.kind === 'skip' ? 'skipped' : 'faulted', fault)
  const outage = work.outage.gaveUp(thrown)
  if (outage !== undefined) fail(work, outage)
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
    detail: 'This person has no Teams license, so Microsoft 365 does not export their chats.',
    hint: SKIP_HINTS['no-licence'],
  },
}

async function alertRestart(work: RunWork, subjectId: string, why: string): Promise<void> {
  await work.alert(
    { code: 'window-restarted', notice: notice('window-restarted') },
    `Microsoft 365 no longer accepted the place where reading stopped (${why}); this window was read again from its start.`,
    'You don’t need to do anything. Messages of this window were returned, and counted, twice; none is archived twice.',
    subjectId,
  )
}
