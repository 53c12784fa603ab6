import { sql } from 'kysely'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { messageOf, temporaryArchive } from '../../archive/testing.ts'
import { createBilling } from '../../books/billing.ts'
import { createConnections } from '../../books/connections.ts'
import { createLedger } from '../../books/create-ledger.ts'
import { createRuns } from '../../books/create-runs.ts'
import { createFences } from '../../books/fences.ts'
import { createTenants } from '../../books/tenants.ts'
import { upsertSubjects } from '../../catalog/recording-subjects.ts'
import type { Graph } from '../../graph/graph.ts'
import { meteredGraph } from '../../graph/metered.ts'
import { systemClock as clock } from '../../process/system-clock.ts'
import { startQueue } from '../../queue/start-queue.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { createAllowances } from '../metering/allowances.ts'
import { createMeter } from '../metering/meter.ts'
import { BACKUP, BACKUP_WAKE, createBackupJobs, resumeRuns, resumeSuspended, workOnBackups } from './jobs.ts'
import { createRunRegistry } from './run-registry.ts'
import { createRunService } from './runs.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const tenantOf = (n: number) => `aaaaaaaa-0000-4000-8000-00000000000${n}`
const SUBJECT = {
  id: 'ann',
  displayName: 'Ann',
  userPrincipalName: 'ann',
  mail: null,
  enabled: true,
  userType: 'Member',
}

const QUOTA = { monthlyLimit: null, pricePerMessage: '0', currency: 'USD', regime: 'metered' } as const

/**
 * Everything real but Microsoft 365: every tenant has one person, whose messages never end, unless `describing` is what its
 * chats wait for. `looks` counts how often it was asked whether others wait for a worker.
 */
