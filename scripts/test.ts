/**
 * `npm test`: makes sure Chromium is there, runs every test, and ends with the one line tools read:
 * `N passed, N failed, N skipped`.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from '../sandbox/teams/browser.ts'

const USAGE = `npm test -- [PATH …] [switches of vitest]      runs all tests, or those under PATH

  npm test -- server/books            one folder
  npm test -- -t 'a sentence'         by name
  --help`

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  console.log(USAGE)
  process.exit(0)
}

/** Debian's own Chromium; installed when it is missing and we may. */
function ensureChromium(): void {
  if (findBrowser() !== undefined) return
  if (process.getuid?.() !== 0) {
    console.error(
      'Chromium is missing: the end-to-end tests will fail. Install it: sudo apt-get install chromium chromium-headless-shell',
    )
    return
  }
  console.error(
    'Installing Chromium for the end-to-end tests (apt-get install chromium chromium-headless-shell) …',
  )
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
  execFileSync(
    'apt-get',
    [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'chromium-headless-shell',
      'fonts-noto-color-emoji',
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    },
  )
}

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  success: boolean
}

/**
 * A folder for what the tests write. Most of it are databases, copied and synchronized again and again: in memory where there
 * is room, which saves a second of each copy.
 */
function createFolder(): string {
  const folder = mkdtempSync(join(hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'chatvault-test-'))
  // A PostgreSQL that root starts runs as someone else.
  chmodSync(folder, 0o755)
  return folder
}

const IN_MEMORY = '/dev/shm'
const ROOM_BYTES = 4 * 2 ** 30

function hasRoom(folder: string): boolean {
  if (!existsSync(folder) || freemem() < 2 * ROOM_BYTES) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= ROOM_BYTES
}

function runVitest(folder: string, report: string): Promise<number> {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TMPDIR: folder },
  })
  // Who stops the tests still has the folder cleared away.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
}

ensureChromium()
const folder = createFolder()
const file = join(folder, 'report.json')
const code = await runVitest(folder, file)
if (existsSync(file)) {
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const skipped = report.numPendingTests + report.numTodoTests
  if (code !== 0 && report.numFailedTests === 0)
    console.log('No test failed, but something outside the tests did: it is described above.')
  console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped`)
} else console.log('The tests ended before they were counted: the reason is above.')
rmSync(folder, { recursive: true, force: true })
process.exitCode = code
