/** The commands from outside, over the folder of a real backup. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Quota } from './contract/index.ts'
import { readEverything } from './testing/contract.ts'
import {
  billed,
  expectArchiveIsTruth,
  expectBooks,
  type Journey,
  startJourney,
  talk,
} from './testing/journey.ts'
import { environment, freePort } from './testing/product.ts'
import { createTempDir, type TempDir } from './testing/temp-dir.ts'
import { readZipEntry } from './testing/zip.ts'

async function npm(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn('npm', ['run', '--silent', ...args], { env: { ...process.env, ...env } })
  const exited: Promise<[number | null]> = once(child, 'exit') as never
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  return { code, out, err }
}

describe('the commands', () => {
  let journey: Journey
  let dir: TempDir
  /** Rows paid while another data folder stood in. */
  let elsewhere = 0
  beforeAll(async () => {
    dir = await createTempDir()
    journey = await startJourney({ users: 6, messages: 200, seed: 31, env: { SHUTDOWN_SECONDS: '8' } })
    await journey.connect(100_000)
    expect((await journey.run()).state).toBe('completed')
    // A start and a whole backup, while three other files do the same.
  }, 180_000)
  afterAll(async () => {
    await journey?.close()
    await dir?.remove()
  })

  it('name every fault of a bad environment at once, with exit code 78', async () => {
    const wrong = { PORT: '99999999', TAB_CLIENT_ID: 'x', GRAPH_URL: 'http://graph', LOG_LEVEL: 'loud' }
    const { code, err } = await npm(['start'], { DATA_DIR: join(dir.path, 'none'), ...wrong })
    expect(code).toBe(78)
    for (const name of Object.keys(wrong)) expect(err).toContain(`  ${name} `)
  })

  it('verify, list, print and export an archive with its key alone, and name a flipped bit', async () => {
    const { archived } = await expectArchiveIsTruth(journey)
    const root = join(dir.path, 'copy')
    await mkdir(root)
    await cp(join(journey.dataDir, 'archive'), join(root, 'archive'), { recursive: true })
    await cp(join(journey.dataDir, 'master.key'), join(root, 'master.key'))
    const archive = (...args: string[]) =>
      npm(['archive', '--', ...args], { MASTER_KEY_FILE: join(root, 'master.key') })
    const place = join(root, 'archive')
    expect(await archive('verify', place)).toMatchObject({ code: 0 })
    expect((await archive('list', place)).out).toContain(journey.sandbox.tenantId)
    const records = (await archive('cat', place)).out.trimEnd().split('\n')
    expect(records.length).toBe(archived.versions.length)
    const out = join(root, 'all.zip')
    expect(await archive('export', place, '--out', out)).toMatchObject({ code: 0 })
    const lines = (await readZipEntry(await readFile(out), 'messages.jsonl')).toString().trimEnd().split('\n')
    expect(lines.length).toBe(archived.versions.length)

    const segment = (await readdir(place, { recursive: true })).find((name) => name.endsWith('.cvs')) ?? ''
    const bytes = await readFile(join(place, segment))
    const at = bytes.length >> 1
    bytes[at] = (bytes[at] ?? 0) ^ 1
    await writeFile(join(place, segment), bytes)
    const damaged = await archive('verify', place)
    expect(damaged.code).toBe(1)
    expect(damaged.out).toContain(segment)
  })

  it('rebuild the catalog, also into an empty database', async () => {
    const before = await readEverything(journey)
    const { used } = await journey.get<Quota>('/api/quota')
    const env = (dataDir: string) => environment(journey.sandbox, 1, dataDir)
    await journey.product().stop()
    const empty = join(dir.path, 'empty')
    await mkdir(empty)
    await cp(join(journey.dataDir, 'archive'), join(empty, 'archive'), { recursive: true })
    await cp(join(journey.dataDir, 'master.key'), join(empty, 'master.key'))
    expect(await npm(['catalog:rebuild'], env(empty))).toMatchObject({ code: 0 })
    expect(await npm(['catalog:rebuild'], env(journey.dataDir))).toMatchObject({ code: 0 })
    await journey.restart({ DATA_DIR: empty })
    expect(withoutReasons(await readEverything(journey))).toEqual(withoutReasons(before))
    expect((await journey.get<Quota>('/api/quota')).used).toBe(used)
    const paid = billed(journey)
    await journey.connect(100_000)
    await expectBooks(journey)
    expect(await journey.run()).toMatchObject({ state: 'completed', totals: { added: 0, revised: 0 } })
    elsewhere = billed(journey) - paid
    await journey.restart()
    expect(withoutReasons(await readEverything(journey))).toEqual(withoutReasons(before))
    expect(await journey.run()).toMatchObject({ state: 'completed', totals: { added: 0, revised: 0 } })
    await expectBooks(journey, elsewhere)
  })

  it('lose nothing when they are killed while they start', async () => {
    talk(journey, 200)
    journey.sandbox.control.set({ latencyMs: 150 })
    const id = await journey.startRun()
    await journey.until(id, ({ totals }) => totals.fetched > 0)
    await journey.product().kill()
    for (const ms of [150, 400, 700, 1000, 1400, 1900]) {
      const env = environment(journey.sandbox, await freePort(), journey.dataDir)
      const child = spawn(process.execPath, ['server/main.ts'], {
        env: { ...process.env, ...env },
        stdio: 'ignore',
      })
      await delay(ms)
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    journey.sandbox.control.set({ latencyMs: 0 })
    await journey.restart()
    expect((await journey.atRest(id)).state).toBe('completed')
    await expectArchiveIsTruth(journey)
    await expectBooks(journey, elsewhere)
  })

  it('end with SIGTERM to npm alone within SHUTDOWN_SECONDS, in the middle of a run, which continues later', async () => {
    talk(journey, 200)
    await journey.product().stop()
    const port = await freePort()
    const own = environment(journey.sandbox, port, journey.dataDir)
    const env = { ...process.env, ...own, SHUTDOWN_SECONDS: '6', LOG_LEVEL: 'trace' }
    const child = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    // Each ends when the last process that npm started has let go of it.
    const said = Promise.all([text(child.stdout), text(child.stderr)])
    const url = `http://localhost:${port}`
    const ask = async (method: string, path: string, body?: object) => {
      const headers = {
        authorization: `Bearer ${journey.sandbox.operatorToken('Mia')}`,
        'content-type': 'application/json',
      }
      const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      return (await answer.json()) as { id: string; stage: string | null }
    }
    while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) await delay(100)
    journey.sandbox.control.set({ latencyMs: 1500 })
    const { id } = await ask('POST', '/api/runs', {})
    while ((await ask('GET', `/api/runs/${id}`)).stage !== 'messages') await delay(250)
    const from = performance.now()
    child.kill('SIGTERM')
    const [out, err] = await said
    expect(performance.now() - from).toBeLessThan(6500)
    expect(out.length).toBeGreaterThan(500)
    for (const secret of [journey.sandbox.app.clientSecret, 'eyJ', 'Line 1', '@contoso.com'])
      expect(out + err).not.toContain(secret)
    journey.sandbox.control.set({ latencyMs: 0 })
    await journey.restart()
    expect((await journey.atRest(id)).state).toBe('completed')
    await expectArchiveIsTruth(journey)
    await expectBooks(journey, elsewhere)
  })
})

/** Why an image is not there is known to the database that asked for it. */
function withoutReasons(everything: Awaited<ReturnType<typeof readEverything>>) {
  return everything.map(({ conversation, messages }) => ({
    conversation,
    messages: messages.map(({ hostedContents, ...message }) => ({
      ...message,
      hostedContents: hostedContents.map(({ id, archived, bytes }) => ({ id, archived, bytes })),
    })),
  }))
}
