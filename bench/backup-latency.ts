/** With 100 ms per request and the published limits enforced: the share of Graph's ceiling that is reached. */
import { drainRate } from './drain.ts'
import { backUp, connect, withProduct } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { startTenant } from './tenant.ts'

const CEILING = 10_000
const PEER_SECONDS = '20'

export async function benchBackupLatency(): Promise<Result> {
  const tenant = await startTenant([
    ...['--users', '400', '--messages', '60000', '--seed', '7'],
    ...['--latency-ms', '100', '--throttle-rps', '200'],
  ])
  try {
    const peer = await drainRate(tenant, ['--peer', '--seconds', PEER_SECONDS])
    const { run, messageSeconds, sustained, rssMb } = await withProduct(tenant, {}, async (product, api) => {
      await connect(api, tenant)
      return backUp(api, product)
    })
    const value = sustained
    return {
      bench: 'backup-latency',
      value: rounded(value),
      unit: 'messages/s',
      floor: CEILING,
      ratio: rounded(value / CEILING),
      peer: rounded(peer),
      peerRatio: rounded(value / peer),
      rssMb,
      fetched: run.totals.fetched,
      wholeRun: rounded(run.totals.fetched / messageSeconds),
      seconds: rounded(messageSeconds),
    }
  } finally {
    await tenant.stop()
  }
}
