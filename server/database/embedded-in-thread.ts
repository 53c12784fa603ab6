/** The embedded database in a thread of its own, as if it were here. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { EmbeddedClient, EmbeddedSession, EmbeddedTransaction, Rows } from './embedded-client.ts'
import type { EmbeddedGuard, OnBroken } from './embedded-guard.ts'
import { type Answer, type Request, received } from './thread-messages.ts'
import { INSTANTS, instantsOf } from './wire-types.ts'

type Asked = { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }

/** What is to be carried out, without the number it gets. */
type Order = Request extends infer One ? (One extends Request ? Omit<One, 'id'> : never) : never

/**
 * Starts the thread over a folder. Throws what `startEmbedded` throws. `onBroken` is called before anyone hears of what came
 * after the failure, also when the thread itself ended.
 */
export async function startInThread(
  directory: string,
  onBroken: OnBroken,
): Promise<{ pglite: EmbeddedClient; guard: Pick<EmbeddedGuard, 'broken'> }> {
  const worker = new Worker(new URL('./embedded-thread.ts', import.meta.url), { workerData: { directory } })
  const asked = new Map<number, Asked>()
  const listeners = new Map<string, (payload: string) => void>()
  let broken: VaultError | undefined
  let closed = false
  let lastId = 0
  let lastTrx = 0

  function breaks(error: VaultError): void {
    if (broken !== undefined) return
    broken = error
    onBroken(error)
    for (const { reject } of asked.values()) reject(error)
    asked.clear()
  }

  function ask<T>(order: Order): Promise<T> {
    if (broken !== undefined) return Promise.reject(broken)
    if (closed && order.kind !== 'close') return Promise.reject(new Error('The embedded database is closed'))
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

  const { promise: ready, resolve: isReady, reject: isUnopened } = Promise.withResolvers<void>()
  worker.on('message', (answer: Answer) => {
    switch (answer.kind) {
      case 'done':
        return settle(answer.id)?.resolve(answer.value)
      case 'refused':
        return settle(answer.id)?.reject(received(answer.error))
      case 'notification':
        return listeners.get(answer.channel)?.(answer.payload)
      case 'ready':
        return isReady()
      case 'unopened':
        closed = true
        return isUnopened(received(answer.error))
      case 'broken':
        return breaks(received(answer.error) as VaultError)
    }
  })
  worker.on('error', (cause: unknown) => {
    isUnopened(cause)
    breaks(threadEnded(directory, cause))
  })
  worker.on('exit', () => {
    if (!closed) breaks(threadEnded(directory, new Error('its thread ended')))
  })
  await ready

  const session = (trx?: number): EmbeddedSession => ({
    query: <Row>(text: string, values?: unknown[]) =>
      ask<Rows<Row>>({
        kind: 'query',
        text,
        ...(values && { values: values.map(sendable) }),
        ...(trx !== undefined && { trx }),
      }).then(withInstants),
    exec: async (text) => {
      const results = await ask<Rows<Record<string, unknown>>[]>({
        kind: 'exec',
        text,
        ...(trx !== undefined && { trx }),
      })
      return results.map(withInstants)
    },
  })

  const pglite: EmbeddedClient = {
    ...session(),
    ready: true,
    get closed() {
      return closed
    },
    waitReady: ready,
    async transaction<T>(work: (trx: EmbeddedTransaction) => Promise<T>): Promise<T> {
      const trx = ++lastTrx
      await ask({ kind: 'begin', trx })
      let isOpen = true
      const rollback = async () => {
        if (isOpen) await ask({ kind: 'rollback', trx })
        isOpen = false
      }
      let result: T
      try {
        result = await work({ ...session(trx), rollback })
      } catch (thrown) {
        // Where undoing fails too, the database is broken and has said so.
        await rollback().catch(() => {})
        throw thrown
      }
      if (isOpen) await ask({ kind: 'commit', trx })
      return result
    },
    async listen(channel, onNotify) {
      listeners.set(channel, onNotify)
      await ask({ kind: 'listen', channel })
      return async () => {
        listeners.delete(channel)
        if (!closed) await ask({ kind: 'unlisten', channel })
      }
    },
    async close() {
      if (closed) return
      closed = true
      const ended = once(worker, 'exit')
      await ask({ kind: 'close' })
      await ended
    },
  }
  return {
    pglite,
    guard: {
      get broken() {
        return broken
      },
    },
  }
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
