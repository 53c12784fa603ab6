/**
 * `npm run test:install`: installs what a server needs (`npm ci --omit=dev`) in a clean folder with the system's own Node
 * and npm, starts it there as a server would, and ends it. Takes most of a minute and the network, so it isn't a part of
 * `npm test`.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readCommandLine } from '../server/cli/command-line.ts'
import { buildTabIfMissing, TAB_DIR } from '../server/process/build-tab.ts'
import { freePort } from '../server/testing/product.ts'

const USAGE = `npm run test:install      installs and starts what a server needs, in a clean folder

  Prints seconds and megabytes, and fails above 350 MB, or when the server doesn't start, answer and end.
  --keep            keeps the folder
  --help`

const LONGEST_START_MS = 120_000
const MOST_MB = 350
const MB = 2 ** 20
const ROOT = join(import.meta.dirname, '..')

const { values } = readCommandLine(USAGE, { keep: { type: 'boolean', default: false } })
const folder = mkdtempSync(join(tmpdir(), 'chatvault-install-'))
process.on('exit', () => values.keep || rmSync(folder, { recursive: true, force: true }))
const environment = ownEnvironment()

copySources()
const installed = timed(() => npm('ci', '--omit=dev', '--prefer-offline'))
const mb = Math.round(bytesIn(join(folder, 'node_modules')) / MB)
console.log(`npm ci --omit=dev: ${installed.toFixed(0)} s, ${mb} MB`)
for (const command of ['archive', 'books', 'keys', 'doctor', 'package', 'register', 'catalog:rebuild'])
  npm('run', '--silent', command, '--', '--help')
const port = await freePort()
refuseWithoutTab()
await copyTab()
const started = await startAndEnd()
console.log(`npm start: ready after ${started.toFixed(1)} s; ended with SIGTERM`)
if (mb > MOST_MB) fail(`the packages have ${mb} MB, more than ${MOST_MB}`)

function copySources(): void {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
  for (const file of files.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(ROOT, file), join(folder, file))
  }
}

/** As the container's last stage gets it. */
async function copyTab(): Promise<void> {
  await buildTabIfMissing()
  cpSync(TAB_DIR, join(folder, 'tab', 'dist'), { recursive: true })
}

function refuseWithoutTab(): void {
  const { status, stderr } = spawnSync('npm', ['start'], { cwd: folder, env: settings(), encoding: 'utf8' })
  if (status !== 1 || !stderr.includes('npm run build'))
    fail(`npm start without a tab ended with ${status} and said: ${stderr}`)
}

function settings(): Record<string, string> {
  return {
    ...environment,
    TAB_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'warn',
  }
}

/** Without what npm and this checkout put there: the system's Node comes first again. */
function ownEnvironment(): Record<string, string> {
  const path = (process.env.PATH ?? '').split(delimiter).filter((part) => !part.includes('node_modules'))
  return { PATH: path.join(delimiter), HOME: process.env.HOME ?? folder }
}

function npm(...args: string[]): void {
  try {
    execFileSync('npm', args, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (thrown) {
    fail(`npm ${args.join(' ')} failed: ${(thrown as { stderr?: Buffer }).stderr}`)
  }
}

/** Seconds from nothing to /readyz. */
async function startAndEnd(): Promise<number> {
  const server = spawn('npm', ['start'], {
    cwd: folder,
    env: settings(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(server, 'exit')
  const begun = performance.now()
  await untilReady(`http://127.0.0.1:${port}/readyz`, server)
  const seconds = (performance.now() - begun) / 1000
  server.kill('SIGTERM')
  await ended
  return seconds
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + LONGEST_START_MS
  while (server.exitCode === null && performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await delay(100)
  }
  server.kill('SIGKILL')
  fail('npm start wasn’t ready')
}

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return (performance.now() - begun) / 1000
}

function bytesIn(directory: string): number {
  const said = execFileSync('du', ['-sk', directory], { encoding: 'utf8' })
  return Number.parseInt(said, 10) * 1024
}

function fail(why: string): never {
  console.error(`The installation doesn’t work: ${why}`)
  process.exit(1)
}
