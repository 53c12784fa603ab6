/** The door with hand-made services behind it, listening on this machine. */
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { readConfig } from '../../config.ts'
import { createLogger } from '../../process/logging.ts'
import type { Services } from '../../services/services.ts'
import { createApp } from '../app.ts'
import { createSignIn } from '../authenticate.ts'
import { listen } from '../listener.ts'
import { createMetrics } from '../metrics.ts'
import { realClock } from './clock.ts'
import { CLIENT_ID, type Issuer, startIssuer } from './issuer.ts'
import { type AuditRecord, handMadeServices } from './services.ts'

export type Asked = RequestInit & {
  /** Claims of the token that is sent; null: no token. A text is sent as it is. */
  readonly as?: Record<string, unknown> | string | null
}

export type TestDoor = {
  readonly url: string
  readonly issuer: Issuer
  readonly recorded: AuditRecord[]
  /** Log lines, parsed. */
  readonly log: Record<string, unknown>[]
  readonly stop: AbortController
  ask(path: string, asked?: Asked): Promise<Response>
  /** A JSON body; PUT or POST. */
  send(method: string, path: string, body: unknown, asked?: Asked): Promise<Response>
  close(graceMs?: number): Promise<void>
}

export type DoorOptions = {
  readonly services?: Partial<Services>
  readonly env?: Record<string, string>
  readonly knownTenant?: (tenantId: string) => Promise<boolean>
  /** Besides `TestDoor.stop`. */
  readonly stopping?: AbortSignal
}

export const DOOR_ENV = { TAB_CLIENT_ID: CLIENT_ID, PUBLIC_URL: 'https://chatvault.contoso.com' }

export async function openDoor({
  services,
  env,
  knownTenant,
  stopping,
}: DoorOptions = {}): Promise<TestDoor> {
  const issuer = await startIssuer()
  const tab = await makeTab()
  const log: Record<string, unknown>[] = []
  const stop = new AbortController()
  const admitted = new Set<string>()
  const made = handMadeServices(services)
  const config = readConfig({
    ...DOOR_ENV,
    SIGNIN_ISSUER: issuer.template,
    SIGNIN_JWKS_URL: issuer.jwksUrl,
    ...env,
  })
  const logger = createLogger({
    level: 'debug',
    destination: { write: (line) => void log.push(JSON.parse(line)) },
  })
  const signIn = createSignIn({
    settings: config.signIn,
    knownTenant: knownTenant ?? (async (tenantId) => admitted.has(tenantId)),
    admitTenant: async (tenantId) => void admitted.add(tenantId),
    clock: realClock,
  })
  const parts = { config, services: made, signIn, clock: realClock, logger, metrics: createMetrics() }
  const listener = await listen(
    createApp({ ...parts, newRequestId: randomUUID, tabDir: tab, stopping: anyOf(stop.signal, stopping) }),
    '127.0.0.1',
    0,
  )
  const url = `http://127.0.0.1:${listener.port}`

  async function ask(address: string, { as = {}, ...init }: Asked = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    const token = typeof as === 'string' ? as : as && (await issuer.token(as))
    if (token) headers.set('Authorization', `Bearer ${token}`)
    return fetch(url + address, { ...init, headers })
  }

  return {
    url,
    issuer,
    log,
    stop,
    ask,
    recorded: made.recorded,
    send: (method, address, body, asked = {}) =>
      ask(address, {
        method,
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...asked,
        headers: { 'Content-Type': 'application/json', ...asked.headers },
      }),
    async close(graceMs = 0) {
      stop.abort()
      await Promise.all([listener.close(graceMs), issuer.close(), rm(tab, { recursive: true })])
    },
  }
}

function anyOf(own: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([own, other]) : own
}

/** What Vite builds, in the small. */
async function makeTab(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'chatvault-tab-'))
  await mkdir(path.join(dir, 'assets'))
  await mkdir(path.join(dir, 'auth'))
  await writeFile(path.join(dir, 'index.html'), '<!doctype html><title>Chatvault</title>')
  await writeFile(path.join(dir, 'auth', 'redirect.html'), '<!doctype html><title>Signing in</title>')
  const script = path.join(dir, 'assets', 'index-abc123.js')
  await writeFile(script, 'export {}')
  await writeFile(`${script}.br`, brotliCompressSync('export {}'))
  await writeFile(`${script}.gz`, gzipSync('export {}'))
  await writeFile(path.join(dir, 'assets', 'plain-abc123.js'), 'export {}')
  return dir
}
