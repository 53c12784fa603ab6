/**
 * How a command asks the product that has the embedded database open to do something. The product listens on a port of this
 * machine that the system chooses; `control.json` in DATA_DIR, readable by its own account only, has the port and a token.
 */
import { timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { VaultError } from '../domain/vault-error.ts'

const FILE = 'control.json'
const HOST = '127.0.0.1'

/** By name; what one answers goes through JSON. */
export type Commands = Readonly<Record<string, () => Promise<unknown>>>

type Failure = Pick<VaultError, 'code' | 'attempted' | 'why' | 'hint'>
type Answer = { readonly answer: unknown } | { readonly failure: Failure }

/** `token` is random, and long enough that no one guesses it. */
export async function listenForCommands(
  dataDir: string,
  token: string,
  commands: Commands,
): Promise<{ close(): Promise<void> }> {
  const server = createServer((asked, response) => {
    if (!isSame(asked.headers.authorization ?? '', `Bearer ${token}`)) return send(response, 401, {})
    const command = commands[(asked.url ?? '').slice(1)]
    if (asked.method !== 'POST' || command === undefined) return send(response, 404, {})
    void perform(command).then((answer) => send(response, 200, answer))
  })
  server.listen(0, HOST)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const draft = join(dataDir, `${FILE}.new`)
  await rm(draft, { force: true })
  await writeFile(draft, JSON.stringify({ port, token }), { mode: 0o600, flag: 'wx' })
  await rename(draft, join(dataDir, FILE))
  return {
    async close() {
      await rm(join(dataDir, FILE), { force: true })
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Undefined when no product listens for commands here. Throws what the product says. */
export async function askProduct<T>(dataDir: string, command: string): Promise<T | undefined> {
  const found = await readFile(join(dataDir, FILE), 'utf8').catch(() => undefined)
  if (found === undefined) return undefined
  const { port, token } = JSON.parse(found) as { port: number; token: string }
  const answered = await post(port, command, token)
  if (answered === undefined) return undefined
  if ('failure' in answered) throw new VaultError({ ...answered.failure, notice: null })
  return answered.answer as T
}

/** Not fetch: it gives up after five minutes without an answer. Undefined when no one listens, or someone else does. */
function post(port: number, command: string, token: string): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request({
      host: HOST,
      port,
      method: 'POST',
      path: `/${command}`,
      headers: { authorization: `Bearer ${token}` },
    })
    asking.on('response', (response) => {
      if (response.statusCode !== 200) return resolve(undefined)
      text(response).then((body) => resolve(JSON.parse(body) as Answer), reject)
    })
    asking.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? resolve(undefined) : reject(error),
    )
    asking.end()
  })
}

async function perform(command: () => Promise<unknown>): Promise<Answer> {
  try {
    return { answer: await command() }
  } catch (error) {
    if (!(error instanceof VaultError)) return { failure: unexpected(error) }
    const { code, attempted, why, hint } = error
    return { failure: { code, attempted, why, hint } }
  }
}

function unexpected(error: unknown): Failure {
  return {
    code: 'unexpected',
    attempted: 'do what the command asked for',
    why: String(error),
    hint: 'The server log may have more.',
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
