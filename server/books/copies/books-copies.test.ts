import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../database/database.ts'
import { openKeyFile } from '../../secrets/key-file.ts'
import type { MasterKey } from '../../secrets/keys.ts'
import { TENANT_A } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { realClock as clock } from '../../testing/fake-clock.ts'
import { createTempDir, type TempDir } from '../../testing/temp-dir.ts'
import { backUpBooks } from './back-up-books.ts'
import { restoreBooks } from './restore-books.ts'
import { describeTables, inOrderOfReference } from './rows.ts'
import { openSealedFolder } from './sealed-folder.ts'
import { BOOKS, TABLE_KINDS } from './tables.ts'

let dir: TempDir
let masterKey: MasterKey
let otherKey: MasterKey
beforeAll(async () => {
  dir = await createTempDir()
  masterKey = await openKeyFile({ path: join(dir.path, 'master.key'), create: true })
  otherKey = await openKeyFile({ path: join(dir.path, 'other.key'), create: true })
})
afterAll(() => dir.remove())

let folders = 0
let folder: string
beforeEach(() => {
  folders += 1
  folder = join(dir.path, `copy-${folders}`)
})

const backUp = (database: Database) => backUpBooks({ database, masterKey, clock }, folder)
const restore = (database: Database, key = masterKey) =>
  restoreBooks({ database, masterKey: key, clock }, folder)

/** Values that a careless copy changes: numbers beyond doubles, microseconds, nulls of two kinds, quotes and emoji. */
const AWKWARD = `
  insert into tenant (id, created_at) values ('${TENANT_A}', '2026-11-01 10:00:00.123456+00');
  insert into quota (tenant_id, monthly_limit, price_per_message, currency, regime)
    values ('${TENANT_A}', 9007199254740993, '0.00075', 'USD', 'metered');
  insert into signing_key (name, box) values ('consent', '\\x00ff0a27225c');
  insert into reservation (tenant_id, month, messages, worker_id, at)
    select '${TENANT_A}', '2026-11', n, 'gone', now() from generate_series(1, 9) n;
  delete from reservation where messages > 2;
  insert into audit_entry (tenant_id, at, operator_id, operator_name, action, target, outcome)
    values ('${TENANT_A}', '-infinity', 'o', E'M\\u00fcller, "Mia" \\\\ (\\U0001F600)\\n\\t''', 'read', '', 'failed'),
           ('${TENANT_A}', now(), '', '(,)', 'read', null, 'refused');
  insert into run (id, tenant_id, state, strategy, trigger, created_at, subject_ids, reason, coverage, stage_share)
    values ('r1', '${TENANT_A}', 'failed', 'complete', 'manual', now(),
            array['a,b', '{"c"}', null, ''], 'null'::jsonb, '{"big": 12345678901234567890, "u": "\\u20ac"}', 0.1 + 0.2);
`

/** Every row of every book, as the database writes it, and the number each table would give out next. */
async function contentOf({ kysely }: Database): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {}
  const tables = await describeTables(kysely)
  for (const name of BOOKS.filter((one) => tables.has(one))) {
    const { rows } = await sql<{ text: string }>`
      select t::text as text from ${sql.table(name)} as t order by 1`.execute(kysely)
    content[name] = rows.map(({ text }) => text)
  }
  return content
}

async function nextNumber({ kysely }: Database): Promise<unknown> {
  const { rows } = await sql`
    select nextval('reservation_id_seq') as reservation, nextval(pg_get_serial_sequence('audit_entry', 'no')) as audit`.execute(
    kysely,
  )
  return rows[0]
}

