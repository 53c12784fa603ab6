/**
 * Rows charged for each distinct message, by pay-once and by reading every copy: for a company with groups of the usual size,
 * and for one whose groups have nine members on average.
 */
import type { Run } from '../server/contract/index.ts'
import { backUp, connect, UNLIMITED, withProduct } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { type BenchTenant, startTenant } from './tenant.ts'

export async function benchBilling(): Promise<Result> {
  const usual = await billed([])
  const large = await billed(['--group-size', '9'])
  return {
    bench: 'billing',
    value: rounded(usual.once),
    unit: 'charged/distinct',
    peer: rounded(usual.all),
    peerRatio: rounded(usual.once / usual.all),
    distinct: usual.distinct,
    largeGroups: rounded(large.once),
    largeGroupsComplete: rounded(large.all),
  }
}

async function billed(flags: readonly string[]) {
  const tenant = await startTenant(['--users', '50', '--messages', '10000', '--seed', '7', ...flags])
  try {
    const once = await totalsBy(tenant, 'pay-once')
    const all = await totalsBy(tenant, 'complete')
    if (once.added !== all.added) throw new Error(`pay-once: ${once.added} messages, not ${all.added}`)
    return { once: once.charged / once.added, all: all.charged / all.added, distinct: all.added }
  } finally {
    await tenant.stop()
  }
}

async function totalsBy(tenant: BenchTenant, strategy: Run['strategy']): Promise<Run['totals']> {
  const { run } = await withProduct(tenant, UNLIMITED, async (product, api) => {
    await connect(api, tenant)
    return backUp(api, product, strategy)
  })
  return run.totals
}
