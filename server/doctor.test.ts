/** `npm run doctor` next to a working server, and what its bundle gives away. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journey, startJourney } from './testing/journey.ts'
import { environment } from './testing/product.ts'
import { createTempDir, type TempDir } from './testing/temp-dir.ts'
import { readTruth } from './testing/truth.ts'
import { readZipEntry } from './testing/zip.ts'

async function doctor(args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['server/cli/doctor.ts', ...args], {
    env: { ...process.env, ...env },
  })
  const exited: Promise<[number | null]> = once(child, 'exit') as never
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited])
  return { code, out, err }
}

const FILES = [
  'checks.json',
  'versions.json',
  'settings.json',
  'database.json',
  'connections.json',
  'runs.json',
  'faults.json',
  'metrics.txt',
]

const SECRETS = {
  SMTP_URL: 'smtp://alerts:Planted-smtp@localhost:1',
  HTTPS_PROXY: 'http://mia:Planted-proxy@127.0.0.1:1',
  NO_PROXY: 'localhost,127.0.0.1',
}

describe('npm run doctor', () => {
  let journey: Journey
  let dir: TempDir
  beforeAll(async () => {
    dir = await createTempDir()
    journey = await startJourney({ users: 6, messages: 200, seed: 37, env: SECRETS })
    await journey.connect(100_000)
    expect((await journey.run()).state).toBe('completed')
  }, 180_000)
  afterAll(async () => {
    await journey?.close()
    await dir?.remove()
  })

  const env = () => ({ ...environment(journey.sandbox, 1, journey.dataDir), ...SECRETS })

  it('finds nothing wrong with a working server, whose database it asks for', async () => {
    const { code, out, err } = await doctor([], env())
    expect(err).toBe('')
    expect(out).toMatch(/^fine {5}database: Embedded PostgreSQL \d+/m)
    expect(out).toContain(`Connected: ${journey.sandbox.tenantId}`)
    expect(out.match(/^(wrong|look) .*/gm)).toEqual([expect.stringContaining('recovery code')])
    expect([code, out.split('\n').at(-2)]).toEqual([0, 'Nothing is wrong.'])
  })

  it('writes a bundle of what a support engineer needs, for its owner alone, and no secret, message or name', async () => {
    const path = join(dir.path, 'bundle.zip')
    expect(await doctor(['--bundle', path], env())).toMatchObject({ code: 0 })
    expect((await stat(path)).mode & 0o077).toBe(0)
    const zip = await readFile(path)
    const contents = await Promise.all(FILES.map(async (name) => (await readZipEntry(zip, name)).toString()))
    const all = contents.join('\n')
    expect(JSON.parse(contents[FILES.indexOf('runs.json')] ?? '')).toMatchObject([{ state: 'completed' }])
    expect(all).toContain('chatvault_last_success_timestamp_seconds')

    const { sandbox } = journey
    const messages = await readTruth(sandbox)
    const words = messages
      .map(({ message }) => String(message.body?.content))
      .filter((content) => content.length > 8)
    expect(words.length).toBeGreaterThan(100)
    const { items: people } = await journey.get<{
      items: { displayName: string; userPrincipalName: string }[]
    }>('/api/subjects')
    const key = JSON.parse(await readFile(join(journey.dataDir, 'master.key'), 'utf8'))
    const control = JSON.parse(await readFile(join(journey.dataDir, 'control.json'), 'utf8'))
    const secrets = [
      sandbox.app.clientSecret,
      key.key,
      control.token,
      'Planted',
      'eyJ',
      'Line 1',
      '@contoso.com',
    ]
    const names = people.flatMap(({ displayName, userPrincipalName }) => [displayName, userPrincipalName])
    expect(names.length).toBeGreaterThan(8)
    expect([...secrets, ...names, ...words].filter((kept) => all.includes(kept))).toEqual([])
  })

  it('keeps a file that is there', async () => {
    const path = join(dir.path, 'bundle.zip')
    const before = await readFile(path)
    expect(await doctor(['--bundle', path], env())).toMatchObject({
      code: 1,
      err: expect.stringContaining('EEXIST'),
    })
    expect(await readFile(path)).toEqual(before)
  })

  it('ends with 1 and what to do when Microsoft is out of reach', async () => {
    const { code, out } = await doctor([], { ...env(), NO_PROXY: 'localhost:1' })
    expect(code).toBe(1)
    expect(out).toMatch(/^wrong {4}Microsoft Graph: .*ECONNREFUSED.* → /m)
    expect(out).not.toContain('Planted')
  })

  it('ends with 78 for wrong settings, and bundles them without their values', async () => {
    const path = join(dir.path, 'wrong.zip')
    const ended = await doctor(['--bundle', path], { ...env(), TEAMS_APP_ID: 'Planted~secret' })
    expect(ended).toMatchObject({ code: 78, out: expect.stringContaining('TEAMS_APP_ID must be') })
    const settings = (await readZipEntry(await readFile(path), 'settings.json')).toString()
    expect(settings).toContain('"TEAMS_APP_ID": "[hidden: not valid]"')
    expect(settings).not.toContain('Planted')
  })
})
