/** End to end at 0 ms latency: fetched, paid, sealed with fsync, catalogued. Rows are what Graph returns and bills. */
import { drainRate } from './drain.ts'
import { backUp, connect, UNLIMITED, withProduct } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { startTenant } from './tenant.ts'

/** Graph's own: 200 requests/s × 50 rows (Learn: Teams throttling limits). */
const CEILING = 10_000

export async function benchBackup(): Promise<Result> {
  const tenant = await startTenant([
    '--users',
    '500',
    '--messages',
    process.env.BENCH_MESSAGES ?? '200000',
    '--seed',
    '7',
  ])
  try {
    const floor = await drainRate(tenant)
    const { run, messageSeconds, rssMb } = await withProduct(tenant, UNLIMITED, async (product, api) => {
      await connect(api, tenant)
      return backUp(api, product)
    })
    const value = run.totals.fetched / messageSeconds
    return {
      bench: 'backup',
      value: rounded(value),
      unit: 'messages/s',
      floor: rounded(floor),
      ratio: rounded(value / floor),
      rssMb,
      ceiling: CEILING,
      fetched: run.totals.fetched,
      distinct: run.totals.added,
      distinctPerSecond: rounded(run.totals.added / messageSeconds),
      seconds: rounded(messageSeconds),
    }
  } finally {
    await tenant.stop()
  }
}
