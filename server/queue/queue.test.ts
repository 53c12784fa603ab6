import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '../database/database.ts'
import { forEachDatabase } from '../testing/databases.ts'
import type { Queue, Repeat } from './queue.ts'
import { startQueue } from './start-queue.ts'

const QUEUES = { backup: 'once', export: 'once', turns: 'after' } as const

forEachDatabase('the queue', (open, kind) => {
  let database: Database
  let queue: Queue
  let errors: unknown[]
  const queues: Queue[] = []

  beforeEach(async () => {
    database = await open()
    errors = []
    queue = await start()
  })

  afterEach(async () => {
    for (const one of queues.splice(0)) await one.stop(1000)
  })

  async function start(rules: Record<string, Repeat> = QUEUES): Promise<Queue> {
    const started = await startQueue({ database, queues: rules, onError: (error) => errors.push(error) })
    queues.push(started)
    return started
  }

  async function statesOf(name: string): Promise<string[]> {
    const { rows } = await sql<{ state: string }>`select state from queue.job where name = ${name}`.execute(
      database.kysely,
    )
    return rows.map(({ state }) => state)
  }

  it('hands a job to a worker with its data, once', async () => {
    const seen: unknown[] = []
    await queue.work('backup', { concurrency: 2 }, async (job) => {
      seen.push(job.data)
    })
    expect(await queue.enqueue('backup', { runId: 'r1', deep: { list: [1, 'ü'] } })).toBe(true)
    await vi.waitFor(() => expect(seen).toEqual([{ runId: 'r1', deep: { list: [1, 'ü'] } }]))
    await vi.waitFor(async () => expect(await statesOf('backup')).toEqual(['completed']))
    expect(seen).toHaveLength(1)
    expect(errors).toEqual([])
  })

  it('hands a job out within a fraction of a second', async () => {
    const waits: number[] = []
    await queue.work<{ at: number }>('backup', { concurrency: 1 }, async (job) => {
      waits.push(performance.now() - job.data.at)
    })
    for (let sent = 1; sent <= 5; sent += 1) {
      await queue.enqueue('backup', { at: performance.now() })
      await vi.waitFor(() => expect(waits).toHaveLength(sent), { interval: 5 })
    }
    expect(Math.min(...waits)).toBeLessThan(400)
  })

  it('keeps jobs enqueued before any worker came, and those of another process', async () => {
    await queue.enqueue('export', { id: 1 })
    const seen: unknown[] = []
    const worker = await start()
    await worker.work('export', { concurrency: 1 }, async (job) => {
      seen.push(job.data)
    })
    await vi.waitFor(() => expect(seen).toEqual([{ id: 1 }]))
    await queue.enqueue('export', { id: 2 })
    await vi.waitFor(() => expect(seen).toHaveLength(2), 5000)
  })

  it('lets one job of a key wait or run', async () => {
    const gate = Promise.withResolvers<void>()
    const seen: unknown[] = []
    expect(await queue.enqueue('backup', { n: 1 }, { singletonKey: 'tenant' })).toBe(true)
    expect(await queue.enqueue('backup', { n: 2 }, { singletonKey: 'tenant' })).toBe(false)
    expect(await queue.enqueue('backup', { n: 3 }, { singletonKey: 'other' })).toBe(true)
    await queue.work('backup', { concurrency: 2 }, async (job) => {
      seen.push(job.data)
      await gate.promise
    })
    await vi.waitFor(() => expect(seen).toHaveLength(2), 5000)
    expect(await queue.enqueue('backup', { n: 4 }, { singletonKey: 'tenant' })).toBe(false)
    gate.resolve()
    await vi.waitFor(async () => {
      expect(await queue.enqueue('backup', { n: 5 }, { singletonKey: 'tenant' })).toBe(true)
    }, 5000)
    await vi.waitFor(() => expect(seen).toContainEqual({ n: 5 }), 5000)
  })

  it('lets one job of a key wait behind the one that runs, and hands out other keys meanwhile', async () => {
    const gates = new Map<number, PromiseWithResolvers<void>>()
    const seen: number[] = []
    await queue.work<{ n: number }>('turns', { concurrency: 2 }, async ({ data: { n } }) => {
      seen.push(n)
      const gate = Promise.withResolvers<void>()
      gates.set(n, gate)
      await gate.promise
    })
    await queue.enqueue('turns', { n: 1 }, { singletonKey: 'run' })
    await vi.waitFor(() => expect(seen).toEqual([1]), 5000)
    const again = await Promise.all(
      [2, 2, 2, 2, 2, 2].map((n) => queue.enqueue('turns', { n }, { singletonKey: 'run' })),
    )
    expect(again.filter(Boolean)).toHaveLength(1)
    await queue.enqueue('turns', {}, { singletonKey: 'later', startAfterSeconds: 600 })
    expect(await queue.isWaiting('turns')).toBe(false)
    await queue.enqueue('turns', { n: 3 }, { singletonKey: 'other' })
    await vi.waitFor(() => expect(seen).toEqual([1, 3]), 5000)
    await queue.enqueue('turns', { n: 4 }, { singletonKey: 'third' })
    expect(await queue.isWaiting('turns')).toBe(true)
    gates.get(1)?.resolve()
    await vi.waitFor(() => expect(seen).toHaveLength(3), 5000)
    for (const [, gate] of gates) gate.resolve()
    await vi.waitFor(() => expect([...seen].sort()).toEqual([1, 2, 3, 4]), 5000)
    for (const [, gate] of gates) gate.resolve()
  })

  it('is created again where an earlier version made it with another rule', async () => {
    const before = await start({ ruled: 'once' })
    const ask = (of: Queue) => of.enqueue('ruled', {}, { singletonKey: 'run' })
    expect(await ask(before)).toBe(true)
    expect(await ask(await start({ ruled: 'once' }))).toBe(false)
    expect(await ask(await start({ ruled: 'after' }))).toBe(true)
  })

  it('makes a job with the transaction it was enqueued in, or not at all', async () => {
    const seen: unknown[] = []
    await queue.work('backup', { concurrency: 1 }, async (job) => {
      seen.push(job.data)
    })
    const undone = database.kysely.transaction().execute(async (trx) => {
      await queue.enqueue('backup', { n: 1 }, { within: trx })
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await database.kysely.transaction().execute(async (trx) => {
      await queue.enqueue('backup', { n: 2 }, { within: trx })
      expect(seen).toEqual([])
    })
    await vi.waitFor(() => expect(seen).toEqual([{ n: 2 }]), 5000)
  })

  it('tries again after a handler threw, and reports it', async () => {
    let tries = 0
    await queue.work('backup', { concurrency: 1 }, async () => {
      tries += 1
      if (tries === 1) throw new Error('the archive is not writable')
    })
    await queue.enqueue('backup', {})
    await vi.waitFor(() => expect(tries).toBe(2), 15_000)
    expect(errors).toMatchObject([{ message: 'the archive is not writable' }])
  })

  it('delays a job', async () => {
    let at = 0
    await queue.work('backup', { concurrency: 1 }, async () => {
      at = performance.now()
    })
    const sent = performance.now()
    await queue.enqueue('backup', {}, { startAfterSeconds: 2 })
    await vi.waitFor(() => expect(at).not.toBe(0), 10_000)
    expect(at - sent).toBeGreaterThan(1000)
  })

  it('aborts the signal at shutdown, and hands the unfinished job out after the restart', async () => {
    const started = Promise.withResolvers<void>()
    await queue.work('backup', { concurrency: 1 }, async (_job, signal) => {
      started.resolve()
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    await queue.enqueue('backup', { n: 1 })
    await started.promise
    const stoppedAt = performance.now()
    await Promise.all([queue.stop(10_000), queue.stop(10_000)])
    expect(performance.now() - stoppedAt).toBeLessThan(5000)
    expect(errors).toEqual([])
    const seen: unknown[] = []
    const next = await start()
    await next.work('backup', { concurrency: 1 }, async (job) => {
      seen.push(job.data)
    })
    await vi.waitFor(() => expect(seen).toEqual([{ n: 1 }]), 15_000)
  })

  it.runIf(kind === 'embedded')('hands out at once what was running when the process died', async () => {
    const started = Promise.withResolvers<void>()
    await queue.work('backup', { concurrency: 1 }, () => {
      started.resolve()
      return new Promise(() => {})
    })
    await queue.enqueue('backup', { n: 1 })
    await started.promise
    await queue.stop(1)
    await database.script(`update queue.job set state = 'active', completed_on = null`)
    const seen: unknown[] = []
    const restarted = await start()
    const from = performance.now()
    await restarted.work('backup', { concurrency: 1 }, async (job) => {
      seen.push(job.data)
    })
    await vi.waitFor(() => expect(seen).toEqual([{ n: 1 }]), 5000)
    expect(performance.now() - from).toBeLessThan(3000)
  })
})
