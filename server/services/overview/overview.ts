/** The three answers an admin opens the tab for: is our data safe, what did it cost, is there anything I must do? */
import type { Connections } from '../../books/connections.ts'
import type { CreatedObjects } from '../../books/created-objects.ts'
import { type CompletedCheck, findDamage, findLastCheck } from '../../books/integrity.ts'
import { findRetention } from '../../books/retentions.ts'
import type { Runs } from '../../books/runs.ts'
import type { ScheduleRow, Schedules } from '../../books/schedules.ts'
import { listBackupDays } from '../../catalog/backup-days.ts'
import { countConversations } from '../../catalog/conversations.ts'
import { countPeople } from '../../catalog/people.ts'
import type { Overview } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import type { Room } from '../../domain/room.ts'
import { isOpen, type RunState } from '../../domain/run.ts'
import { type ClockLead, clockWarningOf } from '../health/clock-warning.ts'
import type { People } from '../people/people.ts'
import type { Facts } from './facts.ts'
import { needsOf } from './needs.ts'

export type OverviewService = { get(operator: Operator): Promise<Overview> }

export type OverviewDeps = {
  readonly database: Database
  readonly connections: Connections
  readonly createdObjects: Pick<CreatedObjects, 'list'>
  readonly runs: Runs
  readonly schedules: Pick<Schedules, 'find'>
  readonly people: Pick<People, 'shownScope'>
  readonly clock: Clock
  /** Left out where no one compares our clock with Microsoft's. */
  readonly clockLead?: ClockLead
  readonly room?: Pick<Room, 'filling'>
}

const DAYS = 30
/** So many runs are looked through for the last good one; it is among them unless all of them failed. */
const RUNS_LOOKED_AT = 100
const GOOD: ReadonlySet<RunState> = new Set<RunState>(['completed', 'completed-with-faults'])

export function createOverviewService(deps: OverviewDeps): OverviewService {
  const db = deps.database.kysely
  return {
    async get({ tenantId }) {
      const facts = await readFacts(deps, tenantId)
      const { conversations, messages } = await countConversations(db, tenantId)
      const days = await listBackupDays(db, tenantId, facts.now, DAYS)
      const needs = needsOf(facts)
      return {
        status: statusOf(facts, needs),
        people: {
          inScope: facts.people.inScope,
          protected: facts.people.protected,
          total: facts.people.total,
          unable: facts.people.unable,
          failing: facts.people.failing,
          cannotChat: facts.people.cannotChat,
          waiting: facts.people.waiting,
        },
        groups: facts.groups ? { readAt: facts.groups.readAt && toInstant(facts.groups.readAt) } : null,
        messages,
        conversations,
        lastGoodRunAt: facts.lastGoodRun?.endedAt ? toInstant(facts.lastGoodRun.endedAt) : null,
        schedule: facts.schedule ? shownSchedule(facts.schedule) : null,
        lastCheck: facts.lastCheck ? shownCheck(facts.lastCheck) : null,
        currentRunId: facts.openRun?.id ?? null,
        needs,
        days,
      }
    },
  }
}

async function readFacts(deps: OverviewDeps, tenantId: string): Promise<Facts> {
  const { scope, missing, groups } = await deps.people.shownScope(tenantId)
  const ended = (await deps.runs.list(tenantId, { limit: RUNS_LOOKED_AT })).filter(
    ({ state }) => !isOpen(state),
  )
  return {
    now: deps.clock.now(),
    connection: await deps.connections.find(tenantId),
    openRun: await deps.runs.findOpen(tenantId),
    lastRun: ended[0],
    lastGoodRun: ended.find(({ state }) => GOOD.has(state)),
    schedule: await deps.schedules.find(tenantId),
    retention: await findRetention(deps.database.kysely, tenantId),
    people: await countPeople(deps.database.kysely, tenantId, scope),
    lastCheck: await findNewestCheck(deps.database, tenantId),
    damage: await findDamage(deps.database.kysely, tenantId),
    missingGroups: missing,
    groups,
    created: await deps.createdObjects.list(tenantId),
    clockWarning: clockWarningOf(await deps.clockLead?.()),
    filling: await deps.room?.filling(),
  }
}

/** Warnings leave data protected, unless no backup came when planned; an error needs a person before it remains so. */
function statusOf(facts: Facts, needs: Overview['needs']): Overview['status'] {
  if (facts.connection === undefined) return 'not-connected'
  if (facts.lastRun === undefined) return facts.openRun?.state === 'suspended' ? 'attention' : 'never'
  if (facts.lastGoodRun === undefined || facts.people.protected === 0) return 'unprotected'
  const asks = ({ code, severity }: Overview['needs'][number]) =>
    severity === 'error' || code === 'backup-late'
  return needs.some(asks) ? 'attention' : 'protected'
}

async function findNewestCheck({ kysely }: Database, tenantId: string): Promise<CompletedCheck | undefined> {
  const sampled = await findLastCheck(kysely, tenantId, 'sampled')
  const full = await findLastCheck(kysely, tenantId, 'full')
  return full && (sampled === undefined || full.endedAt > sampled.endedAt) ? full : sampled
}

function shownCheck({ mode, endedAt, damaged }: CompletedCheck): Overview['lastCheck'] {
  return { mode, endedAt: toInstant(endedAt), damaged }
}

function shownSchedule({ enabled, nextAt, missedAt }: ScheduleRow): Overview['schedule'] {
  return { enabled, nextAt: nextAt && toInstant(nextAt), missedAt: missedAt && toInstant(missedAt) }
}
