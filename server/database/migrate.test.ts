import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { usePostgres } from '../testing/databases.ts'
import { realClock } from '../testing/fake-clock.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import type { Database } from './database.ts'
import { type Migration, migrate, readMigrations } from './migrate.ts'
import { openDatabase } from './open-database.ts'

function migration(number: number, text: string, digest = text): Migration {
  return { number, name: `000${number}-test.sql`, digest, text }
}

const ONE = migration(1, 'create table one (a integer);')
const TWO = migration(2, 'create table two (a integer); insert into two values (1);')

const applied = async (database: Database) =>
  (
    await sql<{ number: number }>`select number from migration order by number`.execute(database.kysely)
  ).rows.map((row) => row.number)

function promises(open: () => Promise<Database>): void {
  it('applies each file once, in order', async () => {
    const database = await open()
    await migrate(database, realClock, [ONE])
    await migrate(database, realClock, [ONE, TWO])
    await migrate(database, realClock, [ONE, TWO])
    expect(await applied(database)).toEqual([1, 2])
    expect((await sql`select * from two`.execute(database.kysely)).rows).toEqual([{ a: 1 }])
    await database.close()
  })

  it('applies nothing of a file that fails', async () => {
    const database = await open()
    const broken = migration(2, 'create table two (a integer); select 1/0;')
    await expect(migrate(database, realClock, [ONE, broken])).rejects.toMatchObject({
      code: 'migration-failed',
      why: expect.stringContaining('division by zero'),
    })
    expect(await applied(database)).toEqual([1])
    await migrate(database, realClock, [ONE, TWO])
    expect(await applied(database)).toEqual([1, 2])
    await database.close()
  })

  it('stops at the schema of a newer program, and says what to do', async () => {
    const database = await open()
    await migrate(database, realClock, [ONE, TWO])
    await expect(migrate(database, realClock, [ONE])).rejects.toMatchObject({
      code: 'schema-newer',
      message: expect.stringContaining('a newer Chatvault has changed its schema (migration 2'),
      hint: expect.stringContaining('newer version'),
    })
    await database.close()
  })

  it('stops when the text of an applied file has changed', async () => {
    const database = await open()
    await migrate(database, realClock, [ONE])
    await expect(migrate(database, realClock, [{ ...ONE, digest: 'other' }])).rejects.toMatchObject({
      code: 'schema-changed',
    })
    await database.close()
  })
}

it('numbers its files without a gap', async () => {
  const numbers = (await readMigrations()).map((one) => one.number)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})

describe('migrate, embedded', () => {
  promises(async () => {
    const dir = await createTempDir()
    const database = await openDatabase({ dataDir: dir.path, clock: realClock })
    return { ...database, close: () => database.close().finally(dir.remove) }
  })
})

describe('migrate, PostgreSQL', () => {
  const server = usePostgres()
  const openAt = (databaseUrl: string) => openDatabase({ databaseUrl, dataDir: '', clock: realClock })

  promises(async () => openAt(await server.createEmptyDatabase()))

  it('lets several servers start at once', async () => {
    const url = await server.createEmptyDatabase()
    const databases = await Promise.all(Array.from({ length: 5 }, () => openAt(url)))
    await Promise.all(databases.map((database) => migrate(database, realClock)))
    const all = (await readMigrations()).map((one) => one.number)
    for (const database of databases) expect(await applied(database)).toEqual(all)
    for (const database of databases) await database.close()
  })
})
