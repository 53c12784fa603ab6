/** The same benchmark of another checkout, on the same machine, right after ours. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Result, rounded } from './result.ts'

/** `directory`: a checkout whose packages are installed. Throws with what it said when its benchmark fails. */
export async function withBaseline(directory: string, ours: Result): Promise<Result> {
  const { value, rssMb } = await benchOf(directory, ours.bench)
  return {
    ...ours,
    baseline: value,
    baselineRatio: rounded(ours.value / value),
    ...(rssMb !== undefined &&
      ours.rssMb !== undefined && { baselineRssMb: rssMb, baselineRssRatio: rounded(ours.rssMb / rssMb) }),
  }
}

async function benchOf(directory: string, name: string): Promise<Result> {
  const cwd = resolve(directory)
  if (!existsSync(join(cwd, 'bench/main.ts'))) throw new Error(`There are no benchmarks in ${cwd}`)
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/main.ts', name], {
    cwd,
    maxBuffer: 16 * 1024 * 1024,
  })
  const line = stdout.split('\n').find((one) => one.startsWith('{'))
  if (line === undefined) throw new Error(`The benchmark ${name} of ${cwd} printed no result`)
  return JSON.parse(line) as Result
}
