/**
 * Starts what schedules have planned. Every process that takes jobs looks every few seconds; the planned instant is in the
 * books, and whoever moves it to the next one starts the run in the same transaction. So each instant starts one run at most,
 * however many processes there are, and one that came while there was none is found by the first that is there.
 */
import type { Connections } from '../../books/connections.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { ScheduleRow, Schedules } from '../../books/schedules.ts'
import type { Database, Session } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Strategy } from '../../domain/run.ts'
import { nextDue } from './times.ts'

/** Between two looks. */
const LOOK_MS = 5000
/** A process that was busy starts a run so much later than planned without calling it late. */
const PUNCTUAL_MS = 60_000

type Deps = {
  readonly database: Pick<Database, 'kysely'>
  readonly schedules: Pick<Schedules, 'listDue' | 'claim' | 'note'>
  readonly connections: Pick<Connections, 'find'>
  readonly runs: Pick<Runs, 'start'>
  readonly clock: Clock
  newRunId(): string
  /** Of a tenant's backups that are started without one. */
  strategyOf(tenantId: string): Promise<Strategy>
  /** Hands a run to a worker, within the transaction that made it. */
  enqueue(run: Pick<RunRow, 'id' | 'tenantId'>, within: Session): Promise<void>
  /** One tenant's schedule that fails keeps no other's waiting. */
  readonly onError: (error: unknown) => void
}

type Due = ScheduleRow & { readonly nextAt: Date }

/** Looks until `signal` is aborted, and resolves when the last look is over. */
export async function keepSchedules(deps: Deps, signal: AbortSignal): Promise<void> {
  const here = deps.clock.now()
  while (!signal.aborted) {
    await startDue(deps, here).catch(deps.onError)
    await deps.clock.wait(LOOK_MS, signal).catch(() => undefined)
  }
}

/** One look. `here`: since when this process has been there; what was planned before that was missed by everyone. */
export async function startDue(deps: Deps, here: Date): Promise<void> {
  const now = deps.clock.now()
  for (const due of await deps.schedules.listDue(now))
    await start(deps, due, { now, here }).catch(deps.onError)
}

async function start(deps: Deps, due: Due, { now, here }: { now: Date; here: Date }): Promise<void> {
  const { schedules, runs } = deps
  const { tenantId, nextAt } = due
  const strategy = due.strategy ?? (await deps.strategyOf(tenantId))
  const late = nextAt < here || now.getTime() - nextAt.getTime() > PUNCTUAL_MS
  const connected = (await deps.connections.find(tenantId)) !== undefined
  // However many were missed, one run makes up for all of them.
  const claim = { tenantId, nextAt, next: nextDue(due, now) }
  await deps.database.kysely.transaction().execute(async (trx) => {
    if (!(await schedules.claim(claim, trx))) return
    if (!connected) return schedules.note(tenantId, 'missed', nextAt, trx)
    const trigger = { trigger: 'schedule', requestedBy: null, late } as const
    const asked = { id: deps.newRunId(), tenantId, strategy, subjectIds: null, ...trigger }
    const { run, created } = await runs.start(asked, trx)
    // As if someone asked: a suspended run goes on, one in progress keeps others from starting.
    const goesOn = created || run.state === 'suspended'
    if (goesOn) await deps.enqueue(run, trx)
    await schedules.note(tenantId, goesOn ? 'last' : 'missed', nextAt, trx)
  })
}
