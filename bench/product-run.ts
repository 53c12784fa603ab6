/** One backup by the real product in a process of its own, measured from outside. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Run } from '../server/contract/index.ts'
import { type Api, createApi } from '../server/testing/api.ts'
import { type Product, startProduct } from '../server/testing/product.ts'
import type { BenchTenant } from './tenant.ts'

/** The limiter is a promise to Microsoft, not to a benchmark at 0 ms: these lift it. */
export const UNLIMITED = { GRAPH_EXPORT_PER_SECOND: '100000', GRAPH_REQUESTS_PER_SECOND: '100000' }

export type Measured = {
  readonly run: Run
  /** From the start of the run to the last message durable and catalogued. */
  readonly messageSeconds: number
  /**
   * Messages a second while lanes have work: from a tenth of the people done to nine tenths. The end of a first run is
   * one long mailbox, read page after page, whatever the number of lanes.
   */
  readonly sustained: number
  readonly rssMb: number
}

export async function withProduct<T>(
  tenant: BenchTenant,
  env: Record<string, string>,
  work: (product: Product, api: Api) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chatvault-bench-'))
  const product = await startProduct(tenant, { port: 0, dataDir, quiet: true, env })
  try {
    return await work(
      product,
      createApi(product.url, () => tenant.operatorToken),
    )
  } finally {
    await product.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

export async function connect(api: Api, tenant: Pick<BenchTenant, 'app' | 'mailbox'>): Promise<void> {
  await api.send('PUT', '/api/connection', {
    applicationId: tenant.app.clientId,
    clientSecret: tenant.app.clientSecret,
    testMailbox: tenant.mailbox,
    monthlyMessageLimit: null,
    costAcknowledged: true,
  })
}

/**
 * Follows a run until its messages are durable and catalogued. Topics and images come after them, paced by limits of
 * Microsoft's that have nothing to do with us (one image a second per chat): the run is cancelled there.
 */
export async function backUp(
  api: Api,
  product: Product,
  strategy: Run['strategy'] = 'complete',
): Promise<Measured> {
  const { id } = await api.send<{ id: string }>('POST', '/api/runs', { strategy })
  const samples: Sample[] = []
  for (;;) {
    await delay(250)
    const run = await api.get<Run>(`/api/runs/${id}`)
    const { subjects, subjectsDone, fetched } = run.totals
    samples.push({ at: Date.now(), share: subjectsDone / Math.max(1, subjects), fetched })
    const past = run.stage !== null && !PROTECTING.has(run.stage)
    if (!past && run.endedAt === null) continue
    const begun = Date.parse(run.startedAt ?? run.createdAt)
    const messageSeconds = (Date.now() - begun) / 1000
    const rssMb = peakRssMb(product.pid)
    if (run.endedAt === null) await api.send('POST', `/api/runs/${id}/cancel`, {})
    return { run, messageSeconds, sustained: sustainedRate(samples), rssMb }
  }
}

/** Until every message is archived and compared with the chats. */
const PROTECTING: ReadonlySet<string> = new Set(['people', 'chats', 'messages', 'coverage'])

type Sample = { at: number; share: number; fetched: number }

function sustainedRate(samples: readonly Sample[]): number {
  const middle = samples.filter(({ share }) => share >= 0.1 && share <= 0.9)
  const [first] = middle
  const last = middle.at(-1)
  if (first === undefined || last === undefined || first === last) return 0
  return ((last.fetched - first.fetched) * 1000) / (last.at - first.at)
}

/** High-water mark of resident memory, from the kernel (proc(5), VmHWM). */
export function peakRssMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024)
}
