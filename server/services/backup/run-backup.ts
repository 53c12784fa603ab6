/**
 * The story of one run, from whatever point an earlier worker left it:
 *
 *   people         who is in scope becomes the run's list of sources (once)
 *   chats          (pay-once) who takes part in which, so that each mailbox is asked for some senders only
 *   messages       sources are read in lanes, each page durable before the next is asked for
 *   coverage       (pay-once) the archive is compared with the chats themselves
 *   conversations  topics and members of chats seen for the first time
 *   media          inline images
 *   closing        the run document
 *
 * Stops early when an operator cancels (closed as cancelled), something is to be waited for, in whatever stage (suspended,
 * every cursor kept; suspensions.ts), or the server shuts down (stays running; start-up takes it up again).
 */

import type { Archive } from '../../archive/archive.ts'
import type { Billing } from '../../books/billing.ts'
import type { Connections } from '../../books/connections.ts'
import type { ForecastMessages } from '../../books/forecasts.ts'
import type { Balance, Ledger } from '../../books/ledger.ts'
import type { RunReason, RunRow, Runs, SourceState } from '../../books/runs.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { Room } from '../../domain/room.ts'
import type { RunStage } from '../../domain/run.ts'
import type { Suspension } from '../../domain/suspension.ts'
import { counted } from '../../domain/text.ts'
import { toVaultError, VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { noteGoodRun, noteRefusedRun } from '../connection/drift.ts'
import type { Allowances } from '../metering/allowances.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import { checkTime } from './checked-time.ts'
import { closeEndedRuns, closeRun, followDocument } from './close-run.ts'
import { createCommitter } from './committer.ts'
import { describeConversations } from './describe-conversations.ts'
import { fetchMedia } from './fetch-media.ts'
import { inLanes } from './lanes.ts'
import { listPeople, type People } from './list-people.ts'
import { isAway, unavailable } from './outage.ts'
import { createPayOnce, needsPlan, type PayOnce } from './pay-once/pay-once.ts'
import { readSource } from './read-source.ts'
import { followReading } from './reading-progress.ts'
import type { OwnedRun } from './record-batch.ts'
import { createRunWork, faultWords, type RunWork } from './run-work.ts'
import { suspensionOf, waitAgain } from './suspensions.ts'

export type BackupDeps = {
  readonly database: Database
  readonly runs: Runs
  readonly ledger: Ledger
  readonly allowances: Allowances
  readonly connections: Connections
  readonly billing: Billing
  readonly archive: Archive
  readonly people: People
  /** Of the disks that the run writes to. */
  readonly room: Pick<Room, 'demand'>
  readonly clock: Clock
  readonly time: RunWork['time']
  readonly workerId: string
  /** Something of the tenant's was committed. Waits for nothing. */
  readonly afterCommit?: (tenantId: string) => void
  /** Sources read at once. */
  readonly lanes: number
  /** Workers that are alive, this one included. */
  liveWorkers(): Promise<readonly string[]>
  /** The tenant's Graph, metered, from its stored credential. */
  openGraph(tenantId: string): Promise<Graph>
  /** What a run is expected to read, from what is free; throws where that can't be known now. */
  forecastOf?(run: RunRow, signal: AbortSignal): Promise<ForecastMessages>
  /** The run began, waits, or ended: who wants to hear of it. Never throws. */
  onMoved?(tenantId: string): Promise<void>
  /** Wakes the run at that instant if it is still suspended. */
  wakeAt(run: RunRow, at: Date): Promise<void>
}

/**
 * Takes the run as far as it goes now, unless another live worker has it. `onStart` hands out the handle by which the
 * process can stop it.
 */
export async function runBackup(
  deps: BackupDeps,
  tenantId: string,
  runId: string,
  onStart: (work: Pick<RunWork, 'stop'>) => void,
): Promise<void> {
  const { runs, workerId } = deps
  const live = await deps.liveWorkers()
  if (!(await runs.own(runId, workerId, live))) return
  const run = await runs.find(tenantId, runId)
  if (run === undefined) return
  if (run.state !== 'running') {
    await runs.move(run.id, run.state, 'running', { workerId })
    await deps.onMoved?.(tenantId)
  }
  const owned = { id: runId, tenantId, workerId }
  try {
    await continueRun(deps, run, owned, live, onStart)
  } catch (thrown) {
    if (isLost(thrown)) return
    // Where not even that can be booked, the job is handed out again.
    const suspension = suspensionOf(thrown, deps.clock.now())
    const isWanted = !(await runs.find(tenantId, runId))?.cancelRequested
    await (suspension && isWanted ? suspend(deps, run, suspension) : fail(deps, owned, thrown))
  } finally {
    deps.afterCommit?.(tenantId)
    await runs.disown(runId, workerId)
    await deps.onMoved?.(tenantId)
  }
}

async function continueRun(
  deps: BackupDeps,
  run: RunRow,
  owned: OwnedRun,
  live: readonly string[],
  onStart: (work: Pick<RunWork, 'stop'>) => void,
): Promise<void> {
  const archive = await deps.archive.open(run.tenantId)
  if (await followDocument({ ...deps, archive }, owned)) return
  await takeOver(deps, owned, live, archive)
  await closeEndedRuns({ ...deps, archive }, owned)
  if (run.cancelRequested) return closeRun({ ...deps, archive }, owned, 'cancelled')
  const budget = await deps.ledger.balance(run.tenantId)
  const planned = await needsPlan(deps.database, run)
  const payOnce: PayOnce | undefined = planned ? createPayOnce(() => work) : undefined
  const work = await openWork(deps, run, archive, {
    newestFirst: (budget?.monthlyLimit ?? null) !== null,
    planned: (subjectId) => payOnce?.of(subjectId),
  })
  onStart(work)
  await workThrough(deps, work, payOnce)
  await leave(deps, work, owned, budget)
}

/** What workers that are gone left behind: unbooked reservations, claimed sources, unrecorded segments. */
async function takeOver(
  deps: BackupDeps,
  owned: OwnedRun,
  live: readonly string[],
  archive: RunWork['archive'],
): Promise<void> {
  await deps.ledger.settleOrphans(live)
  await deps.runs.releaseOrphanSources(owned.id, owned.workerId, live)
  await adoptOrphans({ database: deps.database, archive }, owned)
}

async function openWork(
  deps: BackupDeps,
  run: RunRow,
  archive: RunWork['archive'],
  order: Pick<RunWork, 'newestFirst' | 'planned'>,
): Promise<RunWork> {
  const { database, runs, clock, time, workerId, lanes } = deps
  const graph = withRoom(await deps.openGraph(run.tenantId), deps.room)
  const committer = createCommitter(
    { database, runs, archive, clock, afterCommit: deps.afterCommit },
    { ...run, workerId },
  )
  return createRunWork({
    run,
    ...order,
    workerId,
    lanes,
    database,
    runs,
    clock,
    time,
    graph,
    archive,
    committer,
  })
}

/** Images are written down like pages, but no meter asks for room before they are fetched. */
function withRoom(graph: Graph, room: Pick<Room, 'demand'>): Graph {
  return {
    ...graph,
    hostedContent: async (...asked) => {
      await room.demand()
      return graph.hostedContent(...asked)
    },
  }
}

async function workThrough(deps: BackupDeps, work: RunWork, payOnce: PayOnce | undefined): Promise<void> {
  const read = () => readMessages(work)
  const stages = [
    [
      'people',
      () =>
        deps.room
          .demand()
          .then(() => listPeople(deps.people, work))
          .then(() => expectMessages(deps, work)),
    ],
    ['chats', payOnce?.listChats],
    ['messages', () => checkTime(work).then(() => (payOnce ? payOnce.readMessages(read) : read()))],
    ['coverage', payOnce && (() => payOnce.compareChats(read))],
    ['conversations', () => describeConversations(work)],
    ['media', () => fetchMedia(work)],
  ] as const
  for (const [stage, go] of stages) {
    if (work.stopped()) return
    if (go === undefined) continue
    await work.runs.setStage(work.run.id, stage)
    await go().catch(async (thrown: unknown) => {
      if (work.waitsFor(thrown)) return
      const attempted = DESCRIBING[stage]
      if (attempted === undefined || isLost(thrown)) throw thrown
      await loseStage(work, thrown, attempted)
    })
  }
}

/**
 * No one looked at a forecast before the schedule started this run: it makes one of its own, before the first page. Without
 * one it is as good a backup.
 */
async function expectMessages({ forecastOf }: BackupDeps, { run, runs, signal }: RunWork): Promise<void> {
  if (run.trigger !== 'schedule' || run.forecast !== null || run.totals.fetched > 0) return
  const messages = await forecastOf?.(run, signal).catch((thrown: unknown) => {
    if (thrown instanceof VaultError || signal.aborted) return undefined
    throw thrown
  })
  if (messages !== undefined && !signal.aborted) await runs.keepForecast(run.id, messages)
}

/** Another worker has the run. */
function isLost(thrown: unknown): boolean {
  return thrown instanceof VaultError && thrown.code === 'run-lost'
}

/**
 * What comes after the messages adds to what is archived already, or looks it over: whatever goes wrong ends the stage and not
 * the run. In the words of what was attempted.
 */
const DESCRIBING: Partial<Record<RunStage, string>> = {
  coverage: 'compare the archive with the chats',
  conversations: 'read names and members of conversations',
  media: 'fetch pictures and other contents',
}

/** The next run tries again. */
function loseStage({ run, runs }: RunWork, thrown: unknown, attempted: string): Promise<void> {
  const words = faultWords(toVaultError(thrown, attempted))
  return runs.addFault(run, { kind: 'fault', subjectId: null, ...words })
}

async function readMessages(work: RunWork): Promise<void> {
  const together = work.newestFirst
  const next = async () =>
    work.stopped() ? undefined : work.runs.claimSource(work.run, work.workerId, { together })
  const progress = await followReading(work)
  const read = (source: SourceState) => readSource(work, source, progress)
  // Pages are paid for: after one could not be written down, a single lane tries whether they can again.
  if (work.run.reason?.waits !== undefined)
    await inLanes(1, async () => ((await wroteSomething(work, work.run)) ? undefined : next()), read)
  await inLanes(work.lanes, next, read)
  await progress.say()
  const outage = work.outage.ended()
  if (outage !== undefined && (await work.runs.countSources(work.run.id)).done === 0) throw outage
}

async function leave(
  deps: BackupDeps,
  work: RunWork,
  owned: OwnedRun,
  budget: Balance | undefined,
): Promise<void> {
  const { run, archive } = work
  const stopped = work.stopped()
  switch (stopped) {
    case 'interrupted':
    case 'failed':
      return
    case 'cancelled':
      await deps.runs.setStage(run.id, 'closing')
      return closeRun({ ...deps, archive }, owned, 'cancelled')
    case undefined: {
      await deps.runs.setStage(run.id, 'closing')
      if ((await deps.runs.countSources(run.id)).done > 0) await noteGoodRun(deps, run.tenantId)
      const { totals } = (await deps.runs.find(run.tenantId, run.id)) ?? run
      return closeRun({ ...deps, archive }, owned, totals.faults > 0 ? 'completed-with-faults' : 'completed')
    }
    default:
      if (stopped.code === 'quota-reached') return suspendAtLimit(deps, run, stopped, budget)
      return suspend(deps, run, stopped)
  }
}

async function suspend(deps: BackupDeps, run: RunRow, because: Suspension): Promise<void> {
  if (!because.isShortage) {
    await bookSuspended(deps, run, because)
    return deps.wakeAt(run, because.wakeAt)
  }
  const waits = (await wroteSomething(deps, run)) ? 1 : (run.reason?.waits ?? 0) + 1
  const { wakeAt } = waitAgain(because, waits)
  await bookSuspended(deps, run, { ...because, wakeAt }, waits)
  await deps.wakeAt(run, wakeAt)
}

/** Whether this part of the run recorded anything: then what it waits for now is not what it waited for before. */
async function wroteSomething(
  { runs }: Pick<BackupDeps, 'runs'>,
  { tenantId, id, totals }: RunRow,
): Promise<boolean> {
  const now = await runs.find(tenantId, id)
  return now !== undefined && now.totals.fetched > totals.fetched
}

async function bookSuspended(
  deps: BackupDeps,
  run: RunRow,
  { code, notice: cause, detail, hint, wakeAt }: Suspension,
  waits?: number,
): Promise<void> {
  const reason: RunReason = {
    code,
    notice: cause,
    detail,
    hint,
    resumesAt: toInstant(wakeAt),
    ...(waits !== undefined && { waits }),
  }
  await deps.runs.move(run.id, 'running', 'suspended', { reason, workerId: deps.workerId })
}

/**
 * `budget`: month and limit when this part of the run began. When either has changed since, whoever raised the limit met a
 * run that was still running: it goes on at once, and stays suspended the next time.
 */
async function suspendAtLimit(
  deps: BackupDeps,
  run: RunRow,
  { code, wakeAt }: Suspension,
  budget: Balance | undefined,
): Promise<void> {
  const left = (await deps.ledger.balance(run.tenantId))?.left ?? 0
  await bookSuspended(deps, run, {
    code,
    wakeAt,
    notice: left === 0 ? notice('quota-reached') : notice('quota-nearly-reached', { count: left }),
    detail: `${whySuspended(left)} Messages already read are kept.`,
    hint: 'Raise the limit to continue now, or wait: the backup continues automatically when the next month (UTC) begins.',
  })
  const after = await deps.ledger.balance(run.tenantId)
  const changed = after?.month !== budget?.month || after?.monthlyLimit !== budget?.monthlyLimit
  await deps.wakeAt(run, changed ? deps.clock.now() : wakeAt)
}

/** A page after the first was made for its size and cannot be had for less. */
function whySuspended(left: number): string {
  if (left === 0) return 'This month’s (UTC) message limit is reached.'
  return `Of this month’s limit (UTC) ${counted(left, 'message is', 'messages are')} left, fewer than the next page needs.`
}

/** Also ends a run whose archive cannot be written: then the books alone tell of it, and nothing more is fetched. */
async function fail(deps: BackupDeps, owned: OwnedRun, thrown: unknown): Promise<void> {
  const failure = isAway(thrown)
    ? unavailable(thrown)
    : toVaultError(thrown, 'back up the chats of this tenant')
  const reason = faultWords(failure)
  await deps.runs.addFault(owned, { kind: 'failure', subjectId: null, ...reason })
  try {
    await closeRun({ ...deps, archive: await deps.archive.open(owned.tenantId) }, owned, 'failed', reason)
  } catch (why) {
    const unwritten = faultWords(toVaultError(why, 'write the run document'))
    await deps.runs.addFault(owned, { kind: 'failure', subjectId: null, ...unwritten })
    await deps.runs.move(owned.id, 'running', 'failed', { reason, workerId: owned.workerId })
  }
  await noteRefusedRun(deps, owned.tenantId, thrown)
}
