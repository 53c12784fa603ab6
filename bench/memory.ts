/** Peak resident memory of the product at 50,000 and at ten times as many messages: it must not grow with them. */
import { backUp, connect, UNLIMITED, withProduct } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { startTenant } from './tenant.ts'

async function peakAt(messages: number): Promise<number> {
  const tenant = await startTenant(['--users', '100', '--messages', String(messages), '--seed', '7'])
  try {
    return await withProduct(tenant, UNLIMITED, async (product, api) => {
      await connect(api, tenant)
      return (await backUp(api, product)).rssMb
    })
  } finally {
    await tenant.stop()
  }
}

export async function benchMemory(): Promise<Result> {
  const small = await peakAt(50_000)
  const large = await peakAt(500_000)
  return {
    bench: 'memory',
    value: large,
    unit: 'MB',
    floor: small,
    ratio: rounded(large / small),
    rssMb: large,
  }
}
