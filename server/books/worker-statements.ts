/** What the books say to the database about workers, whole statements. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

/** First key of our advisory locks: "work" in four bytes. The second is the worker's number. */
const LOCK_CLASS = 0x776f726b

/** A lock with two keys shows in pg_locks as classid, objid and objsubid 2. */
const HELD = sql`
  select from pg_locks l
  where l.locktype = 'advisory' and l.granted and l.objsubid = 2
    and l.classid::bigint = ${sql.lit(LOCK_CLASS)} and l.objid::bigint = w.lock_no
    and l.database = (select oid from pg_database where datname = current_database())
`

/** Removes the rows of workers whose lock no one holds, and answers the others. */
export async function pruneWorkers(session: Session): Promise<string[]> {
  await sql`delete from worker w where not exists (${HELD})`.execute(session)
  const { rows } = await sql<{ id: string }>`select id from worker order by started_at, id`.execute(session)
  return rows.map((row) => row.id)
}

/** Of those that live, the clock that is furthest from Microsoft's. */
export async function findWorstLead(session: Session): Promise<number | undefined> {
  const { rows } = await sql<{ leadMs: number }>`
    select lead_ms as "leadMs" from worker w where lead_ms is not null and exists (${HELD})
    order by abs(lead_ms) desc limit 1`.execute(session)
  return rows[0]?.leadMs
}

/** Also shows whether the session still answers. */
export const NOTE_LEAD = 'update worker set lead_ms = $2 where id = $1 and lead_ms is distinct from $2'

/** Row and lock become visible together: no one sees a worker that does not hold its lock yet. */
export const INSERT_WORKER = `
  with registered as (insert into worker (id, started_at) values ($1, $2) returning lock_no)
  select lock_no, pg_advisory_lock(${LOCK_CLASS}, lock_no) from registered
`

export const DELETE_WORKER = `
  with gone as (delete from worker where id = $1 returning lock_no)
  select pg_advisory_unlock(${LOCK_CLASS}, lock_no) from gone
`
