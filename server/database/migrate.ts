import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Clock, toInstant } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Database } from './database.ts'

const DIRECTORY = new URL('./migrations/', import.meta.url)
const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/
/** Advisory lock two servers meet at when both make the migration table: "chatvault" in eight bytes. */
const LOCK = '7163082360162973044'
const UNIQUE_VIOLATION = '23505'

export type Migration = {
  readonly number: number
  readonly name: string
  readonly digest: string
  readonly text: string
}

type Applied = Pick<Migration, 'number' | 'name' | 'digest'>

/**
 * Brings the database to this program's schema. Each file runs in a transaction whose first statement records its
 * number, so of two servers starting at once one applies it and the other waits and continues. Files are frozen: a
 * digest that differs, or a number this program does not know, stops the start.
 */
export async function migrate(database: Database, clock: Clock, migrations?: readonly Migration[]) {
  const known = migrations ?? (await readMigrations())
  await createMigrationTable(database)
  for (;;) {
    const next = nextMigration(known, await listApplied(database))
    if (next === undefined) return
    await apply(database, next, clock)
  }
}

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(DIRECTORY)).filter((name) => FILE_NAME.test(name)).sort()
  return Promise.all(names.map(readMigration))
}

async function readMigration(name: string): Promise<Migration> {
  const text = await readFile(new URL(name, DIRECTORY), 'utf8')
  const digest = createHash('sha256').update(text).digest('hex')
  return { number: Number(name.slice(0, 4)), name, digest, text }
}

async function createMigrationTable(database: Database): Promise<void> {
  await database.script(`
    select pg_advisory_xact_lock(${LOCK});
    create table if not exists migration (
      number integer primary key,
      name text not null,
      digest text not null,
      applied_at timestamptz not null
    );
  `)
}

async function listApplied(database: Database): Promise<Applied[]> {
  const { rows } = await sql<Applied>`
    select number, name, digest from migration order by number
  `.execute(database.kysely)
  return rows
}

function nextMigration(known: readonly Migration[], applied: readonly Applied[]): Migration | undefined {
  for (const row of applied) {
    const file = known.find((migration) => migration.number === row.number)
    if (file === undefined) throw newerSchema(row)
    if (file.digest !== row.digest) throw changedFile(row)
  }
  return known.find((migration) => !applied.some((row) => row.number === migration.number))
}

async function apply(database: Database, migration: Migration, clock: Clock): Promise<void> {
  const { number, name, digest, text } = migration
  const values = [number, `'${name}'`, `'${digest}'`, `'${toInstant(clock.now())}'`].join(', ')
  try {
    await database.script(
      `insert into migration (number, name, digest, applied_at) values (${values});\n${text}`,
    )
  } catch (error) {
    if (!isAppliedElsewhere(error)) throw failed(migration, error)
  }
}

function isAppliedElsewhere(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return code === UNIQUE_VIOLATION && constraint === 'migration_pkey'
}

function newerSchema({ number, name }: Applied): VaultError {
  return new VaultError({
    code: 'schema-newer',
    notice: null,
    attempted: 'open the database',
    why: `a newer Chatvault has changed its schema (migration ${number}, ${name}), which this version doesn’t know.`,
    hint: 'Start the newer version of Chatvault again. To go back, restore the database from before the upgrade.',
  })
}

function changedFile({ name }: Applied): VaultError {
  return new VaultError({
    code: 'schema-changed',
    notice: null,
    attempted: 'open the database',
    why: `it was created with another text of migration ${name} than this program has.`,
    hint: 'Start the version of Chatvault that created this database, unchanged.',
  })
}

function failed({ name }: Migration, cause: unknown): VaultError {
  return new VaultError({
    code: 'migration-failed',
    notice: null,
    attempted: `apply migration ${name}`,
    why: cause instanceof Error ? cause.message : String(cause),
    hint: 'No part of it was applied. Check that the database user can create tables, then start again.',
    cause,
  })
}
