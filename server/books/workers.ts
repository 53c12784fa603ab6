import type { PoolClient } from 'pg'
import type { Database, ServerDatabase } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { DELETE_WORKER, findWorstLead, INSERT_WORKER, NOTE_LEAD, pruneWorkers } from './worker-statements.ts'

/**
 * Who is at work. A worker holds an advisory lock of the database while it lives, so that its death is a fact the
 * database knows and not a guess from silence: a process that was killed, or lost its session, is gone at once.
 *
 *   - `register` first, then reserve or claim: what belongs to a worker without a row is taken for left behind.
 *   - `live` prunes the rows of the dead; settle their reservations and claims right after it.
 */
export type Workers = {
  /** `onLost` is called once when the lock may be gone: what this worker does from then on, another may do too. */
  register(workerId: string, onLost: (cause: Error) => void): Promise<RegisteredWorker>
  live(): Promise<string[]>
  /**
   * How far the clock of a worker is ahead of Microsoft's, in milliseconds: of several, the furthest from it. As of the last
   * ten seconds; undefined where none knows, and on an embedded database, whose one process knows it itself.
   */
  worstLead(): Promise<number | undefined>
}

export type RegisteredWorker = {
  /** Ends the worker in good order. Calling it again, or after the loss, is success. */
  release(): Promise<void>
}

/** How often a worker asks whether its session still answers, and how long it waits for that. */
const CHECK_EVERY_MS = 10_000
const CHECK = { text: NOTE_LEAD, query_timeout: 10_000 }
/**
 * When the server gives up on a session that does not answer: 60 s, later than the worker itself does (20 s), so that
 * a worker cut off by the network has stopped before its lock is free.
 */
const SERVER_PATIENCE =
  'set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3'

/** `leadMs` is this process's own: how far its clock is ahead of Microsoft's. */
export function createWorkers(
  database: Database,
  clock: Clock,
  leadMs: () => number | undefined = () => undefined,
): Workers {
  return {
    register: (workerId, onLost) =>
      database.kind === 'postgres'
        ? registerOnServer(database, clock, { workerId, onLost, leadMs })
        : registerInProcess(database, clock, workerId),
    live: () => pruneWorkers(database.kysely),
    worstLead: () => findWorstLead(database.kysely),
  }
}

/** The one session of an embedded database lives exactly as long as this process: nothing can be lost before. */
async function registerInProcess(
  { pglite }: Extract<Database, { kind: 'embedded' }>,
  clock: Clock,
  workerId: string,
): Promise<RegisteredWorker> {
  await pglite.query(INSERT_WORKER, [workerId, clock.now()])
  return {
    release: async () => {
      if (!pglite.closed) await pglite.query(DELETE_WORKER, [workerId])
    },
  }
}

type Registering = {
  readonly workerId: string
  readonly onLost: (cause: Error) => void
  readonly leadMs: () => number | undefined
}

/** Holds a session of its own, out of the pool, for as long as the worker lives. */
async function registerOnServer(
  { pool }: ServerDatabase,
  clock: Clock,
  { workerId, onLost, leadMs }: Registering,
): Promise<RegisteredWorker> {
  const session = await pool.connect()
  const ended = new AbortController()
  const lose = (cause: Error) => {
    if (ended.signal.aborted) return
    ended.abort()
    session.release(cause)
    onLost(cause)
  }
  await take(session, workerId, clock.now())
  session.on('error', lose)
  session.on('end', () => lose(new Error('The database closed the session')))
  void watch(session, clock, { workerId, leadMs }, ended.signal).catch((error: Error) => lose(error))
  return { release: () => end(session, ended, workerId) }
}

async function take(session: PoolClient, workerId: string, at: Date): Promise<void> {
  try {
    await session.query(SERVER_PATIENCE)
    await session.query(INSERT_WORKER, [workerId, at])
  } catch (error) {
    session.release(true)
    throw error
  }
}

/** Ends quietly when the worker does, with an error when the session stops answering. */
async function watch(
  session: PoolClient,
  clock: Clock,
  { workerId, leadMs }: Pick<Registering, 'workerId' | 'leadMs'>,
  ended: AbortSignal,
): Promise<void> {
  for (;;) {
    await clock.wait(CHECK_EVERY_MS, ended)
    const lead = leadMs()
    // By whole seconds: more cannot be told, and each change is a write.
    const rounded = lead === undefined ? null : Math.round(lead / 1000) * 1000
    await session.query({ ...CHECK, values: [workerId, rounded] })
  }
}

/** The session goes with the lock: it is closed, not handed to the pool with something left on it. */
async function end(session: PoolClient, ended: AbortController, workerId: string): Promise<void> {
  if (ended.signal.aborted) return
  ended.abort()
  await session.query(DELETE_WORKER, [workerId]).finally(() => session.release(true))
}
