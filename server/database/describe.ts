/** What a database is, for people who look for a fault: nothing of what is stored in it. */
import { sql } from 'kysely'
import type { Session } from './database.ts'

export type DatabaseDescription = {
  /** As PostgreSQL says it: `18.4`. */
  readonly version: string
  readonly encoding: string
  readonly ctype: string
  readonly bytes: number
}

export type AppliedMigration = { readonly number: number; readonly name: string; readonly appliedAt: Date }

export async function describeDatabase(db: Session): Promise<DatabaseDescription> {
  const { rows } = await sql<DatabaseDescription>`
    select split_part(current_setting('server_version'), ' ', 1) as version, current_setting('server_encoding') as encoding,
           datctype::text as ctype, pg_database_size(oid) as bytes
    from pg_database where datname = current_database()`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('pg_database doesn’t list the database of this session')
  return found
}

/** None in a database that Chatvault never opened. */
export async function listMigrations(db: Session): Promise<AppliedMigration[]> {
  const { rows: tables } = await sql<{ known: boolean }>`
    select to_regclass('migration') is not null as known`.execute(db)
  if (tables[0]?.known !== true) return []
  const { rows } = await sql<AppliedMigration>`
    select number, name, applied_at as "appliedAt" from migration order by number`.execute(db)
  return rows
}
