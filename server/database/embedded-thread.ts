/**
 * The thread of the embedded database: PGlite alone, so that no statement holds up HTTP or the reading of pages. It takes
 * requests in their order and answers each once.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { VaultError } from '../domain/vault-error.ts'
import type { EmbeddedSession, EmbeddedTransaction } from './embedded-client.ts'
import { startEmbedded } from './start-embedded.ts'
import { type Answer, type Request, sent } from './thread-messages.ts'
import { PARSERS_BUT_INSTANTS } from './wire-types.ts'

/** A transaction that is open: its session, and how it ends. */
type Open = {
  readonly session: EmbeddedTransaction
  readonly end: (how: 'commit' | 'rollback') => Promise<void>
}

const UNDONE = new Error('undone')

const port = parentPort
if (port === null) throw new Error('The embedded database’s thread was started as a program of its own')
const post = (answer: Answer) => port.postMessage(answer)
const { directory } = workerData as { readonly directory: string }
const open = new Map<number, Open>()
const listening = new Map<string, () => Promise<void>>()

const onBroken = (error: VaultError) => post({ kind: 'broken', error: sent(error) })
const { pglite } = await startEmbedded(directory, onBroken, PARSERS_BUT_INSTANTS).catch((thrown: unknown) => {
  post({ kind: 'unopened', error: sent(thrown) })
  process.exit()
})
port.on('message', async (request: Request) => {
  const { id } = request
  await carryOut(request).then(
    (value) => post({ kind: 'done', id, value }),
    (thrown: unknown) => post({ kind: 'refused', id, error: sent(thrown) }),
  )
  if (request.kind === 'close') port.close()
})
post({ kind: 'ready' })

async function carryOut(request: Request): Promise<unknown> {
  switch (request.kind) {
    case 'query':
      return sessionOf(request.trx).query(request.text, request.values)
    case 'exec':
      return sessionOf(request.trx).exec(request.text)
    case 'begin':
      return begin(request.trx)
    case 'commit':
    case 'rollback':
      return openOne(request.trx).end(request.kind)
    case 'listen':
      return listen(request.channel)
    case 'unlisten':
      return listening.get(request.channel)?.()
    case 'close':
      return pglite.close()
  }
}

const sessionOf = (trx: number | undefined): EmbeddedSession =>
  trx === undefined ? pglite : openOne(trx).session

function openOne(trx: number): Open {
  const one = open.get(trx)
  if (one === undefined) throw new Error(`Transaction ${trx} isn’t open`)
  return one
}

/** Resolves when it is the only one that runs. */
function begin(trx: number): Promise<void> {
  return new Promise((begun, failed) => {
    const ended = pglite
      .transaction(async (session) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        const end: Open['end'] = (how) => {
          open.delete(trx)
          if (how === 'commit') resolve()
          else reject(UNDONE)
          return ended
        }
        open.set(trx, { session, end })
        begun()
        await promise
      })
      .catch((thrown: unknown) => {
        if (thrown !== UNDONE) throw thrown
      })
    ended.catch(failed)
  })
}

async function listen(channel: string): Promise<void> {
  const stop = await pglite.listen(channel, (payload) => post({ kind: 'notification', channel, payload }))
  listening.set(channel, () => stop())
}
