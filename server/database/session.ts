/**
 * The settings of every session with the database, set after connecting, because the program relies on them and a
 * database, a user or a configuration file may say otherwise (`alter database … set datestyle`). Not as start-up
 * `options`: PgBouncer refuses those, in session mode too. They're read back: a database that accepts a setting without
 * keeping it can't be used.
 */
import { VaultError } from '../domain/vault-error.ts'

/** Runs one statement in one session and answers its rows. */
export type Ask = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

const NEVER = '0'

/** By the spelling in which PostgreSQL shows them. One that a version does not have yet is left out. */
const SETTINGS: Readonly<Record<string, string>> = {
  // How values are written and read (wire-types.ts, pg, pg-boss).
  client_encoding: 'UTF8',
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  // What a commit promises, and what concurrent statements see.
  synchronous_commit: 'on',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  // Migrations and rebuilding take their time; a worker's lock and LISTEN live in sessions that say little.
  statement_timeout: NEVER,
  lock_timeout: NEVER,
  idle_in_transaction_session_timeout: NEVER,
  idle_session_timeout: NEVER,
  transaction_timeout: NEVER,
}

/** A search path that is changed while the program runs must not move its tables: each session has the first one's. */
export type SessionSettings = { searchPath?: string }

const STATE = `
  select set_config(wanted.name, wanted.value, false)
  from unnest($1::text[], $2::text[]) as wanted (name, value)
  where wanted.name in (select name from pg_settings)
`
const READ = `
  select name, setting from pg_settings where name = any ($1::text[])
`

/** Throws `database-session` when the session doesn't keep its settings. */
export async function stateSession(ask: Ask, { searchPath }: SessionSettings = {}): Promise<void> {
  const wanted = { ...SETTINGS, ...(searchPath !== undefined && { search_path: searchPath }) }
  await ask(STATE, [Object.keys(wanted), Object.values(wanted)])
  const kept = await ask(READ, [Object.keys(wanted)])
  for (const { name, setting } of kept) {
    if (wanted[name as keyof typeof wanted] !== setting) throw notKept(String(name))
  }
}

function notKept(name: string): VaultError {
  return new VaultError({
    code: 'database-session',
    notice: null,
    attempted: 'set up a session with the database',
    why: `the session doesn’t keep the setting ${name}.`,
    hint: 'Connect to PostgreSQL itself, or through a pooler that keeps one server connection for each session.',
  })
}
