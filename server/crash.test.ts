import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import type { LedgerEntry, Quota, Run, Subject } from './contract/index.ts'
import { createApi } from './testing/api.ts'
import { placeEmbeddedCopy } from './testing/embedded-template.ts'
import { type Product, startProduct } from './testing/product.ts'
import { keyOf, readArchive, readTruth } from './testing/truth.ts'

/** Under each strategy. `KILLS=100 npm test -- server/crash.test.ts` for a long evening. */
const KILLS = Number(process.env.KILLS ?? 10)
/** Lifts our own pacing, so that a kill meets a page at work and not a pause. */
const FAST = { GRAPH_EXPORT_PER_SECOND: '10000', GRAPH_REQUESTS_PER_SECOND: '10000', BACKUP_LANES: '6' }

let sandbox: Sandbox
let dataDir: string
let product: Product
type Truth = ReturnType<Sandbox['truth']>

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, users: 20, messages: 4000, seed: 11, latencyMs: 120 })
  dataDir = await mkdtemp(join(tmpdir(), 'chatvault-crash-'))
  await placeEmbeddedCopy(dataDir)
  product = await start()
})

afterEach(async () => {
  await product?.stop()
  await sandbox?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const start = () => startProduct(sandbox, { port: 0, dataDir, quiet: true, env: FAST })
const api = () => createApi(product.url, () => sandbox.operatorToken('Mia'))

function billed(): number {
  const months = sandbox.truth().billed[sandbox.app.clientId] ?? {}
  return Object.values(months).reduce((sum, rows) => sum + rows, 0)
}

async function until(runId: string, reached: (run: Run) => boolean): Promise<Run> {
  for (;;) {
    const run = await api().get<Run>(`/api/runs/${runId}`)
    if (reached(run)) return run
    await delay(250)
  }
}

async function chargesInLedger(): Promise<number> {
  let sum = 0
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: LedgerEntry[]; next: string | null } = await api().get(
      `/api/quota/ledger?limit=500${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    for (const { kind, messages } of page.items) if (kind === 'charge') sum += messages
    cursor = page.next
  }
  return sum
}

/** Rows that a whole run returns, about, when nothing is killed. */
const ROWS = {
  complete: (truth: Truth) => truth.copies,
  'pay-once': (truth: Truth) => truth.messages,
} as const

test.each(['complete', 'pay-once'] as const)(
  'killed again and again in the middle of a run (%s), the archive equals the tenant and the limit was never exceeded',
  async (strategy) => {
    const rows = ROWS[strategy](sandbox.truth())
    // Killed pages are paid twice, so the limit is met before the end and raised once on the way.
    const firstLimit = Math.round(rows * 0.85)
    await api().send('PUT', '/api/connection', {
      applicationId: sandbox.app.clientId,
      clientSecret: sandbox.app.clientSecret,
      testMailbox: sandbox.operators[0]?.person.userPrincipalName,
      monthlyMessageLimit: firstLimit,
      costAcknowledged: true,
    })
    const { id } = await api().send<{ id: string }>('POST', '/api/runs', { strategy })

    let limit = firstLimit
    let metAtWork = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const before = await until(id, (run) => run.state !== 'queued')
      if (before.state === 'running') {
        const met = await until(
          id,
          (run) => run.totals.fetched > before.totals.fetched || run.state !== 'running',
        )
        await delay((kill * 37) % 150)
        if (met.state === 'running') metAtWork += 1
      } else if (before.state === 'suspended') {
        limit += Math.round(rows / 10)
        await api().send('PUT', '/api/quota', { monthlyMessageLimit: limit })
      } else break
      await product.kill()
      product = await start()
      expect(billed()).toBeLessThanOrEqual(limit)
    }

    expect(metAtWork).toBeGreaterThanOrEqual(5)

    await until(id, (run) => run.state !== 'running' && run.state !== 'queued')
    expect(billed()).toBeLessThanOrEqual(limit)
    await api().send('PUT', '/api/quota', { monthlyMessageLimit: limit + rows * 3 })
    const ended = await until(id, (run) => run.endedAt !== null)
    expect(ended.state).toMatch(/^completed/)

    const quota = await api().get<Quota>('/api/quota')
    expect(quota.reserved).toBe(0)
    expect(quota.used).toBeGreaterThanOrEqual(billed())
    expect(await chargesInLedger()).toBe(quota.used)
    await expectArchiveIsTenant(strategy, ended)
  },
  300_000 + KILLS * 10_000,
)

async function expectArchiveIsTenant(strategy: 'complete' | 'pay-once', { totals }: Run): Promise<void> {
  const { items: people } = await api().get<{ items: Subject[] }>('/api/subjects?limit=500&inScope=true')
  const inScope = new Set(people.map((person) => person.id))
  const truth = await readTruth(sandbox)
  const { versions, seenBy, damaged } = await readArchive(dataDir, sandbox.tenantId)
  expect(damaged).toEqual([])
  const archived = new Map(versions.map(({ message }) => [keyOf(message), message]))
  expect(versions.length).toBe(archived.size)
  expect(archived.size).toBe(truth.length)
  for (const { message, owners } of truth) {
    expect(archived.get(keyOf(message))).toEqual(message)
    const readers = owners.filter((owner) => inScope.has(owner))
    const seen = seenBy.get(keyOf(message)) ?? new Set()
    if (strategy === 'complete') expect(seen).toEqual(new Set(readers))
    else expect(readers).toEqual(expect.arrayContaining([...seen]))
  }
  expect(totals.added + totals.revised).toBe(versions.length)
}
