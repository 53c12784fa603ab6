import { sql } from 'kysely'
import { type ConstructorOptions, fromKysely, fromPglite, PgBoss, type QueuePolicy } from 'pg-boss'
import type { Database } from '../database/database.ts'
import { newUuid } from '../secrets/randomness.ts'
import { createHandler } from './job-handler.ts'
import type { EnqueueOptions, Queue, Repeat } from './queue.ts'

/** pg-boss's own tables live beside ours, out of our migrations' way. */
const SCHEMA = 'queue'
const DAY_SECONDS = 24 * 60 * 60

/** A worker that does not answer for ten seconds is dead (pg-boss allows no less); looked for every five. */
const HEARTBEAT_SECONDS = 10
const WATCH_SECONDS = 5

/** Notifications hand jobs out at once. Polling finds delayed and retried ones, and what a notification lost. */
const POLLING_SECONDS = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 }

/** As good as for ever: a process that is killed again and again must not use up a job's tries. */
const RETRIES = { retryLimit: 10_000, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 }

export type QueueSettings = {
  readonly database: Database
  /** Every queue there is, by name, on every process: a job for another name is refused. */
  readonly queues: Readonly<Record<string, Repeat>>
  /** What pg-boss reports beside the jobs themselves, and what handlers throw. */
  readonly onError: (error: unknown) => void
}

/** Opened once per process. On an embedded database, jobs that were running when the last process ended wait again. */
export async function startQueue({ database, queues, onError }: QueueSettings): Promise<Queue> {
  const boss = new PgBoss({ ...connectionOf(database), ...COMMON })
  boss.on('error', onError)
  await boss.start()
  for (const [name, repeat] of Object.entries(queues)) {
    await createQueue(boss, name, { ...queueOptions(database), policy: POLICIES[repeat] })
  }
  if (database.kind === 'embedded') await handOutAgain(database)
  return asQueue(boss, database, onError)
}

const COMMON: ConstructorOptions = {
  schema: SCHEMA,
  useListenNotify: true,
  schedule: false,
  registerInstance: false,
  openTelemetry: { enabled: false },
  reindex: false,
}

function connectionOf(database: Database): ConstructorOptions {
  if (database.kind === 'embedded') {
    return { db: fromPglite(database.pglite), backend: 'pglite', monitorVacuum: false }
  }
  const watch = { superviseIntervalSeconds: WATCH_SECONDS, monitorIntervalSeconds: WATCH_SECONDS }
  return { ...database.client, max: 4, application_name: 'chatvault-queue', ...watch }
}

const POLICIES: Record<Repeat, QueuePolicy> = { once: 'exclusive', after: 'stately' }

type QueueOptions = ReturnType<typeof queueOptions> & { policy: QueuePolicy }

function queueOptions(database: Database) {
  const common = { notify: true, expireInSeconds: DAY_SECONDS, ...RETRIES }
  return database.kind === 'embedded' ? common : { ...common, heartbeatSeconds: HEARTBEAT_SECONDS }
}

/**
 * A queue keeps the policy it was made with, so one of an earlier version that had another is created again: what was open is
 * in the books, and anyone who works on the queue asks for it again at start-up.
 *
 * Asking for a queue's jobs makes pg-boss remember the queue. Otherwise the first enqueue inside a transaction would ask
 * outside of it, and on the one session of an embedded database wait for itself.
 */
async function createQueue(boss: PgBoss, name: string, options: QueueOptions): Promise<void> {
  const before = await boss.getQueue(name)
  if (before !== null && before.policy !== options.policy) await boss.deleteQueue(name)
  await boss.createQueue(name, options)
  await boss.findJobs(name, { limit: 1 })
}

/**
 * This process is the only one: whatever is still marked as running has lost its worker. Where another job of its key
 * waits, that one does what it would have done.
 */
async function handOutAgain({ kysely }: Database): Promise<void> {
  await sql`
    delete from ${sql.id(SCHEMA, 'job')} lost
    where lost.state = 'active' and exists (
      select from ${sql.id(SCHEMA, 'job')} next
      where next.name = lost.name and next.singleton_key = lost.singleton_key and next.state = 'retry'
    )
  `.execute(kysely)
  await sql`
    update ${sql.id(SCHEMA, 'job')} set state = 'retry', started_on = null, start_after = now() where state = 'active'
  `.execute(kysely)
}

function asQueue(boss: PgBoss, database: Database, onError: (error: unknown) => void): Queue {
  const stopping = new AbortController()
  let stopped: Promise<void> | undefined
  return {
    enqueue: async (name, data, options = {}) => {
      const id = await boss.send(name, data, sendOptions(options))
      return id !== null
    },
    work: async (name, { concurrency }, handler) => {
      const options = { localConcurrency: concurrency, ...POLLING_SECONDS }
      await boss.work(name, options, createHandler(handler, stopping.signal, onError))
    },
    isWaiting: async (name) => {
      const { rows } = await sql<{ waiting: boolean }>`
        select exists (
          select from ${sql.id(SCHEMA, 'job')} due
          where due.name = ${name} and due.state in ('created', 'retry') and due.start_after <= now()
            and not exists (
              select from ${sql.id(SCHEMA, 'job')} running
              where running.name = due.name and running.singleton_key = due.singleton_key and running.state = 'active'
            )
        ) as waiting
      `.execute(database.kysely)
      return rows[0]?.waiting ?? false
    },
    stop: (graceMs) => {
      stopping.abort(new Error('The process is shutting down'))
      stopped ??= boss.stop({ timeout: graceMs })
      return stopped
    },
  }
}

/** Policies go by key; a job without one gets its own. */
function sendOptions({ singletonKey, startAfterSeconds, within }: EnqueueOptions) {
  return {
    singletonKey: singletonKey ?? newUuid(),
    ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
    ...(within === undefined ? {} : { db: fromKysely(within) }),
  }
}