forEachDatabase('a backup of the books', (open) => {
  it('brings every row and every number into an empty database, whatever is in them', async () => {
    const [from, to] = [await open(), await open()]
    await from.script(AWKWARD)
    const before = await contentOf(from)
    await backUp(from)
    await restore(to)
    expect(await contentOf(to)).toEqual(before)
    expect(before.run?.[0]).toContain('null')
    expect(await nextNumber(to)).toEqual(await nextNumber(from))
  })

  it('is not restored into a database that has a row of anything', async () => {
    const [from, to] = [await open(), await open()]
    await backUp(from)
    await to.script(`insert into worker (id, started_at) values ('alive', now())`)
    await expect(restore(to)).rejects.toMatchObject({ code: 'database-not-empty' })
  })

  it('restores nothing when a single bit of any file has changed, or a file is gone', async () => {
    const [from, to] = [await open(), await open()]
    await from.script(AWKWARD)
    await backUp(from)
    const whole = folder
    for (const name of ['books.json', 'tables/tenant.rows', 'tables/audit_entry.rows']) {
      folder = `${whole}-without-${name.replace('/', '-')}`
      await cp(whole, folder, { recursive: true })
      const bytes = await readFile(join(folder, name))
      const middle = Math.floor(bytes.length / 2)
      bytes[middle] = (bytes[middle] ?? 0) ^ 1
      await writeFile(join(folder, name), bytes)
      await expect(restore(to), name).rejects.toMatchObject({ code: 'books-damaged' })
    }
    expect(Object.values(await contentOf(to)).flat()).toEqual([])
  })

  it('shows one instant, though others write meanwhile', async () => {
    const [from, to] = [await open(), await open()]
    await from.script(
      `insert into tenant (id, created_at) values ('${TENANT_A}', now());
       insert into quota_month (tenant_id, month) values ('${TENANT_A}', '2026-11')`,
    )
    const writing = new AbortController()
    const write = async () => {
      // The embedded database answers without leaving the thread: others must get their turn.
      for (; !writing.signal.aborted; await new Promise(setImmediate))
        await from.kysely.transaction().execute(async (trx) => {
          await sql`update quota_month set charged = charged + 1`.execute(trx)
          await sql`insert into ledger_entry (tenant_id, month, at, kind, messages, reservation_id)
                    values (${TENANT_A}, '2026-11', now(), 'charge', 1, 1)`.execute(trx)
        })
    }
    const writers = [write(), write(), write()]
    const charged = async ({ kysely }: Database) =>
      (await sql<{ charged: number }>`select charged from quota_month`.execute(kysely)).rows[0]?.charged ?? 0
    await expect.poll(() => charged(from)).toBeGreaterThan(5)
    await backUp(from)
    writing.abort()
    await Promise.all(writers)
    await restore(to)
    const { rows } = await sql<{ sum: number }>`
      select sum(messages)::int as sum from ledger_entry`.execute(to.kysely)
    expect(rows[0]?.sum).toBe(await charged(to))
    expect(rows[0]?.sum).toBeGreaterThan(5)
  })

  it('has every table that a rebuild does not bring back, and leans on none that one does', async () => {
    const tables = await describeTables((await open()).kysely)
    expect([...tables.keys()].filter((name) => !(name in TABLE_KINDS))).toEqual([])
    const books = BOOKS.flatMap((name) => tables.get(name) ?? [])
    const leaning = books.flatMap(({ references }) => references.filter((name) => !BOOKS.includes(name)))
    expect(leaning).toEqual([])
    expect(inOrderOfReference(books)).toHaveLength(books.length)
  })
})

it('moves the books from the embedded database to another one, and needs the key it was sealed with', async () => {
  const [from, to] = [
    await openEmbeddedCopy(join(dir.path, 'from')),
    await openEmbeddedCopy(join(dir.path, 'to')),
  ]
  await from.script(AWKWARD)
  await backUp(from)
  await expect(restore(to, otherKey)).rejects.toMatchObject({
    code: 'books-key',
    why: expect.stringContaining(masterKey.id),
  })
  await restore(to)
  expect(await contentOf(to)).toEqual(await contentOf(from))
  await Promise.all([from.close(), to.close()])
})

it('has nothing in it that can be read without the key, and is not mixed with other files', async () => {
  const database = await openEmbeddedCopy(join(dir.path, 'secret'))
  await database.script(AWKWARD)
  await backUp(database)
  for (const name of await readdir(folder, { recursive: true }))
    if (name.includes('.')) expect(await readFile(join(folder, name), 'latin1')).not.toContain('ller, ')
  await expect(backUp(database)).rejects.toMatchObject({ code: 'books-folder' })
  await database.close()
})

it('that a newer Chatvault wrote is refused', async () => {
  const database = await openEmbeddedCopy(join(dir.path, 'newer'))
  await database.script(
    `insert into migration (number, name, digest, applied_at) values (9999, 'later.sql', 'd', now())`,
  )
  await backUp(database)
  const empty = await openEmbeddedCopy(join(dir.path, 'older'))
  await expect(restore(empty)).rejects.toMatchObject({ code: 'books-newer' })
  expect((await openSealedFolder(folder, masterKey)).manifest.migrations.at(-1)?.number).toBe(9999)
  await Promise.all([database.close(), empty.close()])
})
