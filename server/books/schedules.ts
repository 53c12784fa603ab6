/** When a tenant's backups start without a person. One row a tenant; none until someone saved one. */
import { sql } from 'kysely'
import type { Database, Session } from '../database/database.ts'
import type { Strategy } from '../domain/run.ts'

export type ScheduleRow = {
  readonly tenantId: string
  readonly enabled: boolean
  /** Five fields; `timeZone` is the IANA zone whose clocks they are read by. */
  readonly cron: string
  readonly timeZone: string
  /** Null: that of the tenant's other backups. */
  readonly strategy: Strategy | null
  /** When it was turned on, off, or to other times. */
  readonly changedAt: Date
  /** The planned instant that no one has claimed yet; null while it is off. */
  readonly nextAt: Date | null
  /** The planned instant that started or continued a run last. */
  readonly lastAt: Date | null
  /** The planned instant that was dropped last. */
  readonly missedAt: Date | null
}

export type Schedules = {
  find(tenantId: string): Promise<ScheduleRow | undefined>
  /** What is due remains due where neither times nor `enabled` change; `nextAt` holds for new times. */
  save(row: Omit<ScheduleRow, 'lastAt' | 'missedAt'>): Promise<void>
  /** Those whose planned instant has come, the longest ago first. */
  listDue(now: Date): Promise<(ScheduleRow & { readonly nextAt: Date })[]>
  /**
   * Takes a planned instant by moving to the next one: true once, whoever asks, and for good when the transaction commits.
   * False when it was taken, or the schedule was changed meanwhile.
   */
  claim(due: { tenantId: string; nextAt: Date; next: Date }, within: Session): Promise<boolean>
  /** What came of the claimed instant. */
  note(tenantId: string, what: 'last' | 'missed', at: Date, within: Session): Promise<void>
}

const SCHEDULE = sql`
  tenant_id as "tenantId", enabled, cron, time_zone as "timeZone", strategy, changed_at as "changedAt", next_at as "nextAt",
  last_at as "lastAt", missed_at as "missedAt"
`

export function createSchedules({ kysely }: Pick<Database, 'kysely'>): Schedules {
  return {
    find: async (tenantId) => {
      const { rows } = await sql<ScheduleRow>`
        select ${SCHEDULE} from schedule where tenant_id = ${tenantId}
      `.execute(kysely)
      return rows[0]
    },

    save: async ({ tenantId, enabled, cron, timeZone, strategy, changedAt, nextAt }) => {
      const same = sql`(schedule.enabled, schedule.cron, schedule.time_zone) = (excluded.enabled, excluded.cron, excluded.time_zone)`
      await sql`
        insert into schedule (tenant_id, enabled, cron, time_zone, strategy, changed_at, next_at)
        values (${tenantId}, ${enabled}, ${cron}, ${timeZone}, ${strategy}, ${changedAt}, ${nextAt})
        on conflict (tenant_id) do update set
          enabled = excluded.enabled, cron = excluded.cron, time_zone = excluded.time_zone, strategy = excluded.strategy,
          changed_at = case when ${same} then schedule.changed_at else excluded.changed_at end,
          next_at = case when ${same} then schedule.next_at else excluded.next_at end
      `.execute(kysely)
    },

    listDue: async (now) => {
      const { rows } = await sql<ScheduleRow & { nextAt: Date }>`
        select ${SCHEDULE} from schedule where next_at <= ${now} order by next_at, tenant_id
      `.execute(kysely)
      return rows
    },

    claim: async ({ tenantId, nextAt, next }, within) => {
      const { rows } = await sql`
        update schedule set next_at = ${next} where tenant_id = ${tenantId} and next_at = ${nextAt} returning tenant_id
      `.execute(within)
      return rows.length > 0
    },

    note: async (tenantId, what, at, within) => {
      const column = sql.id(what === 'last' ? 'last_at' : 'missed_at')
      await sql`update schedule set ${column} = ${at} where tenant_id = ${tenantId}`.execute(within)
    },
  }
}
