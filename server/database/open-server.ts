import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { ClientSettings, ServerDatabase } from './database.ts'
import { demandUsable } from './demands.ts'
import { demandOwnSession } from './pooling-probe.ts'
import type { Schema } from './schema.ts'
import { type Ask, type SessionSettings, stateSession } from './session.ts'
import { PARSERS } from './wire-types.ts'

const CONNECTIONS = 10
/** A server that is up but still recovering says so: wait for it, up to this many times. */
const STARTING_UP = '57P03'
const START_ATTEMPTS = 60
const START_WAIT_MS = 500

/**
 * A pool of sessions that all have the settings of session.ts. Throws `database-unreachable` when no session can be had,
 * and what demands.ts and pooling-probe.ts throw about a database that cannot be worked with; each names host, port and
 * database, but never the password.
 */
export async function openServer(url: string, clock: Clock): Promise<ServerDatabase> {
  const session: SessionSettings = {}
  const client = clientOf(url, session)
  const pool = createPool(client)
  try {
    await waitUntilUp(pool, clock)
    session.searchPath = await inspect(pool, url)
  } catch (error) {
    await pool.end()
    throw error instanceof VaultError ? error : unreachable(url, error)
  }
  return asDatabase(pool, url, client)
}

function clientOf(url: string, session: SessionSettings): ClientSettings {
  return {
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    onConnect: (connected) => stateSession(asking(connected), session),
  }
}

const asking =
  (session: pg.ClientBase): Ask =>
  async (text, values) =>
    (await session.query(text, values)).rows

/** Answers the search path this database and user have. */
async function inspect(pool: pg.Pool, url: string): Promise<string> {
  const [a, b] = [await pool.connect(), await pool.connect()]
  try {
    await demandOwnSession(asking(a), asking(b), whereOf(url))
    await demandUsable(asking(a), whereOf(url))
    const { rows } = await a.query<{ search_path: string }>('show search_path')
    return rows[0]?.search_path ?? ''
  } finally {
    a.release()
    b.release()
  }
}

function createPool(client: ClientSettings): pg.Pool {
  const pool = new pg.Pool({
    ...client,
    max: CONNECTIONS,
    application_name: 'chatvault',
    types: { getTypeParser: (oid, format) => PARSERS[oid] ?? pg.types.getTypeParser(oid, format) },
  })
  // An idle session that broke: the pool replaces it, and the next statement reports a server that remains away.
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

function whereOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || '5432'}${pathname}`
}

function unreachable(url: string, cause: unknown): VaultError {
  const { username } = new URL(url)
  return new VaultError({
    code: 'database-unreachable',
    notice: null,
    attempted: `open PostgreSQL at ${whereOf(url)} as ${username || 'the default user'}`,
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

function asDatabase(pool: pg.Pool, url: string, client: ClientSettings): ServerDatabase {
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    pool,
    url,
    client,
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
