import fs from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VaultError } from '../domain/vault-error.ts'
import { placeEmbeddedCopy } from '../testing/embedded-template.ts'
import { realClock } from '../testing/fake-clock.ts'
import { createTempDir, type TempDir } from '../testing/temp-dir.ts'
import type { EmbeddedDatabase } from './database.ts'
import { openDatabase } from './open-database.ts'

/** The threads that were started, the real ones, to end one from outside. */
const threads = vi.hoisted(() => [] as { terminate(): Promise<number> }[])
vi.mock('node:worker_threads', async (original) => {
  const real = await original<typeof import('node:worker_threads')>()
  class Watched extends real.Worker {
    constructor(...given: ConstructorParameters<typeof real.Worker>) {
      super(...given)
      threads.push(this)
    }
  }
  return { ...real, Worker: Watched }
})

let dir: TempDir
let told: VaultError[]
beforeEach(async () => {
  dir = await createTempDir()
  told = []
  threads.length = 0
})
afterEach(() => dir.remove())

async function open(ownThread: boolean): Promise<EmbeddedDatabase> {
  const onBroken = (error: VaultError) => told.push(error)
  const database = await openDatabase({ dataDir: dir.path, clock: realClock, ownThread, onBroken })
  if (database.kind !== 'embedded') throw new Error('This test needs the embedded database')
  return database
}

