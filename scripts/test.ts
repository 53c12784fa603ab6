/**
 * `npm test`: makes sure Chromium is there, runs every test, and ends with the one line tools read:
 * `N passed, N failed, N skipped`.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const USAGE = `npm test -- [PATH …] [switches of vitest]      runs all tests, or those under PATH

  npm test -- server/books            one folder
  npm test -- -t 'a sentence'         by name
  --help`

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  console.log(USAGE)
  process.exit(0)
}

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Debian's own Chromium; installed when it is missing and we may. */
function ensureChromium(): void {
  if (CHROMIUM.some(existsSync)) return
  if (process.getuid?.() !== 0) {
    console.error(
      'Chromium is missing: the end-to-end tests will fail. Install it: sudo apt-get install chromium',
    )
    return
  }
  console.error('Installing Chromium for the end-to-end tests (apt-get install chromium) …')
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
  execFileSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'],
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

function runVitest(report: string): Promise<number> {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], { stdio: 'inherit' })
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)))
}

ensureChromium()
const folder = mkdtempSync(join(tmpdir(), 'chatvault-test-'))
const file = join(folder, 'report.json')
const code = await runVitest(file)
if (existsSync(file)) {
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const skipped = report.numPendingTests + report.numTodoTests
  console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped`)
}
rmSync(folder, { recursive: true, force: true })
process.exitCode = code
