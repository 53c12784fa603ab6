/**
 * `npm run test:steady`: the whole suite again and again, until it is red or has been green as often as was asked. A test
 * that fails now and then shows here.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const USAGE = `npm run test:steady -- [TIMES]      runs all tests ten times, or TIMES; stops at the first red

  --help`

const TEST = join(import.meta.dirname, 'test.ts')
const EX_USAGE = 64

const [times = '10', ...more] = process.argv.slice(2)
if (times === '--help' || times === '-h') {
  console.log(USAGE)
} else if (!/^[1-9]\d*$/.test(times) || more.length > 0) {
  console.error(`Unknown: ${[times, ...more].join(' ')}\n\n${USAGE}`)
  process.exitCode = EX_USAGE
} else {
  process.exitCode = repeat(Number(times))
}

/** Answers with the exit code of the last. */
function repeat(wanted: number): number {
  const lines: string[] = []
  for (let time = 1; time <= wanted; time++) {
    const from = performance.now()
    const { status } = spawnSync(process.execPath, [TEST], { stdio: 'inherit' })
    const minutes = ((performance.now() - from) / 60_000).toFixed(1)
    lines.push(`${time} of ${wanted}: ${status === 0 ? 'green' : 'red'}, ${minutes} min`)
    console.log(`\n${lines.join('\n')}\n`)
    if (status !== 0) return status ?? 1
  }
  return 0
}
