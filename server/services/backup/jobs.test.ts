import { sql } from 'kysely'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { messageOf, temporaryArchive } from '../../archive/testing.ts'
import { createBilling } from '../../books/create-billing.ts'
import { createConnections } from '../../books/create-connections.ts'
import { createFences } from '../../books/create-fences.ts'
import { createLedger } from '../../books/create-ledger.ts'
import { createRuns } from '../../books/create-runs.ts'
import { createTenants } from '../../books/create-tenants.ts'
import { upsertSubjects } from '../../catalog/recording-subjects.ts'
import type { Graph } from '../../graph/graph.ts'
import { meteredGraph } from '../../graph/metered.ts'
import { startQueue } from '../../queue/start-queue.ts'
import { systemClock as clock } from '../../system-clock.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { createAllowances } from './allowances.ts'
import { BACKUP, BACKUP_WAKE, createBackupJobs, workOnBackups } from './jobs.ts'
import { createMeter } from './meter.ts'
import { createRunRegistry } from './run-registry.ts'
import { createRunService } from './runs.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const tenantOf = (n: number) => `aaaaaaaa-0000-4000-8000-00000000000${n}`
const SUBJECT = {
  ...{
    id: 'ann',
    displayName: 'Ann',
    userPrincipalName: 'ann',
    mail: null,
    enabled: true,
    userType: 'Member',
  },
}

/** Everything real but Microsoft 365: every tenant has one person, whose messages never end. */
async function product(tenants: number, turnMs: number) {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  const { archive, remove } = await temporaryArchive(clock)
  const errors: unknown[] = []
  const queues = { [BACKUP]: 'after', [BACKUP_WAKE]: 'once' } as const
  const queue = await startQueue({ database, queues, onError: (error) => errors.push(error) })
  cleanups.push(
    dir.remove,
    remove,
    () => database.close(),
    () => queue.stop(10_000),
  )

  const ledger = createLedger(database, clock)
  const runs = createRuns(database, clock)
  const connections = createConnections(database)
  for (let n = 1; n <= tenants; n += 1) {
    await createTenants(database, clock).ensure(tenantOf(n))
    const quota = { monthlyLimit: null, pricePerMessage: '0', currency: 'USD', regime: 'metered' as const }
    await ledger.changeQuota(tenantOf(n), { to: quota, first: quota })
  }

  const allowances = createAllowances({ archive, ledger })
  const pages = new Map<string, number>()
  let sent = 0
  const openGraph = async (tenantId: string) => {
    const endless: Partial<Graph> = {
      async *chatsOf() {},
      async exportPage({ top = 50 }) {
        await clock.wait(20)
        pages.set(tenantId, (pages.get(tenantId) ?? 0) + 1)
        sent += 1
        const row = messageOf(String(1_700_000_000_000 + sent), { chatId: '19:ann@unq.gbl.spaces' })
        return { rows: [row], next: `https://graph.microsoft.com/v1.0/next?skip=${sent}`, top } as never
      },
    }
    return meteredGraph(endless as Graph, createMeter({ ledger, clock, workerId: 'A', allowances }, tenantId))
  }
  const registry = createRunRegistry()
  const jobs = createBackupJobs({ queue, runs, clock })
  const people = {
    readDirectory: (tenantId: string) => upsertSubjects(database.kysely, tenantId, [SUBJECT], clock.now()),
    subjectsInScope: async () => [SUBJECT],
    firstIds: async () => [],
  }
  const work = () =>
    workOnBackups({
      ...{
        database,
        runs,
        ledger,
        allowances,
        connections,
        archive,
        people,
        clock,
        time: { isFresh: () => true, earliest: () => clock.now(), leadMs: () => 0 },
        queue,
        jobs,
        registry,
        openGraph,
        turnMs,
      },
      ...{
        billing: createBilling(database),
        workerId: 'A',
        lanes: 2,
        room: { demand: async () => {} },
        liveWorkers: async () => ['A'],
      },
    })
  let ids = 0
  const parts = {
    ...{ database, runs, ledger, registry, clock, fences: createFences(database) },
    connections: { ...connections, find: async () => ({}) as never },
    newRunId: () => `run-${++ids}`,
    enqueue: jobs.enqueue,
    displayNames: async () => new Map(),
    conversationNames: async () => new Map<string, string>(),
    imagesWanted: async () => ({ wanted: 0, largestChat: 0 }),
  }
  const service = createRunService(parts)
  const mia = (n: number) => ({ tenantId: tenantOf(n), id: 'mia', name: 'Mia', roles: ['admin' as const] })
  return { database, runs, jobs, parts, service, mia, work, pages, errors }
}

describe('backups of several tenants', () => {
  it('take turns: a fifth one does not wait for four long ones to end', { timeout: 60_000 }, async () => {
    const p = await product(5, 300)
    await p.work()
    for (let n = 1; n <= 5; n += 1) await p.service.start(p.mia(n), { strategy: 'complete' })
    await vi.waitFor(() => expect(p.pages.size).toBe(5), { timeout: 20_000, interval: 50 })
    // Those that gave way come back, where they were.
    const before = new Map(p.pages)
    await vi.waitFor(
      () => {
        for (let n = 1; n <= 5; n += 1)
          expect(p.pages.get(tenantOf(n))).toBeGreaterThan(before.get(tenantOf(n)) ?? 0)
      },
      { timeout: 20_000, interval: 50 },
    )
    for (const run of await p.runs.listOpen()) expect(run).toMatchObject({ state: 'running', reason: null })
    expect(p.errors).toEqual([])
  })

  it('have one job each, however often they are asked for', { timeout: 60_000 }, async () => {
    const p = await product(2, 60_000)
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () => p.service.start(p.mia(1), { strategy: 'complete' })),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const jobsOf = async () => {
      const { rows } = await sql<{ jobs: number }>`
        select count(*) as jobs from queue.job where name = ${BACKUP}`.execute(p.database.kysely)
      return rows[0]?.jobs
    }
    expect(await jobsOf()).toBe(1)
    await p.work()
    await vi.waitFor(() => expect(p.pages.size).toBe(1), { timeout: 10_000 })
    await Promise.all(Array.from({ length: 6 }, () => p.jobs.enqueue({ id: 'run-1', tenantId: tenantOf(1) })))
    expect(await jobsOf()).toBe(2)
    // The other workers are still free: of the second job none is waiting inside a slot.
    await p.service.start(p.mia(2), { strategy: 'complete' })
    await vi.waitFor(() => expect(p.pages.size).toBe(2), { timeout: 10_000 })
  })

  it('are begun together with their job, or not at all', async () => {
    const p = await product(1, 60_000)
    const enqueue = async () => {
      throw new Error('the queue is not there')
    }
    const service = createRunService({ ...p.parts, enqueue })
    await expect(service.start(p.mia(1), { strategy: 'complete' })).rejects.toThrow('the queue is not there')
    expect(await p.runs.findOpen(tenantOf(1))).toBeUndefined()
  })
})
