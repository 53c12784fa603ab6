import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startQueue } from '../queue/start-queue.ts'
import { usePostgres } from '../testing/databases.ts'
import { realClock } from '../testing/fake-clock.ts'
import type { Database } from './database.ts'
import { demandUsable } from './demands.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open-database.ts'
import { demandOwnSession } from './pooling-probe.ts'
import { type Ask, stateSession } from './session.ts'

describe('PostgreSQL', () => {
  const server = usePostgres()
  const opened: Database[] = []
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close()
  })

  async function open(databaseUrl: string): Promise<Database> {
    const database = await openDatabase({ databaseUrl, dataDir: '', clock: realClock })
    opened.push(database)
    return database
  }

  async function run(url: string, ...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }

  const nameOf = (url: string) => new URL(url).pathname.slice(1)

  const HOSTILE = [
    "datestyle to 'German, DMY'",
    "timezone to 'Pacific/Apia'",
    "intervalstyle to 'iso_8601'",
    "bytea_output to 'escape'",
    'extra_float_digits to 0',
    'standard_conforming_strings to off',
    'synchronous_commit to off',
    "default_transaction_isolation to 'serializable'",
    'default_transaction_read_only to on',
    "statement_timeout to '3s'",
    "idle_session_timeout to '3s'",
    "lock_timeout to '3s'",
    "idle_in_transaction_session_timeout to '3s'",
    'array_nulls to off',
    'transform_null_equals to on',
  ]
  const RELIED_ON = {
    DateStyle: 'ISO, MDY',
    TimeZone: 'UTC',
    IntervalStyle: 'postgres',
    bytea_output: 'hex',
    extra_float_digits: '1',
    standard_conforming_strings: 'on',
    synchronous_commit: 'on',
    default_transaction_isolation: 'read committed',
    default_transaction_read_only: 'off',
    statement_timeout: '0',
    idle_session_timeout: '0',
    lock_timeout: '0',
    idle_in_transaction_session_timeout: '0',
    array_nulls: 'on',
    transform_null_equals: 'off',
  }
  const settingsOf = (rows: { name: string; setting: string }[]) =>
    Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))

  describe('a database that says otherwise', () => {
    it('has what the program relies on in each session of both pools', async () => {
      const url = await server.createEmptyDatabase()
      await run(url, ...HOSTILE.map((setting) => `alter database ${nameOf(url)} set ${setting}`))
      const database = await open(url)
      await migrate(database, realClock)
      const at = new Date('2026-11-30T23:59:59.123Z')
      const bytes = new Uint8Array([0, 92, 255])
      const { rows } = await sql`
      select ${at}::timestamptz as at, ${bytes}::bytea as bytes, current_setting('statement_timeout') as patience,
             current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as read_only
    `.execute(database.kysely)
      expect(rows).toEqual([{ at, bytes, patience: '0', isolation: 'read committed', read_only: 'off' }])
      const queue = await startQueue({ database, queues: { trial: 'after' }, onError: () => {} })
      const done = Promise.withResolvers<unknown>()
      await queue.work<{ no: number }>('trial', { concurrency: 1 }, async ({ data }) => done.resolve(data))
      await queue.enqueue('trial', { no: 1 }, { startAfterSeconds: 1 })
      expect(await done.promise).toEqual({ no: 1 })
      await queue.stop(1000)
      if (database.kind !== 'postgres') throw new Error('This test needs a server')
      const another = new pg.Pool({ ...database.client, max: 2 })
      const read = 'select name, setting from pg_settings where name = any ($1::text[])'
      const theirs = await another.query(read, [Object.keys(RELIED_ON)])
      expect(settingsOf(theirs.rows)).toEqual(RELIED_ON)
      await another.end()
      const ours = await sql<{ name: string; setting: string }>`
        select name, setting from pg_settings where name = any (${Object.keys(RELIED_ON)}::text[])`.execute(
        database.kysely,
      )
      expect(settingsOf(ours.rows)).toEqual(RELIED_ON)
    })

    it('is refused where something in between takes a setting and does not keep it, by its name', async () => {
      const url = await server.createEmptyDatabase()
      await run(url, `alter database ${nameOf(url)} set datestyle to 'German, DMY'`)
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const forgetful: Ask = async (text, values) =>
        text.includes('set_config') ? [] : (await client.query(text, values)).rows
      await expect(stateSession(forgetful)).rejects.toMatchObject({
        code: 'database-session',
        why: expect.stringMatching(/DateStyle|TimeZone/),
      })
      await client.end()
    })

    it('keeps the search path it was opened with', async () => {
      const url = await server.createDatabase()
      const database = await open(url)
      await run(url, 'create schema elsewhere', `alter database ${nameOf(url)} set search_path to elsewhere`)
      if (database.kind !== 'postgres') throw new Error('This test needs a server')
      const another = new pg.Pool({ ...database.client, max: 2 })
      expect((await another.query('select current_schema() as schema')).rows).toEqual([{ schema: 'public' }])
      await another.end()
      await expect(open(url)).rejects.toMatchObject({
        code: 'database-schema',
        why: expect.stringContaining('tables are in the schema public'),
      })
    })
  })

  describe('a database that cannot be worked with', () => {
    const refusalOf = (url: string) => open(url).catch((thrown: unknown) => thrown)
    const made = async (name: string, how: string): Promise<string> => {
      const url = new URL(await server.createEmptyDatabase())
      await run(url.href, `create database ${name} ${how} template template0`)
      url.pathname = `/${name}`
      return url.href
    }

    it.each([
      ['latin', "encoding 'WIN1252' locale 'C'", 'database-encoding', 'WIN1252'],
      ['ascii', "encoding 'SQL_ASCII' locale 'C'", 'database-encoding', 'SQL_ASCII'],
      ['letterless', "encoding 'UTF8' locale 'C'", 'database-ctype', 'C'],
      [
        'builtin',
        "encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'",
        'database-ctype',
        'C',
      ],
    ])('is refused at start, with the statement that makes a good one: %s', async (name, how, code, word) => {
      const error = await refusalOf(await made(name, how))
      expect(error).toMatchObject({ code, why: expect.stringContaining(word) })
      const { hint, message } = error as { hint: string; message: string }
      expect(message).toContain(`/${name}`)
      const statement = /create database chatvault .+? template0;/.exec(hint)?.[0] ?? ''
      const url = new URL(await server.createEmptyDatabase())
      await run(url.href, 'drop database if exists chatvault', statement)
      url.pathname = '/chatvault'
      const database = await open(url.href)
      await database.close()
    })

    it('is refused when its user may create nothing, with the statements that let it', async () => {
      const url = new URL(await server.createEmptyDatabase())
      await run(url.href, "create role guest login password 'guest'")
      const asGuest = new URL(url)
      asGuest.username = asGuest.password = 'guest'
      const error = await refusalOf(asGuest.href)
      expect(error).toMatchObject({ code: 'database-rights', why: expect.stringContaining('guest') })
      const statements = (error as { hint: string }).hint.match(/(alter database|grant) [^;]+/g) ?? []
      await run(url.href, ...statements)
      await migrate(await open(asGuest.href), realClock)
    })

    const found = {
      version: 180004,
      version_name: '18.4',
      standby: false,
      encoding: 'UTF8',
      ctype: 'C.UTF-8',
      replication_role: 'origin',
      user_name: 'chatvault',
      name: 'chatvault',
      schema: 'public',
      may_create_schemas: true,
      may_create_tables: true,
    }
    it.each([
      [
        { version: 130023, version_name: '13.23' },
        'database-too-old',
        'PostgreSQL 13.23, and Chatvault needs 14',
      ],
      [{ standby: true }, 'database-read-only', 'standby'],
      [{ replication_role: 'replica' }, 'database-session', 'session_replication_role'],
      [{ schema: null }, 'database-schema', 'search path'],
    ])('is refused by name: %j', async (change, code, word) => {
      const answers: Ask = async () => [{ ...found, ...change }]
      await expect(demandUsable(answers, 'db/chatvault')).rejects.toMatchObject({
        code,
        why: expect.stringContaining(word),
      })
    })
  })

  /** What PgBouncer does in transaction mode: a server connection is a client's from the begin of a transaction to its end. */
  function createPooler(connections: pg.Client[], next: 'last used' | 'longest unused') {
    const free = [...connections]
    return (): Ask => {
      let held: pg.Client | undefined
      return async (text) => {
        const connection = held ?? (next === 'last used' ? free.pop() : free.shift())
        if (connection === undefined) throw new Error('query_wait_timeout')
        const { rows } = await connection.query(text)
        held = text === 'begin' || (held && text !== 'commit') ? connection : undefined
        if (!held) free.push(connection)
        return rows
      }
    }
  }

  describe('transaction pooling', () => {
    const connections: pg.Client[] = []
    beforeAll(async () => {
      const connectionString = await server.createEmptyDatabase()
      for (let no = 0; no < 4; no += 1) {
        const client = new pg.Client({ connectionString })
        await client.connect()
        connections.push(client)
      }
    })
    afterAll(() => Promise.all(connections.map((client) => client.end())))

    it.each([1, 2, 3, 4])('is found and refused, with %i connections to the server', async (count) => {
      for (const next of ['last used', 'longest unused'] as const) {
        const connect = createPooler(connections.slice(0, count), next)
        await expect(demandOwnSession(connect(), connect(), 'db/chatvault')).rejects.toMatchObject({
          code: 'database-pooling',
          hint: expect.stringContaining('pool_mode = session'),
        })
      }
    })

    it('is looked for whenever a database is opened', async () => {
      const url = await server.createEmptyDatabase()
      // As behind a pooler with one connection: anyone who asks hears of the same process.
      await run(
        url,
        'create schema pooled',
        'create function pooled.pg_backend_pid() returns int language sql as $$ select 1 $$',
        `alter database ${nameOf(url)} set search_path to pooled, pg_catalog, public`,
      )
      await expect(open(url)).rejects.toMatchObject({ code: 'database-pooling' })
    })

    it('is not seen in two sessions of their own', async () => {
      const [a, b] = connections.map(
        (client): Ask =>
          async (text) =>
            (await client.query(text)).rows,
      )
      if (!(a && b)) throw new Error('Two connections are needed')
      await demandOwnSession(a, b, 'db/chatvault')
    })
  })
})
