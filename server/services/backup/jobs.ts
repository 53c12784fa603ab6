/**
 * What makes runs move: a queued job takes one as far as it goes; start-up takes up what an earlier process left; a suspended
 * one is woken at its time, or when the limit it waits for is raised.
 */
import type { Ledger } from '../../books/ledger.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Queue } from '../../queue/queue.ts'
import { type BackupDeps, runBackup } from './run-backup.ts'
import type { RunRegistry } from './run-registry.ts'

/** Name of the queue. */
export const BACKUP = 'backup'
/** Tenants backed up at once by one process. */
const RUNS_AT_ONCE = 4
/** Clocks differ a little; who comes too early finds that there is still something to wait for, and waits again. */
const NOT_BEFORE_SECONDS = 2

type BackupJob = { tenantId: string; runId: string }

export type BackupJobs = {
  /** Hands a run to a worker. Handing it over twice is harmless: the second finds nothing left to do. */
  enqueue(run: Pick<RunRow, 'id' | 'tenantId'>): Promise<void>
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
  const enqueue: BackupJobs['enqueue'] = async ({ id, tenantId }) => {
    await queue.enqueue<BackupJob>(BACKUP, { tenantId, runId: id })
  }
  return {
    enqueue,
    async wakeAt({ id, tenantId }, at) {
      const seconds = Math.ceil((at.getTime() - clock.now().getTime()) / 1000)
      if (seconds <= 0) return enqueue({ id, tenantId })
      const startAfterSeconds = seconds + NOT_BEFORE_SECONDS
      await queue.enqueue<BackupJob>(BACKUP, { tenantId, runId: id }, { startAfterSeconds })
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
}

/** Takes jobs until the queue stops. */
export async function workOnBackups(deps: WorkDeps): Promise<void> {
  await deps.queue.work<BackupJob>(BACKUP, { concurrency: RUNS_AT_ONCE }, async ({ data }, signal) => {
    const stop = () => deps.registry.stop(data.runId, 'interrupted')
    signal.addEventListener('abort', stop, { once: true })
    await deps.registry
      .take(data.runId, (onStart) =>
        runBackup({ ...deps, wakeAt: deps.jobs.wakeAt }, data.tenantId, data.runId, onStart),
      )
      .finally(() => signal.removeEventListener('abort', stop))
    // Not done: the next worker takes it up where this one left.
    signal.throwIfAborted()
  })
}

/** At start-up: books what died on the wire, and hands every open run to a worker again. */
export async function resumeRuns(
  deps: Pick<WorkDeps, 'runs' | 'jobs' | 'liveWorkers'> & { ledger: Ledger },
): Promise<void> {
  await deps.ledger.settleOrphans(await deps.liveWorkers())
  for (const run of await deps.runs.listOpen()) {
    if (run.state !== 'suspended') await deps.jobs.enqueue(run)
    else if (!waitsForLimit(run)) await deps.jobs.wakeAt(run, new Date(run.reason?.resumesAt ?? 0))
    else if (await hasLeft(deps.ledger, run.tenantId)) await deps.jobs.enqueue(run)
  }
}

function waitsForLimit({ reason }: RunRow): boolean {
  return reason === null || reason.code === 'quota-reached'
}

async function hasLeft(ledger: Ledger, tenantId: string): Promise<boolean> {
  const balance = await ledger.balance(tenantId)
  return balance !== undefined && balance.left !== 0
}
