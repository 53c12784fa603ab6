/**
 * Evidence in the books that our clock was ahead of Microsoft's: the times of runs, which can't go back in the order the
 * runs began. Runs since positions follow Microsoft's time are beyond doubt.
 */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'

/** The first run whose times cannot be right. Clocks of several servers differ by less than `CLOCKS_DIFFER_MS`. */
export type ClockEvidence = {
  /** Its place in the order of runs. */
  readonly runNo: number
  /** How long it took by its own times. */
  readonly tookMs: number
}

const CLOCKS_DIFFER_MS = 5000

/** `now`: at Microsoft. Nothing follows from times that only grow: a clock may have been ahead anyway. */
export async function findClockEvidence(
  db: Kysely<Schema>,
  tenantId: string,
  now: Date,
): Promise<ClockEvidence | undefined> {
  const { rows } = await sql<ClockEvidence>`
    with told as (
      select created_no, coalesce(started_at, created_at) as began, greatest(created_at, started_at, ended_at) as ended,
             least(${now}::timestamptz, min(created_at) over (
               order by created_no rows between 1 following and unbounded following)) as next
      from run where tenant_id = ${tenantId} and not clock_checked
    )
    select created_no as "runNo", (extract(epoch from ended - began) * 1000)::bigint as "tookMs"
    from told where ended > next + make_interval(secs => ${CLOCKS_DIFFER_MS / 1000}::float8)
    order by created_no limit 1`.execute(db)
  return rows[0]
}

export async function hasWatermarkAfter(db: Kysely<Schema>, tenantId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from source where tenant_id = ${tenantId} and greatest(watermark, recent_to) > ${now} limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/** The evidence was acted upon, or there is none. */
export async function closeClockEvidence(db: Kysely<Schema>, tenantId: string): Promise<void> {
  await sql`update run set clock_checked = true where tenant_id = ${tenantId} and not clock_checked`.execute(
    db,
  )
}

/**
 * Moves watermarks back to the instant named for each person, or to the beginning if none is named, and never forward: a
 * person without a watermark, because older messages still wait, has none afterwards either. Open windows begin again.
 * Answers how many people are read again.
 */
export async function setBackSources(
  db: Kysely<Schema>,
  tenantId: string,
  read: ReadonlyMap<string, Date>,
): Promise<number> {
  const { rows } = await sql`
    with read as (
      select * from unnest(${[...read.keys()]}::text[], ${[...read.values()]}::timestamptz[]) as r (subject_id, at)
    ), place as (
      select source.subject_id, read.at from source left join read on read.subject_id = source.subject_id
      where source.tenant_id = ${tenantId}
    )
    update source s
    set watermark = case when place.at < s.watermark then place.at when place.at is not null then s.watermark end,
        recent_from = null, recent_to = null, window_from = null, window_to = null, cursor = null, top = null
    from place
    where s.tenant_id = ${tenantId} and s.subject_id = place.subject_id
      and greatest(s.watermark, s.recent_to, s.window_to) > coalesce(place.at, '-infinity')
    returning s.subject_id`.execute(db)
  return rows.length
}
