import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openEmbeddedCopy } from '../testing/embedded-template.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import type { EmbeddedDatabase } from './database.ts'
import { openDatabase } from './open-database.ts'
import { tidyTables } from './upkeep.ts'

const clock = createFakeClock()

async function openWithClock(dataDir: string): Promise<EmbeddedDatabase> {
  await openEmbeddedCopy(dataDir).then((database) => database.close())
  const database = await openDatabase({ dataDir, clock })
  if (database.kind !== 'embedded') throw new Error('This test needs the embedded database')
  return database
}

it('keeps the log of an embedded database short', { timeout: 120_000 }, async () => {
  await using dir = await createTempDir()
  const database = await openWithClock(dir.path)
  await database.script('create table load (text text)')
  const segments = async () => (await readdir(join(dir.path, 'db', 'pg_wal'))).length
  const most: number[] = []
  for (let round = 0; round < 10; round += 1) {
    await database.script(`insert into load select repeat(md5(n::text), 20) from generate_series(1, 60000) n`)
    await vi.waitFor(() => expect(clock.waiting).toBe(1))
    clock.advance(5_000)
    await database.script('select 1')
    most.push(await segments())
  }
  expect(Math.max(...most)).toBeLessThan(25)
  await database.close()
  expect(clock.waiting).toBe(0)
})

it('reclaims dead rows and counts the living, as a server does on its own', async () => {
  await using dir = await createTempDir()
  const database = await openWithClock(dir.path)
  await database.script(`
    create table load as select n, n as other from generate_series(1, 5000) n;
    create table still as select 1 as n;
  `)
  await database.script('delete from load where n > 2000')
  const statisticsAreWritten = { timeout: 20_000, interval: 500 }
  await vi.waitFor(async () => {
    await tidyTables(database.pglite)
    const { rows } = await database.pglite.query(`
      select relname, n_dead_tup::int as dead, vacuum_count::int as vacuums from pg_stat_user_tables
      where relname in ('load', 'still') order by relname
    `)
    expect(rows).toEqual([
      { relname: 'load', dead: 0, vacuums: 1 },
      { relname: 'still', dead: 0, vacuums: 0 },
    ])
  }, statisticsAreWritten)
  await database.close()
})
