/**
 * What makes runs move: a job takes one as far as it goes; start-up takes up what an earlier process left; a suspended one
 * is woken at its time, or when the limit it waits for is raised.
 *
 * A run has one job that waits and one that runs, however often it is asked for. Where other tenants wait for a worker, a
 * run gives its own back after a while, every cursor kept, and waits behind them.
 */
import type { Ledger } from '../../books/ledger.ts'
import { areRunsBlocked } from '../../books/removals.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { Session } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { endOfMonth, monthOf } from '../../domain/month.ts'
import type { Queue } from '../../queue/queue.ts'
import { type BackupDeps, runBackup } from './run-backup.ts'
import type { RunRegistry } from './run-registry.ts'

/** Name of the queue: what is asked for while a run is at work follows it. */
export const BACKUP = 'backup'
/** Name of the queue of what is to be looked at later. Waking takes a moment, so its workers are always free. */
export const BACKUP_WAKE = 'backup-wake'
/** Tenants backed up at once by one process. */
const RUNS_AT_ONCE = 4
/** How long a run keeps its worker while others wait for one, and how often it looks whether any does after that. */
const TURN_MS = 60_000
const LOOK_MS = 2000
/** When a job comes for a run this process is still at work on, because it had been taken for dead. */
const AGAIN_SECONDS = 5
/** Clocks differ a little; who comes too early finds that there is still something to wait for, and waits again. */
const NOT_BEFORE_SECONDS = 2

type BackupJob = { tenantId: string; runId: string }

export type BackupJobs = {
  /** Hands a run to a worker, now or after the one that has it. Handing it over ten times is handing it over once. */
  enqueue(run: Pick<RunRow, 'id' | 'tenantId'>, within?: Session): Promise<void>
  /** Hands the run over at that instant if it is still suspended. */
  wakeAt(run: Pick<RunRow, 'id' | 'tenantId'>, at: Date): Promise<void>
  /** The limit changed: a suspended run goes on. */
  wakeSuspended(tenantId: string): Promise<void>
}

export function createBackupJobs({
  queue,
  runs,
  clock,
}: {
  queue: Queue
  runs: Runs
  clock: Clock
}): BackupJobs {
  const enqueue: BackupJobs['enqueue'] = async ({ id, tenantId }, within) => {
    await queue.enqueue<BackupJob>(
      BACKUP,
      { tenantId, runId: id },
      { singletonKey: id, ...(within && { within }) },
    )
  }
  return {
    enqueue,
    async wakeAt({ id, tenantId }, at) {
      const seconds = Math.ceil((at.getTime() - clock.now().getTime()) / 1000)
      if (seconds <= 0) return enqueue({ id, tenantId })
      const startAfterSeconds = seconds + NOT_BEFORE_SECONDS
      const singletonKey = `${id}/${toInstant(at)}`
      await queue.enqueue<BackupJob>(
        BACKUP_WAKE,
        { tenantId, runId: id },
        { singletonKey, startAfterSeconds },
      )
    },
    async wakeSuspended(tenantId) {
      const run = await runs.findOpen(tenantId)
      if (run?.state === 'suspended' && waitsForLimit(run)) await enqueue(run)
    },
  }
}

export type WorkDeps = Omit<BackupDeps, 'wakeAt'> & {
  readonly queue: Queue
  readonly jobs: BackupJobs
  readonly registry: RunRegistry
  /** Milliseconds a run may keep its worker while others wait for one. */
  readonly turnMs?: number
}

/** Takes jobs until the queue stops. */
export async function workOnBackups(deps: WorkDeps): Promise<void> {
  const { queue } = deps
  await queue.work<BackupJob>(BACKUP, { concurrency: RUNS_AT_ONCE }, ({ data }, signal) =>
    workOn(deps, data, signal),
  )
  await queue.work<BackupJob>(BACKUP_WAKE, { concurrency: 1 }, async ({ data: { tenantId, runId } }) => {
    const run = await deps.runs.find(tenantId, runId)
    if (run?.state === 'suspended') await deps.jobs.enqueue(run)
  })
}

