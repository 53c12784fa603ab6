/**
 * Distinct messages a second of a whole first run, at Microsoft's published limits and 100 ms a request: by pay-once, and by
 * reading every copy in the same run.
 */
import type { Run } from '../server/contract/index.ts'
import { backUp, connect, withProduct } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { type BenchTenant, startTenant } from './tenant.ts'

export async function benchProtect(): Promise<Result> {
  const tenant = await startTenant([
    ...[
      '--users',
      process.env.BENCH_USERS ?? '100',
      '--messages',
      process.env.BENCH_MESSAGES ?? '200000',
      '--seed',
      '7',
    ],
    ...['--latency-ms', '100', '--throttle-rps', '200'],
  ])
  try {
    const once = await protect(tenant, 'pay-once')
    const all = await protect(tenant, 'complete')
    return {
      bench: 'protect',
      value: rounded(once.rate),
      unit: 'distinct/s',
      peer: rounded(all.rate),
      peerRatio: rounded(once.rate / all.rate),
      rssMb: once.rssMb,
      distinct: once.distinct,
      seconds: rounded(once.seconds),
      billed: rounded(once.charged / once.distinct),
      billedComplete: rounded(all.charged / all.distinct),
    }
  } finally {
    await tenant.stop()
  }
}

async function protect(tenant: BenchTenant, strategy: Run['strategy']) {
  const { run, messageSeconds, rssMb } = await withProduct(tenant, {}, async (product, api) => {
    await connect(api, tenant)
    return backUp(api, product, strategy)
  })
  const { added, charged } = run.totals
  return { rate: added / messageSeconds, distinct: added, charged, seconds: messageSeconds, rssMb }
}
