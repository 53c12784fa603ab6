/** Every command says what it is for, refuses what it does not know, and does nothing in either case. */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

function run(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (said.out += chunk))
  child.stderr.on('data', (chunk) => (said.err += chunk))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

const COMMANDS = {
  demo: 'scripts/demo.ts',
  bench: 'bench/main.ts',
  'catalog:rebuild': 'server/cli/rebuild-catalog.ts',
  package: 'manifest/build.ts',
  guide: 'scripts/guide.ts',
  screenshots: 'scripts/screenshots.ts',
}

describe.concurrent.each(Object.entries(COMMANDS))('npm run %s', (name, file) => {
  it('prints its usage for --help', async () => {
    const { code, out, err } = await run([file, '--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(new RegExp(`^npm run ${name}\\b[\\s\\S]*--help`))
  })

  it('refuses a switch it does not know, and prints its usage', async () => {
    const { code, out, err } = await run([file, '--nonsense'])
    expect([code, out]).toEqual([64, ''])
    expect(err).toMatch(new RegExp(`--nonsense[\\s\\S]*npm run ${name}\\b`))
  })
})

it('npm test prints its usage for --help', async () => {
  expect(await run(['scripts/test.ts', '--help'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('npm test'),
  })
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
