import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../testing/databases.ts'
import { describeSchema } from '../testing/describe-schema.ts'
import { readMigrations } from './migrate.ts'

forEachDatabase('the schema', (open) => {
  it('is what schema.sql says', async () => {
    const { kysely } = await open()
    await expect(await describeSchema(kysely)).toMatchFileSnapshot('./schema.sql')
  })

  it('gives the same JavaScript values on both kinds of database', async () => {
    const { kysely } = await open()
    const bytes = new Uint8Array([0, 127, 128, 255])
    const at = new Date('2026-11-10T12:00:00.123Z')
    const { rows } = await sql`
      select 9007199254740991::bigint as "int8", count(*) as "count", sum(7::integer) as "sum", 12.50::numeric as "numeric",
             array[1, null, -3]::bigint[] as "int8s", ${[1, null, 3]}::bigint[] as "sentInt8s", '{}'::bigint[] as "none",
             ${at}::timestamptz as "at", array[${at}::timestamptz, null] as "ats", ${[at]}::timestamptz[] as "sentAts",
             ${bytes}::bytea as "bytes", ''::bytea as "noBytes",
             ${['a', null, 'b,"c', '{}', '']}::text[] as "texts", '2026-11-10'::date as "date", true as "yes",
             ${JSON.stringify([{ a: [1, 'ü'] }])}::jsonb as "json", null::jsonb as "noJson",
             '11111111-1111-4111-8111-111111111111'::uuid as "uuid", 1.5::float8 as "float"
    `.execute(kysely)
    expect(rows).toStrictEqual([
      {
        int8: 9007199254740991,
        count: 1,
        sum: 7,
        numeric: '12.50',
        int8s: [1, null, -3],
        sentInt8s: [1, null, 3],
        none: [],
        at,
        ats: [at, null],
        sentAts: [at],
        bytes,
        noBytes: new Uint8Array(),
        texts: ['a', null, 'b,"c', '{}', ''],
        date: '2026-11-10',
        yes: true,
        json: [{ a: [1, 'ü'] }],
        noJson: null,
        uuid: '11111111-1111-4111-8111-111111111111',
        float: 1.5,
      },
    ])
  })

  it('refuses an integer that JavaScript cannot hold, rather than rounding it', async () => {
    const { kysely } = await open()
    await expect(sql`select 9007199254740993::bigint`.execute(kysely)).rejects.toThrow('doesn’t fit')
    expect((await sql`select 1 as alive`.execute(kysely)).rows).toEqual([{ alive: 1 }])
  })

  it('counts time in UTC', async () => {
    const { kysely } = await open()
    const { rows } =
      await sql`select current_setting('timezone') as zone, to_char('2026-11-10T23:30:00-02'::timestamptz, 'DD') as day`.execute(
        kysely,
      )
    expect(rows).toEqual([{ zone: 'UTC', day: '11' }])
  })

  it('lets queries outside a transaction wait for it, and never join it', async () => {
    const { kysely } = await open()
    const undone = kysely.transaction().execute(async (trx) => {
      await sql`insert into worker (id, started_at) values ('inside', now())`.execute(trx)
      void sql`insert into worker (id, started_at) values ('outside', now())`.execute(kysely)
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await expect
      .poll(async () => (await sql`select id from worker`.execute(kysely)).rows)
      .toEqual([{ id: 'outside' }])
  })

  it('keeps journals from being changed or emptied', async () => {
    const database = await open()
    await expect(database.script('truncate ledger_entry')).rejects.toThrow('append-only')
    await expect(database.script('truncate audit_entry')).rejects.toThrow('append-only')
  })
})

it('is made by migrations of which no two have one number', async () => {
  const numbers = (await readMigrations()).map(({ number }) => number)
  expect(numbers).toEqual(numbers.map((_, at) => at + 1))
})
