/** Rows charged for each distinct message. The strategy `complete` reads every copy, so this is the mean number of copies. */
import { backUp, connect, UNLIMITED, withProduct } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { startTenant } from './tenant.ts'

export async function benchBilling(): Promise<Result> {
  const tenant = await startTenant(['--users', '50', '--messages', '10000', '--seed', '7'])
  try {
    const { run } = await withProduct(tenant, UNLIMITED, async (product, api) => {
      await connect(api, tenant)
      return backUp(api, product)
    })
    const { charged, added } = run.totals
    return {
      bench: 'billing',
      value: rounded(charged / added),
      unit: 'charged/distinct',
      strategy: 'complete',
      charged,
      distinct: added,
    }
  } finally {
    await tenant.stop()
  }
}
