/** The embedded database in a thread of its own, as if it were here. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { EmbeddedClient, EmbeddedSession, EmbeddedTransaction, Rows } from './embedded-client.ts'
import type { EmbeddedGuard, OnBroken } from './embedded-guard.ts'
import { type Answer, type Request, received } from './thread-messages.ts'
import { INSTANTS, instantsOf } from './wire-types.ts'

/** What is to be carried out, without the number it gets. */
type Order = Request extends infer One ? (One extends Request ? Omit<One, 'id'> : never) : never

/** Where orders go in and answers come out. */
type Line = {
  ask<T>(order: Order): Promise<T>
  /** Nothing but `order` is asked any more; resolves when the thread has ended. */
  end(order: Order): Promise<void>
  readonly ended: boolean
  readonly broken: VaultError | undefined
  readonly listeners: Map<string, (payload: string) => void>
}

/**
 * Starts the thread over a folder. Throws what `startEmbedded` throws. `onBroken` is called before anyone hears of what came
 * after the failure, also when the thread itself ended.
 */
export async function startInThread(
  directory: string,
  onBroken: OnBroken,
): Promise<{ pglite: EmbeddedClient; guard: Pick<EmbeddedGuard, 'broken'> }> {
  const worker = new Worker(new URL('./embedded-thread.ts', import.meta.url), { workerData: { directory } })
  const line = await openLine(worker, directory, onBroken)
  return { pglite: clientOver(line), guard: line }
}

type Asked = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }

async function openLine(worker: Worker, directory: string, onBroken: OnBroken): Promise<Line> {
  const asked = new Map<number, Asked>()
  const listeners: Line['listeners'] = new Map()
  const opening = Promise.withResolvers<void>()
  let state: 'opening' | 'open' | 'ended' = 'opening'
  let broken: VaultError | undefined
  let lastId = 0

  function breaks(error: VaultError): void {
    if (state === 'opening') opening.reject(error)
    if (state !== 'open' || broken !== undefined) return
    broken = error
    onBroken(error)
    for (const { reject } of asked.values()) reject(error)
    asked.clear()
  }

  function put<T>(order: Order): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const id = ++lastId
    asked.set(id, { resolve: (value) => resolve(value as T), reject })
    worker.postMessage({ ...order, id })
    return promise
  }

  function settle(id: number): Asked | undefined {
    const one = asked.get(id)
    asked.delete(id)
    return one
  }

  worker.on('message', (answer: Answer) => {
    switch (answer.kind) {
      case 'done':
        return settle(answer.id)?.resolve(answer.value)
      case 'refused':
        return settle(answer.id)?.reject(received(answer.error))
      case 'notification':
        return listeners.get(answer.channel)?.(answer.payload)
      case 'ready':
        return opening.resolve()
      case 'unopened':
        return opening.reject(received(answer.error))
      case 'broken':
        return breaks(received(answer.error) as VaultError)
    }
  })
  worker.on('error', (cause: unknown) => breaks(threadEnded(directory, cause)))
  worker.on('exit', () => breaks(threadEnded(directory, new Error('it ended'))))
  await opening.promise
  state = 'open'

  return {
    listeners,
    get broken() {
      return broken
    },
    get ended() {
      return state === 'ended'
    },
    async ask<T>(order: Order): Promise<T> {
      if (broken !== undefined) throw broken
      if (state === 'ended') throw new Error('The embedded database is closed')
      return put<T>(order)
    },
    async end(order) {
      state = 'ended'
      const exit = once(worker, 'exit')
      await put(order)
      await exit
    },
  }
}

function clientOver(line: Line): EmbeddedClient {
  return {
    ...sessionOver(line),
    ready: true,
    waitReady: Promise.resolve(),
    get closed() {
      return line.ended
    },
    transaction: (work) => transact(line, work),
    async listen(channel, onNotify) {
      line.listeners.set(channel, onNotify)
      await line.ask({ kind: 'listen', channel })
      return async () => {
        line.listeners.delete(channel)
        if (!line.ended) await line.ask({ kind: 'unlisten', channel })
      }
    },
    async close() {
      if (!line.ended) await line.end({ kind: 'close' })
    },
  }
}

/** `trx`: of the transaction it is inside of. */
function sessionOver(line: Line, trx?: number): EmbeddedSession {
  const within = trx === undefined ? {} : { trx }
  return {
    async query<Row>(text: string, values: unknown[] = []) {
      const order = { kind: 'query', text, values: values.map(sendable), ...within } as const
      return withInstants(await line.ask<Rows<Row>>(order))
    },
    async exec(text) {
      const results = await line.ask<Rows<Record<string, unknown>>[]>({ kind: 'exec', text, ...within })
      return results.map(withInstants)
    },
  }
}

let lastTrx = 0

async function transact<T>(line: Line, work: (trx: EmbeddedTransaction) => Promise<T>): Promise<T> {
  const trx = ++lastTrx
  await line.ask({ kind: 'begin', trx })
  let isOpen = true
  const rollback = async () => {
    if (isOpen) await line.ask({ kind: 'rollback', trx })
    isOpen = false
  }
  let result: T
  try {
    result = await work({ ...sessionOver(line, trx), rollback })
  } catch (thrown) {
    // Where undoing fails too, the database is broken and has said so.
    await rollback().catch(() => {})
    throw thrown
  }
  if (isOpen) await line.ask({ kind: 'commit', trx })
  return result
}

/** Each thread has a `Date` of its own, and PGlite looks for its one. */
function sendable(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) && value.some((one) => one instanceof Date) ? value.map(sendable) : value
}

function withInstants<Row>(result: Rows<Row>): Rows<Row> {
  const names = result.fields.flatMap(({ name, dataTypeID }) => (INSTANTS.has(dataTypeID) ? [name] : []))
  if (names.length > 0)
    for (const row of result.rows as Record<string, unknown>[])
      for (const name of names) row[name] = instantsOf(row[name])
  return result
}

function threadEnded(directory: string, cause: unknown): VaultError {
  return new VaultError({
    code: 'database-broken',
    notice: notice('disk-failed'),
    status: 503,
    attempted: `use the embedded database in ${directory}`,
    why: `the thread it runs in failed (${cause instanceof Error ? cause.message : String(cause)}).`,
    hint: 'Start Chatvault again. Everything that was confirmed before is there. If this keeps happening, check the memory of the server.',
    retry: 'later',
    cause,
  })
}