async function workOn(deps: WorkDeps, job: BackupJob, signal: AbortSignal): Promise<void> {
  const { registry, jobs, queue } = deps
  const { tenantId, runId } = job
  const stop = () => registry.stop(runId, 'interrupted')
  signal.addEventListener('abort', stop, { once: true })
  const work = registry.take(runId, (onStart) =>
    runBackup({ ...deps, wakeAt: jobs.wakeAt }, tenantId, runId, onStart),
  )
  if (work === undefined) {
    // It waits outside: a worker that only waits would be missing to others.
    const later = { singletonKey: runId, startAfterSeconds: AGAIN_SECONDS }
    await queue.enqueue<BackupJob>(BACKUP, job, later)
    return
  }
  const ended = new AbortController()
  const gaveWay = giveWay(deps, job, ended.signal)
  await work.finally(() => {
    ended.abort()
    signal.removeEventListener('abort', stop)
  })
  // Not done: the next worker takes it up where this one left.
  signal.throwIfAborted()
  if (await gaveWay) await jobs.enqueue({ id: runId, tenantId })
}

/**
 * Stops the run once its turn is over and others wait, or messages are to be removed; answers whether it did. Only while messages are read: there every
 * cursor is kept, whereas images that could not be had would be asked for again from the first on.
 */
async function giveWay(deps: WorkDeps, { tenantId, runId }: BackupJob, ended: AbortSignal): Promise<boolean> {
  const { queue, registry, runs, clock, turnMs = TURN_MS } = deps
  const wait = (ms: number) => clock.wait(ms, ended).catch(() => undefined)
  const isWanted = async () =>
    (await areRunsBlocked(deps.database.kysely, tenantId)) || (await queue.isWaiting(BACKUP))
  const mayStop = async () => (await isWanted()) && (await runs.find(tenantId, runId))?.stage === 'messages'
  for (await wait(turnMs); !ended.aborted; await wait(Math.min(LOOK_MS, turnMs))) {
    if (!(await mayStop().catch(() => false)) || ended.aborted) continue
    registry.stop(runId, 'interrupted')
    return true
  }
  return false
}

type Resuming = Pick<WorkDeps, 'runs' | 'jobs' | 'clock'> & { readonly ledger: Pick<Ledger, 'balance'> }

/** At start-up: books what died on the wire, and hands every open run to a worker again, now or at its time. */
export async function resumeRuns(
  deps: Resuming & Pick<WorkDeps, 'liveWorkers'> & { readonly ledger: Pick<Ledger, 'settleOrphans'> },
): Promise<void> {
  await deps.ledger.settleOrphans(await deps.liveWorkers())
  for (const run of await deps.runs.listOpen()) {
    if (run.state !== 'suspended') await deps.jobs.enqueue(run)
    else await resume(deps, run, 1)
  }
}

/**
 * Now and then: what was to wake a run may be lost, since the process that raised a limit can die before it asks for the
 * run. One whose limit leaves no page is not woken: it would only look, and wait again.
 */
export async function resumeSuspended(deps: Resuming): Promise<void> {
  for (const run of await deps.runs.listOpen()) if (run.state === 'suspended') await resume(deps, run, PAGE)
}

const PAGE = 50

async function resume({ ledger, jobs, clock }: Resuming, run: RunRow, least: number): Promise<void> {
  if (waitsForLimit(run) && (await hasLeft(ledger, run.tenantId, least))) await jobs.enqueue(run)
  else await jobs.wakeAt(run, wakeOf(run, clock.now()))
}

/** A run of an earlier version was suspended by the limit of its month and does not say until when. */
function wakeOf({ reason }: RunRow, now: Date): Date {
  return reason?.resumesAt === undefined ? endOfMonth(monthOf(now)) : new Date(reason.resumesAt)
}

function waitsForLimit({ reason }: RunRow): boolean {
  return reason === null || reason.code === 'quota-reached'
}

async function hasLeft(ledger: Resuming['ledger'], tenantId: string, least: number): Promise<boolean> {
  const balance = await ledger.balance(tenantId)
  return balance !== undefined && (balance.left === null || balance.left >= least)
}
