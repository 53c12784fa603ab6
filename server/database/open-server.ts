import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { ServerDatabase } from './database.ts'
import type { Schema } from './schema.ts'
import { PARSERS } from './wire-types.ts'

const CONNECTIONS = 10
/** A server that is up but still recovering says so: wait for it, up to this many times. */
const STARTING_UP = '57P03'
const START_ATTEMPTS = 60
const START_WAIT_MS = 500

/**
 * A pool of sessions that are in UTC and sync their commits. Throws `database-unreachable`, naming host, port and
 * database but never the password, when no session can be had.
 */
export async function openServer(url: string, clock: Clock): Promise<ServerDatabase> {
  const pool = createPool(url)
  try {
    await waitUntilUp(pool, clock)
  } catch (error) {
    await pool.end()
    throw unreachable(url, error)
  }
  return asDatabase(pool, url)
}

function createPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'chatvault',
    options: '-c timezone=UTC -c synchronous_commit=on',
    types: { getTypeParser: (oid, format) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  // An idle session that broke: the pool replaces it, and the next statement reports a server that stays away.
  pool.on('error', () => {})
  return pool
}

async function waitUntilUp(pool: pg.Pool, clock: Clock): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pool.query('select 1')
      return
    } catch (error) {
      if (attempt === START_ATTEMPTS || !isStartingUp(error)) throw error
      await clock.wait(START_WAIT_MS)
    }
  }
}

function isStartingUp(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === STARTING_UP
}

function unreachable(url: string, cause: unknown): VaultError {
  const { hostname, port, pathname, username } = new URL(url)
  const where = `${hostname}:${port || '5432'}${pathname}`
  return new VaultError({
    code: 'database-unreachable',
    attempted: `open PostgreSQL at ${where} as ${username || 'the default user'}`,
    why: reasonOf(cause),
    hint: 'Check DATABASE_URL and that PostgreSQL is running, reachable from here, and lets this user in.',
    retry: 'later',
    cause,
  })
}

/** Node reports a refused connection to a name with several addresses as an error without a message. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ')
  return cause instanceof Error ? cause.message : String(cause)
}

function asDatabase(pool: pg.Pool, url: string): ServerDatabase {
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    pool,
    url,
    kysely: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    script: async (text) => {
      await pool.query(text)
    },
    close: () => {
      closing ??= pool.end()
      return closing
    },
  }
}
