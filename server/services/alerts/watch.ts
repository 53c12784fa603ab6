/**
 * Keeps what was raised in step with what is: raises what is new, ends what is over, and tells heartbeats how the newest run
 * is. Looking twice, or from two processes, is looking once.
 */
import type { AlertRow, Alerts, Times } from '../../books/alerts.ts'
import type { Connections } from '../../books/connections.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { Schedules } from '../../books/schedules.ts'
import { type AlertEvent, type BeatPhase, isTrouble } from '../../domain/alert.ts'
import type { Clock } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import { isOpen } from '../../domain/run.ts'
import { type Condition, type Facts, isRaisedElsewhere, RULES } from './conditions.ts'
import { findWeek, type WeekDeps } from './weekly.ts'

export type AlertWatch = {
  /** After something happened to the tenant's runs, limit or connection; and now and then. */
  look(tenantId: string): Promise<void>
  /** What no look can find. Nothing happens while the same cause is open; `resolve` ends it. */
  raise(tenantId: string, condition: Condition): Promise<void>
  /** Whatever is open of the event, or of one cause of it, is over. */
  resolve(tenantId: string, event: AlertEvent, cause?: string): Promise<void>
}

type Deps = WeekDeps & {
  readonly alerts: Pick<Alerts, 'listOpen' | 'raise' | 'end' | 'beat'>
  readonly connections: Pick<Connections, 'find'>
  readonly ledger: Pick<Ledger, 'balance'>
  readonly runs: Pick<Runs, 'list' | 'findOpen' | 'listFaults'>
  readonly schedules: Pick<Schedules, 'find'>
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
  /** Hands a channel to whoever sends. */
  readonly enqueue: (channelId: string) => Promise<void>
}

/** Anything but success is tried again for so long. */
const KEPT_MS = DAY_MS
/** A start that is told later than this would say that a run begins which is over. */
const START_MS = 5 * 60_000
/** So many runs are looked through for the last good one, as on Overview. */
const RUNS_LOOKED_AT = 100
const GOOD: ReadonlySet<string> = new Set(['completed', 'completed-with-faults'])

export function createAlertWatch(deps: Deps): AlertWatch {
  const { alerts, clock, newId } = deps

  const timesFor = (ms: number): Times => {
    const at = clock.now()
    return { at, until: new Date(at.getTime() + ms) }
  }
  const hand = async (channels: readonly string[]) => {
    for (const id of new Set(channels)) await deps.enqueue(id)
  }

  async function raise(tenantId: string, { event, cause, data }: Condition): Promise<void> {
    await hand(await alerts.raise({ id: newId(), tenantId, event, cause, data }, timesFor(KEPT_MS)))
  }

  async function look(tenantId: string): Promise<void> {
    const listed = await deps.runs.list(tenantId, { limit: RUNS_LOOKED_AT })
    const open = await alerts.listOpen(tenantId)
    const facts = await factsOf(deps, tenantId, listed, open)
    for (const { rule, events } of RULES) {
      const found = rule(facts)
      for (const alert of open.filter(({ event }) => events.includes(event))) {
        if (found?.event === alert.event && found.cause === alert.cause) continue
        // What gives way to the next of its kind isn't over, and no one is told that it was.
        const tell = found === undefined && isTrouble(alert.event)
        await hand(await alerts.end(tenantId, alert.id, timesFor(KEPT_MS), { tell }))
      }
      if (found !== undefined) await raise(tenantId, found)
    }
    const [newest] = listed
    if (newest !== undefined) await beat(newest)
  }

  async function beat(run: RunRow): Promise<void> {
    const { startedAt, endedAt } = run
    if (startedAt !== null) await hand(await alerts.beat(run, 'start', startedAt, timesFor(START_MS)))
    const phase = PHASES[run.state]
    if (endedAt !== null && phase !== undefined)
      await hand(await alerts.beat(run, phase, endedAt, timesFor(KEPT_MS)))
  }

  return {
    look,
    raise,
    async resolve(tenantId, event, cause) {
      const open = await alerts.listOpen(tenantId)
      for (const alert of open)
        if (alert.event === event && (cause === undefined || alert.cause === cause))
          await hand(await alerts.end(tenantId, alert.id, timesFor(KEPT_MS), { tell: true }))
    },
  }
}

/** A run with faults backed up what it could, and an alert names the rest. One that was cancelled says nothing. */
const PHASES: Partial<Record<RunRow['state'], BeatPhase>> = {
  completed: 'success',
  'completed-with-faults': 'success',
  failed: 'fail',
}

async function factsOf(
  deps: Deps,
  tenantId: string,
  listed: readonly RunRow[],
  open: readonly AlertRow[],
): Promise<Facts> {
  const ended = listed.filter(({ state }) => !isOpen(state) && state !== 'cancelled')
  const lastGoodRun = ended.find(({ state }) => GOOD.has(state))
  const hasFaults = lastGoodRun?.state === 'completed-with-faults'
  const faults = hasFaults ? await deps.runs.listFaults(tenantId, lastGoodRun.id, { limit: 1000 }) : []
  const now = deps.clock.now()
  const balance = await deps.ledger.balance(tenantId)
  const schedule = await deps.schedules.find(tenantId)
  return {
    now,
    connection: await deps.connections.find(tenantId),
    balance,
    openRun: await deps.runs.findOpen(tenantId),
    schedule,
    lastRun: ended[0],
    lastGoodRun,
    faultCodes: faults.filter(({ kind }) => kind === 'fault' || kind === 'failure').map(({ code }) => code),
    raisedElsewhere: open.map(({ event }) => event).filter(isRaisedElsewhere),
    week: await findWeek(deps, tenantId, { now, schedule, balance, open }),
  }
}