describe.each([
  ['in this thread', false],
  ['in a thread of its own', true],
])('the embedded database %s', (_, ownThread) => {
  let database: EmbeddedDatabase
  beforeEach(async () => {
    await placeEmbeddedCopy(dir.path)
    database = await open(ownThread)
    await database.script('create table load (n integer unique check (n < 100))')
  })
  afterEach(() => database.close())

  const load = async () =>
    (await sql<{ n: number }>`select n from load order by n`.execute(database.kysely)).rows

  it('answers values as the program reads and writes them', async () => {
    const at = new Date('2026-11-30T05:00:00.123Z')
    const bytes = new Uint8Array([0, 255, 7])
    const { rows, numAffectedRows } = await sql`
      select ${at}::timestamptz as at, ${[at, at]}::timestamptz[] as times, ${bytes}::bytea as bytes, ${['a', null, 'ä"{}']}::text[] as texts,
             ${{ deep: [1, null] }}::jsonb as json, 9007199254740991::bigint as big, null::int as nothing,
             '2026-11-30'::date as day, ${'0.000750'}::numeric as price`.execute(database.kysely)
    expect(rows).toEqual([
      {
        at,
        times: [at, at],
        bytes,
        texts: ['a', null, 'ä"{}'],
        json: { deep: [1, null] },
        big: 9007199254740991,
        nothing: null,
        day: '2026-11-30',
        price: '0.000750',
      },
    ])
    expect(numAffectedRows ?? 0n).toBe(0n)
    const written = await sql`insert into load values (1), (2)`.execute(database.kysely)
    expect(written.numAffectedRows).toBe(2n)
  })

  it('refuses a statement in PostgreSQL’s words and goes on', async () => {
    await database.script('insert into load values (1)')
    await expect(sql`insert into load values (1)`.execute(database.kysely)).rejects.toMatchObject({
      code: '23505',
      constraint: 'load_n_key',
      message: expect.stringContaining('load_n_key'),
    })
    await expect(
      database.script('insert into load values (2); insert into load values (100)'),
    ).rejects.toMatchObject({
      code: '23514',
    })
    expect(await load()).toEqual([{ n: 1 }])
    expect(told).toEqual([])
  })

  it('undoes a transaction that throws, and lets nobody in between its statements', async () => {
    const undone = database.kysely.transaction().execute(async (trx) => {
      await sql`insert into load values (1)`.execute(trx)
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    const failed = database.kysely.transaction().execute(async (trx) => {
      await sql`insert into load values (2)`.execute(trx)
      await sql`insert into load values (200)`.execute(trx)
    })
    await expect(failed).rejects.toMatchObject({ code: '23514' })
    expect(await load()).toEqual([])

    const counts: number[] = []
    const count = async () => counts.push((await load()).length)
    const both = database.kysely.transaction().execute(async (trx) => {
      await sql`insert into load values (1)`.execute(trx)
      void count()
      await sql`insert into load values (2)`.execute(trx)
    })
    await Promise.all([both, count()])
    await vi.waitFor(() => expect(counts).toHaveLength(2))
    expect(counts.every((one) => one === 0 || one === 2)).toBe(true)
  })

  it('says when a transaction that PostgreSQL has given up is committed all the same', async () => {
    const committed = database.pglite.transaction(async (trx) => {
      await trx.query('insert into load values (1)')
      await trx.query('insert into load values (200)').catch(() => {})
    })
    await expect(committed).rejects.toMatchObject({ code: '25P02' })
    expect(await load()).toEqual([])
  })

  it('tells who listens, until they no longer do', async () => {
    const heard: string[] = []
    const stop = await database.pglite.listen('news', (payload) => heard.push(payload))
    await database.script(`select pg_notify('news', 'one')`)
    await vi.waitFor(() => expect(heard).toEqual(['one']))
    await stop()
    await database.script(`select pg_notify('news', 'two')`)
    expect(heard).toEqual(['one'])
  })

  it('answers nothing once it is closed, and opens again with what was committed', async () => {
    await database.script('insert into load values (1)')
    await database.close()
    expect(database.pglite.closed).toBe(true)
    await expect(database.script('select 1')).rejects.toThrow(/closed/i)
    database = await open(ownThread)
    expect(await load()).toEqual([{ n: 1 }])
  })
})

describe('the thread of the embedded database', () => {
  it('says why a database doesn’t open, and breaks nothing', async () => {
    await placeEmbeddedCopy(dir.path)
    fs.writeFileSync(join(dir.path, 'db', 'PG_VERSION'), '12\n')
    await expect(open(true)).rejects.toMatchObject({
      code: 'database-damaged',
      message: expect.stringContaining('initialized by PostgreSQL version 12'),
      hint: expect.stringContaining('catalog:rebuild'),
    })
    fs.writeFileSync(join(dir.path, 'db', 'PG_VERSION'), '18\n')
    await (await open(true)).close()
    expect(told).toEqual([])
  })

  it('that ends breaks the database: told before whoever waits is refused, and nothing more is run', async () => {
    await placeEmbeddedCopy(dir.path)
    const database = await open(true)
    await database.script('create table load (n integer)')
    const waiting = database.pglite.query('select pg_sleep(20)').catch((thrown) => [told.length, thrown])
    const broken = { code: 'database-broken', hint: expect.stringContaining('Start Chatvault again') }
    await threads.at(-1)?.terminate()
    expect(await waiting).toEqual([1, expect.objectContaining(broken)])
    await expect(database.script('insert into load values (1)')).rejects.toMatchObject(broken)
    expect(told).toMatchObject([{ ...broken, message: expect.stringContaining(dir.path) }])
    await database.close()
    const again = await open(true)
    expect((await sql`select n from load`.execute(again.kysely)).rows).toEqual([])
    await again.close()
  })

  it('that ends while it opens the database says so to whoever opens it, and breaks nothing', async () => {
    await placeEmbeddedCopy(dir.path)
    const opened = open(true)
    const refused = expect(opened).rejects.toMatchObject({ code: 'database-broken' })
    await vi.waitFor(() => expect(threads.length).toBeGreaterThan(0))
    await threads.at(-1)?.terminate()
    await refused
    expect(told).toEqual([])
    await (await open(true)).close()
  })

  it('leaves this one free while a statement takes its time', async () => {
    await placeEmbeddedCopy(dir.path)
    const database = await open(true)
    const order: string[] = []
    const slow = sql`select pg_sleep(0.3)`.execute(database.kysely).then(() => order.push('statement'))
    setTimeout(() => order.push('timer'), 10)
    await slow
    expect(order).toEqual(['timer', 'statement'])
    await database.close()
  })
})
