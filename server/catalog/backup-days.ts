/** What runs brought, as the overview draws it. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

export type BackupDay = {
  /** UTC, `2026-11-22`. */
  readonly date: string
  readonly added: number
  readonly faults: number
  /** The last run of that day. */
  readonly runId: string | null
}

/** One entry a UTC day up to the day of `today`, oldest first. A run belongs to the day it ended, or to its start. */
export async function listBackupDays(
  db: Session,
  tenantId: string,
  today: Date,
  days: number,
): Promise<BackupDay[]> {
  const { rows } = await sql<BackupDay>`
    with day as (
      select (${today}::timestamptz at time zone 'UTC')::date - back as date
      from generate_series(0, ${days}::int - 1) as back
    ), ran as (
      select (coalesce(ended_at, started_at, created_at) at time zone 'UTC')::date as date,
             sum(added)::bigint as added, sum(faults)::bigint as faults,
             (array_agg(id order by created_no desc))[1] as run_id
      from run where tenant_id = ${tenantId}
      group by 1
    )
    select to_char(day.date, 'YYYY-MM-DD') as date, coalesce(ran.added, 0) as added,
           coalesce(ran.faults, 0) as faults, ran.run_id as "runId"
    from day left join ran on ran.date = day.date
    order by day.date`.execute(db)
  return rows
}
