/** What is outside, seen over real connections: a sandbox over TLS, proxies and certificates of this machine. */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { readConfig } from '../config.ts'
import { DAY_MS } from '../domain/day.ts'
import { connections, type WayOut } from '../graph/wire/exchange.ts'
import { monotonicMs } from '../process/system-clock.ts'
import { realClock } from '../testing/fake-clock.ts'
import { environment } from '../testing/product.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import {
  createReach,
  examineAuthorities,
  examineCertificate,
  examineGraph,
  examineLogin,
  examineSignInKeys,
  judgeClock,
} from './outside.ts'

let sandbox: Sandbox
let ca = ''
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 2, messages: 0 })
  ca = readFileSync(sandbox.caFile, 'utf8')
})
afterAll(() => sandbox.close())

const configOf = (env: NodeJS.ProcessEnv = {}) => readConfig({ ...environment(sandbox, 1, '/none'), ...env })

function reach({ aheadMs = 0, ...way }: { aheadMs?: number; ca?: string; proxy?: WayOut } = {}) {
  const dispatcher = connections({ ca, ...way })
  onTestFinished(() => dispatcher.destroy())
  const now = () => new Date(Date.now() + aheadMs)
  return createReach(dispatcher, { ...realClock, now }, monotonicMs)
}

/** A server of this machine; answers its port. */
async function serve(answer: RequestListener, connect?: string): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  if (connect) server.on('connect', (_request, socket) => socket.end(`HTTP/1.1 ${connect}\r\n\r\n`))
  onTestFinished(() => void server.close())
  await new Promise((listening) => server.once('listening', listening))
  return (server.address() as AddressInfo).port
}

describe('Microsoft, to the doctor,', () => {
  it('answers: sign-in, Graph, keys, and the time', async () => {
    const asked = reach()
    for (const examine of [examineLogin, examineGraph, examineSignInKeys])
      expect(await examine(configOf(), asked)).toMatchObject({ verdict: 'fine' })
    expect(judgeClock(asked)).toMatchObject({ verdict: 'fine' })
  })

  it('shows that the clock of this machine is wrong', async () => {
    expect(judgeClock(reach())).toMatchObject({ verdict: 'skipped' })
    const asked = reach({ aheadMs: 3_600_000 })
    await examineLogin(configOf(), asked)
    expect(judgeClock(asked)).toMatchObject({
      verdict: 'wrong',
      found: expect.stringContaining('60 min ahead'),
      next: expect.stringContaining('NTP'),
    })
  })

  it('cannot be reached: each cause has its own next step', async () => {
    const untrusted = await examineGraph(configOf(), reach({ ca: '' }))
    expect(untrusted).toMatchObject({
      verdict: 'wrong',
      next: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
    const closed = configOf({ GRAPH_URL: 'https://localhost:1' })
    expect(await examineGraph(closed, reach())).toMatchObject({
      found: expect.stringContaining('ECONNREFUSED'),
      next: expect.stringContaining('HTTPS_PROXY'),
    })
    const unnamed = configOf({ LOGIN_URL: 'https://login.invalid' })
    expect(await examineLogin(unnamed, reach())).toMatchObject({ next: expect.stringContaining('DNS') })
  })

  it('is behind a proxy that wants a password, or forbids', async () => {
    for (const [status, next] of [
      ['407 Proxy Authentication Required', 'password'],
      ['403 Forbidden', 'CONNECT'],
    ]) {
      const https = `http://127.0.0.1:${await serve(() => undefined, status)}`
      const asked = reach({ proxy: { https, noProxy: '' } })
      const found = await examineGraph(configOf({ HTTPS_PROXY: https }), asked)
      expect(found).toMatchObject({ verdict: 'wrong', next: expect.stringContaining(next ?? '') })
      expect(found.found).toContain('HTTPS_PROXY')
    }
  })

  it('is not the one who answers where a page of someone else comes', async () => {
    const port = await serve((_request, response) =>
      response.end('<html>Sign in to the guest network</html>'),
    )
    const config = configOf({ SIGNIN_JWKS_URL: `http://localhost:${port}/keys` })
    expect(await examineSignInKeys(config, reach())).toMatchObject({
      verdict: 'wrong',
      next: expect.stringContaining('firewall'),
    })
  })
})

describe('the certificate of the public address', () => {
  /** `days` from now it expires. */
  async function https(days: number) {
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      notAfterDate: new Date(Date.now() + days * DAY_MS),
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    })
    const server = createTlsServer({ cert: pems.cert, key: pems.private }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((listening) => server.once('listening', listening))
    const { port } = server.address() as AddressInfo
    return { config: configOf({ PUBLIC_URL: `https://localhost:${port}` }), ca: pems.cert }
  }

  it('is fine while it is trusted and lasts', async () => {
    const { config, ca } = await https(60)
    expect(await examineCertificate(config, realClock, ca)).toMatchObject({ verdict: 'fine' })
  })

  it('is named before it expires, and when browsers do not trust it', async () => {
    const { config, ca } = await https(5)
    const until = new Date(Date.now() + 5 * DAY_MS).toISOString().slice(0, 10)
    expect(await examineCertificate(config, realClock, ca)).toMatchObject({
      verdict: 'look',
      found: expect.stringContaining(until),
    })
    expect(await examineCertificate(config, realClock)).toMatchObject({
      verdict: 'wrong',
      found: expect.stringContaining('SELF_SIGNED'),
    })
  })

  it('may be out of reach from here, which is no fault', async () => {
    const config = configOf({ PUBLIC_URL: 'https://localhost:1' })
    expect(await examineCertificate(config, realClock)).toMatchObject({ verdict: 'look' })
    expect(await examineCertificate(configOf(), realClock)).toMatchObject({ verdict: 'skipped' })
  })
})

describe('NODE_EXTRA_CA_CERTS', () => {
  it('is a file of certificates, or wrong', async () => {
    await using dir = await createTempDir()
    const page = join(dir.path, 'page.pem')
    await writeFile(page, '<html>')
    expect(await examineAuthorities(undefined, realClock)).toMatchObject({ verdict: 'skipped' })
    expect(await examineAuthorities(sandbox.caFile, realClock)).toMatchObject({ verdict: 'fine' })
    expect(await examineAuthorities(page, realClock)).toMatchObject({ verdict: 'wrong' })
    expect(await examineAuthorities(join(dir.path, 'none'), realClock)).toMatchObject({
      found: expect.stringContaining('ENOENT'),
    })
    const later = { ...realClock, now: () => new Date(Date.now() + 20 * 365 * DAY_MS) }
    expect(await examineAuthorities(sandbox.caFile, later)).toMatchObject({
      verdict: 'wrong',
      found: expect.stringContaining('1 of them expired'),
    })
  })
})
