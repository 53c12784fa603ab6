/**
 * What PostgreSQL has background processes for, and an embedded database has not: without checkpoints its log grows
 * for ever (measured: 1.8 GB after 4.8 million rows, 10 s to open after a kill), without vacuum so do its tables, and
 * without statistics its plans are guesses. Each step is one statement; others get their turn in between.
 */
import type { Clock } from '../domain/clock.ts'
import type { EmbeddedSession } from './embedded-client.ts'

const LOOK_EVERY_MS = 5_000
/** A checkpoint holds up everyone while it writes: after so little log it has little to write. */
const CHECKPOINT_AFTER_BYTES = 64 * 1024 * 1024
/** Tables are looked at every so many looks. */
const VACUUM_EVERY_LOOKS = 12

/** Runs until the signal is aborted. */
export async function keepUp(pglite: EmbeddedSession, clock: Clock, ended: AbortSignal): Promise<void> {
  let checkpointAt = 0
  for (let look = 1; await waited(clock, ended); look += 1) {
    try {
      checkpointAt = await checkpointWhenDue(pglite, checkpointAt)
      if (look % VACUUM_EVERY_LOOKS === 0) await tidyTables(pglite)
    } catch {
      // What makes upkeep fail, a full disk say, meets the next booking too, and is told there. Tried again next time.
    }
  }
}

/** False when it is time to end. */
const waited = (clock: Clock, ended: AbortSignal): Promise<boolean> =>
  clock.wait(LOOK_EVERY_MS, ended).then(
    () => true,
    () => false,
  )

/** Answers the position of the log at the last checkpoint. */
async function checkpointWhenDue(pglite: EmbeddedSession, checkpointAt: number): Promise<number> {
  const position = await logPosition(pglite)
  if (position - checkpointAt < CHECKPOINT_AFTER_BYTES) return checkpointAt
  await pglite.exec('checkpoint')
  return position
}

async function logPosition(pglite: EmbeddedSession): Promise<number> {
  const { rows } = await pglite.query<{ bytes: number }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as bytes`,
  )
  return rows[0]?.bytes ?? 0
}

/** One table after the other. */
export async function tidyTables(pglite: EmbeddedSession): Promise<void> {
  for (const { name, what } of await listUntidy(pglite)) await pglite.exec(`${what} ${name}`)
}

/** By autovacuum's own rules: a fifth of the rows dead, a tenth changed since they were counted, or too old an age. */
async function listUntidy(pglite: EmbeddedSession): Promise<{ name: string; what: string }[]> {
  const { rows } = await pglite.query<{ name: string; what: string }>(`
    with tables as (
      select format('%I.%I', s.schemaname, s.relname) as name, greatest(c.reltuples, 0) as size,
             s.n_dead_tup as dead, s.n_mod_since_analyze as changed, age(c.relfrozenxid) as age
      from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where c.relkind = 'r'
    )
    select name,
           case when dead > 1000 + 0.2 * size or age > 200000000 then 'vacuum (analyze)' else 'analyze' end as what
    from tables
    where dead > 1000 + 0.2 * size or changed > 1000 + 0.1 * size or age > 200000000
    order by name
  `)
  return rows
}
