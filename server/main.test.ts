import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { CLIENT_ID, type Issuer, startIssuer } from './http/testing/issuer.ts'
import { type PostgresServer, startPostgresServer } from './testing/postgres-server.ts'
import { SHORT_LIVED } from './testing/product.ts'
import { createTempDir, type TempDir } from './testing/temp-dir.ts'

const MAIN = path.join(import.meta.dirname, 'main.ts')

let issuer: Issuer
let dir: TempDir
let child: ChildProcess | undefined
beforeAll(async () => {
  issuer = await startIssuer()
  dir = await createTempDir()
})
afterEach(() => void child?.kill('SIGKILL'))
afterAll(() => Promise.all([issuer.close(), dir.remove()]))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

type Started = {
  url: string
  output: () => string
  exited: Promise<[number | null, string | null]>
  /** Every process that inherited its output has ended. */
  closed: Promise<unknown>
}

function start(command: string, args: string[], env: Record<string, string>, port: number): Started {
  const own = {
    TAB_CLIENT_ID: CLIENT_ID,
    PORT: String(port),
    DATA_DIR: path.join(dir.path, 'data'),
    SIGNIN_ISSUER: issuer.template,
    SIGNIN_JWKS_URL: issuer.jwksUrl,
    SHUTDOWN_SECONDS: '10',
  }
  child = spawn(command, args, { env: { ...process.env, ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  child.stderr?.on('data', (chunk) => (text += chunk))
  const exited = once(child, 'exit') as Started['exited']
  return { url: `http://127.0.0.1:${port}`, output: () => text, exited, closed: once(child, 'close') }
}

async function statusOf(url: string): Promise<number | undefined> {
  return fetch(url).then(
    (response) => response.status,
    () => undefined,
  )
}

/** First start builds the tab. */
const untilReady = ({ url }: Started) =>
  vi.waitFor(async () => expect(await statusOf(`${url}/readyz`)).toBe(200), {
    timeout: 50_000,
    interval: 100,
  })

const untilGone = ({ url }: Started) =>
  vi.waitFor(async () => expect(await statusOf(`${url}/healthz`)).toBeUndefined(), {
    timeout: 15_000,
    interval: 100,
  })

describe('the product', () => {
  it('starts nothing and exits 78 when the environment is wrong, naming all of it', async () => {
    const dataDir = path.join(dir.path, 'untouched')
    const wrong = { DATA_DIR: dataDir, TAB_CLIENT_ID: '', PORT: 'http', ROLE: 'web' }
    const started = start(process.execPath, [...SHORT_LIVED, MAIN], wrong, 1)
    expect(await started.exited).toEqual([78, null])
    for (const name of ['PORT', 'TAB_CLIENT_ID', 'DATABASE_URL'])
      expect(started.output()).toContain(`  ${name} `)
    expect(existsSync(dataDir)).toBe(false)
  })

  it('says where it is, serves tab and API, and ends with SIGTERM', async () => {
    const port = await freePort()
    const started = start(process.execPath, [...SHORT_LIVED, MAIN], {}, port)
    await untilReady(started)
    expect(started.output()).toContain(`Chatvault is at http://localhost:${port}\n`)
    const page = await fetch(started.url, { headers: { Accept: 'text/html' } })
    expect(await page.text()).toContain('<title>Chatvault</title>')
    const headers = { Authorization: `Bearer ${await issuer.token()}` }
    expect((await fetch(`${started.url}/api/me`, { headers })).status).toBe(200)
    child?.kill('SIGTERM')
    expect(await started.exited).toEqual([0, null])
  })

  it('whose key file is not there any more exits 1 with what to do, and makes no other', async () => {
    const key = path.join(dir.path, 'data', 'master.key')
    await rename(key, `${key}.away`)
    const started = start(process.execPath, [...SHORT_LIVED, MAIN], {}, await freePort())
    expect(await started.exited).toEqual([1, null])
    expect(started.output()).toContain('MASTER_KEY_FILE')
    expect(existsSync(key)).toBe(false)
    await rename(`${key}.away`, key)
  })

  it('that gets SIGTERM while it starts ends soon', async () => {
    for (const ms of [200, 600, 1200]) {
      const started = start(process.execPath, [...SHORT_LIVED, MAIN], {}, await freePort())
      await delay(ms)
      child?.kill('SIGTERM')
      const [code, signal] = await started.exited
      expect([0, null]).toContain(code)
      expect([null, 'SIGTERM']).toContain(signal)
    }
  })

  it('says so when another program has its port, and exits 1', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const started = start(process.execPath, [...SHORT_LIVED, MAIN], {}, (other.address() as AddressInfo).port)
    expect(await started.exited).toEqual([1, null])
    expect(started.output()).toContain('another program listens there')
    other.close()
  })
})

describe('METRICS_PORT', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgresServer()
  })
  afterAll(() => server?.stop())

  it.each(['all', 'web', 'worker'])(
    'answers metrics and probes on this machine alone, and nothing else, for ROLE=%s',
    async (role) => {
      const [port, metricsPort] = [await freePort(), await freePort()]
      const env = {
        ROLE: role,
        METRICS_PORT: String(metricsPort),
        DATABASE_URL: await server.createDatabase(),
        DATA_DIR: path.join(dir.path, `metrics-${role}`),
      }
      const started = start(process.execPath, [...SHORT_LIVED, MAIN], env, port)
      const url = `http://127.0.0.1:${metricsPort}`
      await untilReady({ ...started, url })
      expect(await statusOf(`${url}/healthz`)).toBe(200)
      const text = await (await fetch(`${url}/metrics`)).text()
      for (const name of ['chatvault_database_bytes', 'chatvault_nodejs_eventloop_lag_seconds'])
        expect(text).toMatch(new RegExp(`^${name} [0-9.e+-]+$`, 'm'))
      expect(await statusOf(`${url}/api/me`)).toBe(404)
      expect(await statusOf(`${url}/`)).toBe(404)
      if (role !== 'worker')
        expect(await (await fetch(`${started.url}/metrics`)).text()).not.toContain('chatvault_database_bytes')
      child?.kill('SIGTERM')
      expect(await started.exited).toEqual([0, null])
    },
  )
})

