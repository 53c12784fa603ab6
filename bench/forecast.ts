/**
 * How good forecasts are: many seeded tenants, each forecast before its first backup, and compared with what that backup
 * read. Strategies take turns. Chats of nobody, short pages and empty pages are what the sandbox makes of a seed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../sandbox/index.ts'
import type { Forecast, Run } from '../server/contract/index.ts'
import { createApi } from '../server/testing/api.ts'
import { placeEmbeddedCopy } from '../server/testing/embedded-template.ts'
import { startProduct } from '../server/testing/product.ts'
import { backUp, connect, UNLIMITED } from './product-run.ts'
import { type Result, rounded } from './result.ts'

/** Contract of the product: so many of a hundred within the range, and so far off in the median, in percent. */
const WITHIN = 95
const OFF = 20
const AT_ONCE = 2

export type Compared = {
  readonly seed: number
  readonly strategy: Run['strategy']
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly fetched: number
}

export async function benchForecast(tenants: number): Promise<Result> {
  const compared: Compared[] = []
  const seeds = Array.from({ length: tenants }, (_, at) => 1000 + at)
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        const one = await compare(seed)
        process.stderr.write(`${JSON.stringify(one)}\n`)
        compared.push(one)
      }
    }),
  )
  const within = compared.filter(({ low, high, fetched }) => low <= fetched && fetched <= high)
  return {
    bench: 'forecast',
    value: rounded((100 * within.length) / compared.length),
    unit: '% within range',
    floor: WITHIN,
    tenants: compared.length,
    medianErrorPercent: rounded(medianError(compared)),
    medianErrorAllowed: OFF,
    medianErrorPayOnce: rounded(medianError(compared.filter(({ strategy }) => strategy === 'pay-once'))),
    medianErrorComplete: rounded(medianError(compared.filter(({ strategy }) => strategy === 'complete'))),
  }
}

/** A tenant of its own, with a product that knows nothing yet. */
async function compare(seed: number): Promise<Compared> {
  const strategy = seed % 2 === 0 ? 'pay-once' : 'complete'
  const users = 4 + ((seed * 7) % 12)
  const messages = 150 + ((seed * 131) % 600)
  const sandbox = await startSandbox({ port: 0, seed, users, messages })
  const dataDir = mkdtempSync(join(tmpdir(), 'chatvault-bench-'))
  try {
    await placeEmbeddedCopy(dataDir)
    const product = await startProduct(sandbox, { port: 0, dataDir, quiet: true, env: UNLIMITED })
    try {
      const api = createApi(product.url, () => sandbox.operatorToken('Mia'))
      const mailbox = sandbox.operators[0]?.person.userPrincipalName ?? ''
      await connect(api, { app: sandbox.app, mailbox })
      const forecast = await api.send<Forecast>('POST', '/api/forecasts', { strategy })
      const expected = forecast.strategies[0]?.messages ?? { low: 0, likely: 0, high: 0 }
      const { run } = await backUp(api, product, strategy)
      return { seed, strategy, ...expected, fetched: run.totals.fetched }
    } finally {
      await product.kill()
    }
  } finally {
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Percent of what came. */
function medianError(compared: readonly Compared[]): number {
  const errors = compared
    .map(({ likely, fetched }) => (100 * Math.abs(likely - fetched)) / Math.max(1, fetched))
    .sort((a, b) => a - b)
  const middle = Math.floor(errors.length / 2)
  return errors.length % 2 === 1
    ? (errors[middle] ?? 0)
    : ((errors[middle - 1] ?? 0) + (errors[middle] ?? 0)) / 2
}
