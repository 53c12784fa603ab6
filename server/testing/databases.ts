import { sql } from 'kysely'
import { afterAll, afterEach, describe, inject } from 'vitest'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { openEmbeddedCopy } from './embedded-template.ts'
import { realClock } from './fake-clock.ts'
import { type Postgres, postgresAt } from './postgres-server.ts'
import { createTempDir } from './temp-dir.ts'

/** An empty database with the product's schema. Opened in a test or before each, it is given back after the test. */
export type OpenDatabase = () => Promise<Database>

/** Runs one suite on the embedded database and on a real PostgreSQL: a promise holds on both or it is none. */
export function forEachDatabase(
  subject: string,
  suite: (open: OpenDatabase, kind: Database['kind']) => void,
): void {
  describe(`${subject}, embedded`, () => {
    suite(
      lending(async () => {
        const dir = await createTempDir()
        const database = await openEmbeddedCopy(dir.path)
        return { ...database, close: () => database.close().finally(dir.remove) }
      }),
      'embedded',
    )
  })
  describe(`${subject}, PostgreSQL`, () => {
    const postgres = usePostgres()
    suite(
      lending(async () =>
        openDatabase({ databaseUrl: await postgres.createDatabase(), dataDir: '', clock: realClock }),
      ),
      'postgres',
    )
  })
}

/** Opening takes much longer than emptying: a database a test is done with serves the next one of its block. */
function lending(create: OpenDatabase): OpenDatabase {
  const idle: Database[] = []
  const lent: Database[] = []
  afterEach(() => {
    idle.push(...lent.splice(0))
  })
  afterAll(async () => {
    for (const database of idle) await database.close()
  })
  return async () => {
    const database = idle.pop() ?? (await create())
    await empty(database)
    lent.push(database)
    return { ...database, close: async () => {} }
  }
}

/** Deleting few rows is much faster than truncating many tables. The role lets append-only rows and references go. */
async function empty(database: Database): Promise<void> {
  const { rows } = await sql<{ deletes: string }>`
    select string_agg(format('delete from %I;', tablename), ' ') as deletes
    from pg_tables where schemaname = 'public' and tablename <> 'migration'
  `.execute(database.kysely)
  await database.script(`
    select pg_advisory_unlock_all();
    set local session_replication_role = replica;
    ${rows[0]?.deletes}
    drop schema if exists queue cascade;
  `)
}

/** The PostgreSQL of all tests. What is done to other databases than one's own is done to someone else's. */
export const usePostgres = (): Postgres => postgresAt(inject('postgresUrl'))