/** For a process of its own, in each of its threads: once the file DISK_FAILS names is there, its disk no longer syncs. */
const FAILING_DISK = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs'
  const sync = fs.fdatasyncSync
  fs.fdatasyncSync = (descriptor) => {
    if (fs.existsSync(process.env.DISK_FAILS)) throw new Error('EIO: i/o error, fdatasync')
    sync(descriptor)
  }
`)}`

describe('the product on a disk that fails', () => {
  it('answers nobody, says what failed, ends at once with 1, and has what it confirmed when it starts again', async () => {
    const env = { DATA_DIR: path.join(dir.path, 'failing'), DISK_FAILS: path.join(dir.path, 'disk-fails') }
    const headers = {
      Authorization: `Bearer ${await issuer.token()}`,
      'Content-Type': 'application/json',
    }
    const change = (started: Started, preferences: object) =>
      fetch(`${started.url}/api/preferences`, { method: 'PUT', headers, body: JSON.stringify(preferences) })
    const started = start(
      process.execPath,
      [...SHORT_LIVED, '--import', FAILING_DISK, MAIN],
      env,
      await freePort(),
    )
    await untilReady(started)
    expect((await change(started, { language: 'de' })).ok).toBe(true)
    await writeFile(env.DISK_FAILS, '')
    const answers = Array.from({ length: 5 }, () =>
      change(started, { language: 'de', tourSeen: true }).then(
        ({ status }) => status,
        () => 'no answer',
      ),
    )
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['no answer']))
    expect(await started.exited).toEqual([1, null])
    expect(started.output()).toMatch(/Chatvault lost its database: Couldn’t write .*EIO.*\nCheck the disk/)
    await rm(env.DISK_FAILS)
    const again = start(process.execPath, [...SHORT_LIVED, MAIN], env, await freePort())
    await untilReady(again)
    const preferences = await fetch(`${again.url}/api/preferences`, { headers })
    expect(await preferences.json()).toMatchObject({ language: 'de' })
  })
})

describe('npm start', () => {
  it('ends with SIGTERM to npm alone', async () => {
    const started = start('npm', ['start'], {}, await freePort())
    await untilReady(started)
    child?.kill('SIGTERM')
    await started.exited
    await untilGone(started)
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing behind when npm gets %s while it starts',
    async (signal) => {
      for (const ms of [300, 500, 700, 900, 1200]) {
        const started = start('npm', ['start'], {}, await freePort())
        await delay(ms)
        child?.kill(signal)
        await started.closed
      }
    },
  )

  it('does not outlive an npm that was killed', async () => {
    const started = start('npm', ['start'], {}, await freePort())
    await untilReady(started)
    child?.kill('SIGKILL')
    await untilGone(started)
  })
})

describe('a program that starts the product', () => {
  it('leaves nothing behind when it is killed, at once or later', async () => {
    const data = path.join(dir.path, 'program')
    const program = (url: string) => `
      import { startProduct } from ${JSON.stringify(path.join(import.meta.dirname, 'testing/product.ts'))}
      const signIn = ${JSON.stringify({ clientId: CLIENT_ID, issuer: issuer.template, jwksUrl: issuer.jwksUrl })}
      const nobody = { url: 'https://localhost:1', httpUrl: 'http://localhost:1', caFile: '', tenantId: 'none', signIn }
      await startProduct(nobody, { port: ${new URL(url).port}, dataDir: ${JSON.stringify(data)} })`
    const run = async () => {
      const port = await freePort()
      const args = ['--input-type=module', '-e', program(`http://localhost:${port}`)]
      // npm's own watch is for what npm starts.
      return start(process.execPath, args, { npm_lifecycle_event: '' }, port)
    }
    for (const ms of [200, 600]) {
      const early = await run()
      await delay(ms)
      child?.kill('SIGKILL')
      await early.closed
    }
    const started = await run()
    await untilReady(started)
    child?.kill('SIGKILL')
    await started.closed
  })
})
