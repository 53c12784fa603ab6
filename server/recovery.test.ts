/** The database is lost, and comes back from a backup of the books and the archive: the drill of docs/DEPLOY.md. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectArchiveIsTruth, expectBooks, type Journey, startJourney, talk } from './testing/journey.ts'
import { type PostgresServer, startPostgresServer } from './testing/postgres-server.ts'
import { environment, SHORT_LIVED } from './testing/product.ts'
import { createTempDir, type TempDir } from './testing/temp-dir.ts'

let dir: TempDir
let server: PostgresServer
beforeAll(async () => {
  ;[dir, server] = await Promise.all([createTempDir(), startPostgresServer()])
})
afterAll(async () => {
  await server?.stop()
  await dir?.remove()
})

/** A command of the operator, with the settings of the server. */
async function command(
  { sandbox, dataDir }: Journey,
  env: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [...SHORT_LIVED, ...args], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, ...environment(sandbox, 1, dataDir), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [ended, out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)])
  return { code: ended[0], said: out + err }
}

const PLACES = [
  'quota',
  'quota/ledger',
  'runs',
  'subjects',
  'preferences',
  'conversations',
  'exports',
  'setup',
]

/** What the admin sees of the books. Moments of checks are left out: the server checks again when it starts. */
async function seen(journey: Journey): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  for (const place of ['connection', ...PLACES]) {
    const { status, body } = await journey.call('GET', `/api/${place}`)
    expect(status, place).toBe(200)
    all[place] = JSON.parse(
      JSON.stringify(body, (key, value) => (/testedAt|checkedAt/.test(key) ? null : value)),
    )
  }
  return all
}

const audit = async (journey: Journey) => (await journey.call('GET', '/api/audit?limit=200')).body.items

describe.each(['embedded', 'PostgreSQL'])('a lost database, %s', (kind) => {
  let journey: Journey
  let env: NodeJS.ProcessEnv
  beforeAll(async () => {
    env = kind === 'embedded' ? {} : { DATABASE_URL: await server.createDatabase() }
    journey = await startJourney({ users: 6, messages: 300, env })
  })
  afterAll(() => journey?.close())

  it('comes back with everything, and backups continue with what they had', async () => {
    const folder = join(dir.path, kind)
    await journey.connect(100_000)
    await journey.call('PUT', '/api/preferences', { language: 'de', tourSeen: true })
    expect((await journey.run()).state).toBe('completed')
    const [before, entries] = [await seen(journey), await audit(journey)]
    expect(entries.length).toBeGreaterThan(1)

    const backup = await command(journey, env, 'server/cli/books.ts', 'backup', folder)
    expect(backup).toMatchObject({ code: 0, said: expect.stringContaining('Backed up to') })
    expect((await fetch(`${journey.product().url}/readyz`)).status).toBe(200)

    await journey.product().stop()
    if (kind === 'embedded') await rm(join(journey.dataDir, 'db'), { recursive: true })
    else env = { DATABASE_URL: await server.createEmptyDatabase() }
    const restored = await command(journey, env, 'server/cli/books.ts', 'restore', folder)
    expect(restored).toMatchObject({ code: 0, said: expect.stringContaining('Restored from') })
    const again = await command(journey, env, 'server/cli/books.ts', 'restore', folder)
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining('isn’t empty') })
    expect((await command(journey, env, 'server/cli/rebuild-catalog.ts')).code).toBe(0)

    await journey.restart(env)
    expect(await seen(journey)).toEqual(before)
    expect(await audit(journey)).toEqual(expect.arrayContaining(entries))
    talk(journey, 20)
    expect((await journey.run()).state).toBe('completed')
    await expectBooks(journey)
    await expectArchiveIsTruth(journey)
  })
})
