/** Every command says what it is for, refuses what it does not know, and does nothing in either case. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockDirectory } from '../server/database/directory-lock.ts'
import { createTempDir } from '../server/testing/temp-dir.ts'

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

function run(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

const COMMANDS = {
  start: 'server/start.js',
  demo: 'scripts/demo.ts',
  register: 'manifest/register.ts',
  'test:install': 'scripts/test-install.ts',
  bench: 'bench/main.ts',
  'catalog:rebuild': 'server/cli/rebuild-catalog.ts',
  books: 'server/cli/books.ts',
  keys: 'server/cli/keys.ts',
  doctor: 'server/cli/doctor.ts',
  release: 'scripts/release.ts',
  package: 'manifest/build.ts',
  guide: 'scripts/guide.ts',
  screenshots: 'scripts/screenshots.ts',
  'test:steady': 'scripts/steady.ts',
}

const called = (name: string) => (name === 'start' ? 'npm start' : `npm run ${name}`)

describe.concurrent.each(Object.entries(COMMANDS))('npm run %s', (name, file) => {
  it('prints its usage for --help', async () => {
    const { code, out, err } = await run([file, '--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(new RegExp(`^${called(name)}\\b[\\s\\S]*--help`))
  })

  it('refuses a switch it does not know, and prints its usage', async () => {
    const { code, out, err } = await run([file, '--nonsense'])
    expect([code, out]).toEqual([64, ''])
    expect(err).toMatch(new RegExp(`--nonsense[\\s\\S]*${called(name)}\\b`))
  })
})

it.concurrent('npm run demo backs up, and then plays a day with a scheduled backup and an alert', async () => {
  const dir = await createTempDir()
  const small = ['--users', '8', '--messages', '400', '--data-dir', join(dir.path, 'demo')]
  const { code, out, err } = await run(['scripts/demo.ts', '--once', '--second-day', ...small])
  await dir.remove()
  expect(code, err).toBe(0)
  expect(out).toMatch(/The backup started on schedule: \S+, completed\.\n {2}Expected about \d+ messages/)
  expect(out).toMatch(/An alert arrived: More than 80%[\s\S]*An alert arrived: Resolved/)
}, 240_000)

describe('npm run demo where another one is at work', () => {
  it('leaves its folder as it is, and says how to have one of its own', async () => {
    const dir = await createTempDir()
    onTestFinished(() => dir.remove())
    await writeFile(join(dir.path, 'master.key'), 'theirs')
    const lock = lockDirectory(dir.path)
    const ended = await run(['scripts/demo.ts', '--once', '--data-dir', dir.path])
    lock.release()
    expect(ended).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Another demo is using .*: npm run demo -- --data-dir \S+\n$/),
    })
    expect(await readdir(dir.path)).toContain('master.key')
  })

  it('invites nobody to the other one, and says how to have a port of its own', async () => {
    const dir = await createTempDir()
    onTestFinished(() => dir.remove())
    await writeFile(join(dir.path, 'master.key'), 'theirs')
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    expect(await run(['scripts/demo.ts', '--port', String(port), '--data-dir', dir.path])).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(
        new RegExp(`^Port ${port} is taken.*: npm run demo -- --port ${port + 10}\n$`),
      ),
    })
    expect(await readdir(dir.path)).toEqual(['master.key'])
  })
})

it('npm test prints its usage for --help', async () => {
  expect(await run(['scripts/test.ts', '--help'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('npm test'),
  })
})

it('npm test fails with a sentence when something breaks outside the tests, and ends with the numbers', async () => {
  const dir = await createTempDir()
  await writeFile(
    join(dir.path, 'late.test.js'),
    "test('passes', () => void Promise.reject(new Error('late')))",
  )
  const { code, out } = await run(['scripts/test.ts', '--root', dir.path, '--globals'])
  await dir.remove()
  expect(code).not.toBe(0)
  expect(out).toMatch(
    /\nNo test failed, but something outside the tests did.*\n1 passed, 0 failed, 0 skipped\n$/,
  )
})

it('npm ci on the promised Node says nothing of packages that ask for the newer one they bring', async () => {
  expect(await readFile('.npmrc', 'utf8')).toMatch(/^loglevel=error$/m)
})

it('npm start on a Node that does not run TypeScript says so in a sentence', async () => {
  const { code, err } = await run(['--no-strip-types', 'server/start.js'])
  expect(code).toBe(78)
  expect(err).toMatch(
    /^Chatvault could not start: this is Node [\d.]+, which does not run TypeScript\.\n.*npm ci/,
  )
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'))
  expect(scripts.start).toBe('node server/start.js')
})