async function product(tenants: number, turnMs: number, describing?: Promise<void>) {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  const { archive, remove } = await temporaryArchive(clock)
  const errors: unknown[] = []
  const queues = { [BACKUP]: 'after', [BACKUP_WAKE]: 'once' } as const
  const started = await startQueue({ database, queues, onError: (error) => errors.push(error) })
  let looks = 0
  const isWaiting = async (name: string) => {
    looks += 1
    return started.isWaiting(name)
  }
  const queue = { ...started, isWaiting }
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
    await ledger.changeQuota(tenantOf(n), { to: QUOTA, first: QUOTA })
  }

  const allowances = createAllowances({ archive, ledger })
  const pages = new Map<string, number>()
  let sent = 0
  let begun = 0
  let described = 0
  const openGraph = async (tenantId: string) => {
    begun += 1
    const endless: Partial<Graph> = {
      async *chatsOf() {
        described += 1
        await describing
        yield []
      },
      async exportPage({ top = 50 }) {
        await clock.wait(20)
        pages.set(tenantId, (pages.get(tenantId) ?? 0) + 1)
        sent += 1
        const row = messageOf(String(1_700_000_000_000 + sent), { chatId: '19:ann@unq.gbl.spaces' })
        const next = describing ? undefined : `https://graph.microsoft.com/v1.0/next?skip=${sent}`
        return { rows: [row], next, top } as never
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
      billing: createBilling(database),
      workerId: 'A',
      lanes: 2,
      room: { demand: async () => {} },
      liveWorkers: async () => ['A'],
    })
  /** Queues of the jobs that wait or run. */
  const queued = async () => {
    const { rows } = await sql<{ name: string }>`
      select name from queue.job where state in ('created', 'retry', 'active') and singleton_key like 'run-%' order by name`.execute(
      database.kysely,
    )
    return rows.map(({ name }) => name)
  }
  let ids = 0
  const parts = {
    database,
    runs,
    ledger,
    registry,
    clock,
    fences: createFences(database),
    connections: { ...connections, find: async () => ({}) as never },
    newRunId: () => `run-${++ids}`,
    enqueue: jobs.enqueue,
    displayNames: async () => new Map(),
    conversationNames: async () => new Map<string, string>(),
    strategyOf: async () => 'complete' as const,
    imagesWanted: async () => ({ wanted: 0, largestChat: 0 }),
  }
  const service = createRunService(parts)
  const mia = (n: number) => ({ tenantId: tenantOf(n), id: 'mia', name: 'Mia', roles: ['admin' as const] })
  const counts = () => ({ looks, begun, described })
  return { database, runs, ledger, jobs, registry, parts, service, mia, work, queued, pages, errors, counts }
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

  it('keep their worker while nobody waits for it', async () => {
    const p = await product(1, 20)
    await p.work()
    await p.service.start(p.mia(1), { strategy: 'complete' })
    await vi.waitFor(() => expect(p.counts().begun).toBe(1), { timeout: 10_000 })
    const { looks } = p.counts()
    await vi.waitFor(() => expect(p.counts().looks).toBeGreaterThan(looks + 5), { timeout: 10_000 })
    expect(p.counts().begun).toBe(1)
  })

  it('keep their worker once all messages are read: what comes then would begin anew', async () => {
    const gate = Promise.withResolvers<void>()
    const p = await product(5, 20, gate.promise)
    await p.work()
    for (let n = 1; n <= 4; n += 1) await p.service.start(p.mia(n), { strategy: 'complete' })
    await vi.waitFor(() => expect(p.counts().described).toBe(4), { timeout: 20_000 })
    await p.service.start(p.mia(5), { strategy: 'complete' })
    const { looks } = p.counts()
    await vi.waitFor(() => expect(p.counts().looks).toBeGreaterThan(looks + 12), { timeout: 10_000 })
    expect(p.pages.size).toBe(4)
    gate.resolve()
    await vi.waitFor(() => expect(p.pages.size).toBe(5), { timeout: 10_000 })
  })

  it('come again a little later where this process is still at work on them, and occupy no worker until then', async () => {
    const p = await product(1, 60_000)
    const gate = Promise.withResolvers<void>()
    const before = p.registry.take('run-1', () => gate.promise)
    await p.service.start(p.mia(1), { strategy: 'complete' })
    await p.work()
    const later = async () => {
      const { rows } = await sql<{ later: boolean }>`
        select start_after > now() as later from queue.job where name = ${BACKUP} and state = 'created'
      `.execute(p.database.kysely)
      return rows
    }
    await vi.waitFor(async () => expect(await later()).toEqual([{ later: true }]), { timeout: 10_000 })
    expect(p.pages.size).toBe(0)
    gate.resolve()
    await before
  })

  it('go on when the limit was raised, also when whoever raised it died before waking them', async () => {
    const p = await product(1, 60_000)
    const limit = (monthlyLimit: number) =>
      p.ledger.changeQuota(tenantOf(1), { to: { monthlyLimit }, first: QUOTA })
    const resume = () => resumeSuspended({ ...p, clock })
    const state = async () => (await p.runs.find(tenantOf(1), 'run-1'))?.state
    await limit(120)
    await p.work()
    await p.service.start(p.mia(1), { strategy: 'complete' })
    await vi.waitFor(async () => expect(await state()).toBe('suspended'), { timeout: 20_000, interval: 50 })
    const read = p.pages.get(tenantOf(1)) ?? 0
    await resume()
    expect(await p.queued()).toEqual([BACKUP_WAKE])
    await limit(100_000)
    await resume()
    await vi.waitFor(() => expect(p.pages.get(tenantOf(1))).toBeGreaterThan(read), { timeout: 20_000 })
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

describe('a run that waits', () => {
  const NOW = new Date('2026-11-10T12:00:00.000Z')
  const waiting = (id: string, code: string | null, resumesAt?: string) => ({
    id,
    tenantId: id,
    state: 'suspended',
    reason:
      code === null ? null : { code, detail: '', hint: '', ...(resumesAt !== undefined && { resumesAt }) },
  })

  /** Books and a queue that only note what is asked of them. `left`: messages that the months of tenants leave. */
  function booksWith(open: readonly object[], left: Record<string, number> = {}) {
    const asked: unknown[] = []
    const find = async (tenantId: string) => open.find((run) => (run as { id: string }).id === tenantId)
    const runs = { listOpen: async () => open, findOpen: find, find }
    const handlers = new Map<string, (job: { data: object }) => Promise<void>>()
    const queue = {
      work: async (name: string, _options: object, handler: (job: { data: object }) => Promise<void>) =>
        handlers.set(name, handler),
      enqueue: async (name: string, { runId }: { runId: string }, options: { startAfterSeconds?: number }) =>
        asked.push([name, runId, options.startAfterSeconds ?? 0]),
    }
    const fixed = { now: () => NOW, wait: clock.wait }
    // What runs and queue are asked for here is all there is of them.
    const jobs = createBackupJobs({ queue, runs, clock: fixed } as never)
    const ledger = {
      settleOrphans: async () => {},
      balance: async (tenantId: string) => ({ left: left[tenantId] ?? 0 }),
    }
    const resume = () =>
      resumeRuns({ runs, jobs, ledger, clock: fixed, liveWorkers: async () => ['A'] } as never)
    const wake = async (id: string) => {
      await workOnBackups({ queue, runs, jobs } as never)
      await handlers.get(BACKUP_WAKE)?.({ data: { tenantId: id, runId: id } })
    }
    return { asked, jobs, resume, wake }
  }

  it('is taken up again at its own time by the next process, and at once where its limit was raised', async () => {
    const month = '2026-12-01T00:00:00.000Z'
    const open = [
      { ...waiting('under-way', null), state: 'running' },
      waiting('asked-to-wait', 'microsoft-asks-to-wait', '2026-11-10T12:30:00.000Z'),
      waiting('over', 'disk-low', '2026-11-10T11:59:00.000Z'),
      waiting('at-its-limit', 'quota-reached', month),
      waiting('raised', 'quota-reached', month),
      waiting('of-an-earlier-version', null),
    ]
    const { asked, resume } = booksWith(open, { raised: 10, 'asked-to-wait': 10 })
    await resume()
    const untilMonth = (Date.parse(month) - NOW.getTime()) / 1000 + 2
    expect(asked).toEqual([
      [BACKUP, 'under-way', 0],
      [BACKUP_WAKE, 'asked-to-wait', 1802],
      [BACKUP, 'over', 0],
      [BACKUP_WAKE, 'at-its-limit', untilMonth],
      [BACKUP, 'raised', 0],
      [BACKUP_WAKE, 'of-an-earlier-version', untilMonth],
    ])
  })

  it('goes on when the limit changes, unless it waits for something else', async () => {
    const open = [waiting('limit', 'quota-reached'), waiting('stop-sign', 'microsoft-asks-to-wait')]
    const { asked, jobs } = booksWith([...open, { ...waiting('busy', null), state: 'running' }])
    for (const tenantId of ['limit', 'stop-sign', 'busy', 'nobody']) await jobs.wakeSuspended(tenantId)
    expect(asked).toEqual([[BACKUP, 'limit', 0]])
  })

  it('is woken only while it still waits', async () => {
    const { asked, wake } = booksWith([
      waiting('waits', 'disk-low'),
      { ...waiting('busy', null), state: 'running' },
    ])
    for (const id of ['waits', 'busy', 'gone']) await wake(id)
    expect(asked).toEqual([[BACKUP, 'waits', 0]])
  })
})
