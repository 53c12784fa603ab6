/** SIGKILL in the middle of a backup: seconds from the new start to reading again, and rows that were fetched twice. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../server/contract/index.ts'
import { type Api, createApi } from '../server/testing/api.ts'
import { type Product, startProduct } from '../server/testing/product.ts'
import { connect, UNLIMITED } from './product-run.ts'
import { type Result, rounded } from './result.ts'
import { type BenchTenant, startTenant } from './tenant.ts'

const LANES = 40

export async function benchResume(): Promise<Result> {
  const tenant = await startTenant([
    '--users',
    '200',
    '--messages',
    '40000',
    '--seed',
    '7',
    '--latency-ms',
    '20',
  ])
  const dataDir = mkdtempSync(join(tmpdir(), 'chatvault-bench-'))
  const start = () =>
    startProduct(tenant, {
      port: 0,
      dataDir,
      quiet: true,
      env: { ...UNLIMITED, BACKUP_LANES: String(LANES) },
    })
  let product = await start()
  try {
    const id = await begin(product, tenant)
    const before = await until(apiOf(product, tenant), id, (run) => run.totals.fetched > 30_000)
    await product.kill()
    const begun = Date.now()
    product = await start()
    await until(apiOf(product, tenant), id, (run) => run.totals.fetched > before.totals.fetched)
    const seconds = (Date.now() - begun) / 1000
    const end = await until(apiOf(product, tenant), id, (run) => run.endedAt !== null)
    const extraRows = end.totals.charged - end.totals.fetched
    return {
      bench: 'resume',
      value: rounded(seconds),
      unit: 's',
      extraRows,
      lanes: LANES,
      extraPagesPerLane: rounded(extraRows / 50 / LANES),
    }
  } finally {
    await product.stop()
    await tenant.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function apiOf(product: Product, tenant: BenchTenant): Api {
  return createApi(product.url, () => tenant.operatorToken)
}

async function begin(product: Product, tenant: BenchTenant): Promise<string> {
  const api = apiOf(product, tenant)
  await connect(api, tenant)
  return (await api.send<{ id: string }>('POST', '/api/runs', {})).id
}

async function until(api: Api, id: string, reached: (run: Run) => boolean): Promise<Run> {
  for (;;) {
    const run = await api.get<Run>(`/api/runs/${id}`)
    if (reached(run)) return run
    await delay(250)
  }
}
