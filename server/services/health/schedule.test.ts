import fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createTenants } from '../../books/tenants.ts'
import type { Database } from '../../database/database.ts'
import { DAY_MS } from '../../domain/day.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import { startQueue } from '../../queue/start-queue.ts'
import { TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { momentOf, nextCheckAt } from './moments.ts'
import { createHealthSchedule, HEALTH } from './schedule.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

it('looks at a tenant at the same minute of every day, and at tenants all over the day', () => {
  const first = nextCheckAt(TENANT_A, NOW)
  expect(first.getTime()).toBeGreaterThan(NOW.getTime())
  expect(first.getTime() - NOW.getTime()).toBeLessThanOrEqual(DAY_MS)
  expect(nextCheckAt(TENANT_A, first).getTime() - first.getTime()).toBe(DAY_MS)
  const hours = Array.from({ length: 300 }, () => nextCheckAt(crypto.randomUUID(), NOW).getUTCHours())
  expect(new Set(hours).size).toBeGreaterThan(20)
})

it('represents one moment a day, however late jobs of earlier days come', () => {
  const ms = fc.integer({ min: 0, max: DAY_MS - 1 })
  const daysLate = fc.integer({ min: 0, max: 5 })
  fc.assert(
    fc.property(fc.uuid(), ms, fc.array(fc.tuple(daysLate, ms), { minLength: 1 }), (tenantId, from, jobs) => {
      const midnight = Date.UTC(2026, 10, 23)
      const first = nextCheckAt(tenantId, new Date(midnight - 1)).getTime()
      const moments = jobs.flatMap(([late, at]) => {
        const planned = new Date(first - late * DAY_MS)
        const now = new Date(Math.max(midnight + ((from + at) % DAY_MS), planned.getTime()))
        return momentOf(tenantId, planned, now)?.getTime() ?? []
      })
      expect(new Set([first, ...moments])).toEqual(new Set([first]))
    }),
  )
})

forEachDatabase('the daily look', (open) => {
  let database: Database
  const queues: Queue[] = []
  const looked: string[] = []

  beforeEach(async () => {
    database = await open()
    looked.length = 0
  })
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop(1000)
  })

  type Options = { at?: Date; look?: (options: { plannedFor: Date }) => Promise<void>; connected?: string[] }

  /** Another process over the same database, at a moment. */
  async function start({ at = NOW, look, connected = [TENANT_A] }: Options = {}) {
    const clock = createFakeClock(at)
    const tenants = createTenants(database, clock)
    for (const tenantId of [TENANT_A, TENANT_B]) await tenants.ensure(tenantId)
    const queue = await startQueue({ database, queues: { [HEALTH]: 'once' }, onError: () => undefined })
    queues.push(queue)
    const isConnected = (tenantId: string) => connected.includes(tenantId)
    return createHealthSchedule({
      queue,
      clock,
      tenants,
      connections: { find: async (tenantId) => (isConnected(tenantId) ? ({} as never) : undefined) },
      health: {
        examineDaily: async (tenantId, options) => {
          looked.push(tenantId)
          await look?.(options)
        },
      },
    })
  }

  async function planned(): Promise<{ tenantId: string; at: string }[]> {
    const { rows } = await sql<{ data: { tenantId: string; at: string } }>`
      select data from queue.job where name = ${HEALTH} and state in ('created', 'retry')`.execute(
      database.kysely,
    )
    return rows.map(({ data }) => data)
  }

  it('is planned once for each tenant that is connected, however many processes begin', async () => {
    await (await start()).work()
    await (await start()).work()
    await (await start()).plan(TENANT_A)
    expect(await planned()).toEqual([{ tenantId: TENANT_A, at: nextCheckAt(TENANT_A, NOW).toISOString() }])
    expect(looked).toEqual([])
  })

  it('is made when it is due, by one process, and the next day’s is planned', async () => {
    const due = nextCheckAt(TENANT_A, NOW)
    const justBefore = new Date(due.getTime() - 500)
    await (await start({ at: justBefore })).work()
    await (await start({ at: justBefore })).work()
    await vi.waitFor(() => expect(looked).toEqual([TENANT_A]), 10_000)
    await vi.waitFor(async () => {
      expect(await planned()).toEqual([
        { tenantId: TENANT_A, at: new Date(due.getTime() + DAY_MS).toISOString() },
      ])
    }, 5000)
    expect(looked).toEqual([TENANT_A])
  })

  it('ends with the connection', async () => {
    const due = nextCheckAt(TENANT_A, NOW)
    const schedule = await start({ at: new Date(due.getTime() - 500), connected: [] })
    await schedule.plan(TENANT_A)
    await schedule.work()
    await vi.waitFor(async () => expect(await planned()).toEqual([]), 10_000)
    expect(looked).toEqual([])
  })

  it('is for the same moment when it is tried again, by whichever process', async () => {
    const due = nextCheckAt(TENANT_A, NOW)
    const plans: string[] = []
    const look = async ({ plannedFor }: { plannedFor: Date }) => {
      plans.push(plannedFor.toISOString())
      if (plans.length === 1)
        throw new VaultError({ code: 'x', notice: null, attempted: 'y', why: 'z', hint: '' })
    }
    const justBefore = new Date(due.getTime() - 500)
    await (await start({ at: justBefore, look })).work()
    await (await start({ at: justBefore, look })).work()
    await vi.waitFor(() => expect(plans).toEqual([due.toISOString(), due.toISOString()]), 20_000)
  })

  it('of one tenant does not wait for another’s that takes long', async () => {
    const due = nextCheckAt(TENANT_A, NOW)
    const { promise: never, resolve } = Promise.withResolvers<void>()
    onTestFinished(() => resolve())
    const schedule = await start({ at: due, look: () => never, connected: [TENANT_A, TENANT_B] })
    for (const tenantId of [TENANT_A, TENANT_B]) await schedule.plan(tenantId)
    await sql`update queue.job set start_after = now() where name = ${HEALTH}`.execute(database.kysely)
    await schedule.work()
    await vi.waitFor(() => expect(looked).toHaveLength(2), 10_000)
  })
})
