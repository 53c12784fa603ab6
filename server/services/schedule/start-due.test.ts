import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRuns } from '../../books/create-runs.ts'
import { createSchedules } from '../../books/schedules.ts'
import { createTenants } from '../../books/tenants.ts'
import type { Database, Session } from '../../database/database.ts'
import { startQueue } from '../../queue/start-queue.ts'
import { TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { keepSchedules, startDue } from './start-due.ts'
import { nextDue, type Times } from './times.ts'

const MINUTE_MS = 60_000
const NIGHTLY = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' }

/** Schedules over a database at a moment; Microsoft 365 and the queue are left out. */
async function schedulesOf(database: Database, at: string) {
  const clock = createFakeClock(at)
  const schedules = createSchedules(database)
  const runs = createRuns(database, clock)
  const handed: string[] = []
  const errors: unknown[] = []
  const connected = new Set([TENANT_A, TENANT_B])
  for (const tenantId of connected) await createTenants(database, clock).ensure(tenantId)
  let no = 0
  const deps = {
    database,
    schedules,
    runs,
    clock,
    connections: { find: async (tenantId: string) => (connected.has(tenantId) ? ({} as never) : undefined) },
    newRunId: () => `run-${++no}`,
    strategyOf: async () => 'complete' as const,
    enqueue: async ({ id }: { id: string }, _within: Session) => void handed.push(id),
    onError: (error: unknown) => errors.push(error),
  }

  async function turnOn(times: Times = NIGHTLY, tenantId = TENANT_A) {
    const now = clock.now()
    const nextAt = nextDue(times, now)
    await schedules.save({ tenantId, enabled: true, strategy: 'pay-once', ...times, changedAt: now, nextAt })
  }

  async function end(tenantId = TENANT_A) {
    const open = await runs.findOpen(tenantId)
    if (open === undefined) return
    if (open.state !== 'running') await runs.move(open.id, open.state, 'running')
    await runs.move(open.id, 'running', 'completed')
  }

  const listRuns = () => runs.list(TENANT_A, { limit: 1000 })
  const started = async () =>
    (await listRuns()).map(({ trigger, late, strategy }) => ({ trigger, late, strategy }))
  const shown = async () => {
    const row = await schedules.find(TENANT_A)
    const text = (date: Date | null | undefined) => date?.toISOString().slice(0, 16)
    return { next: text(row?.nextAt), last: text(row?.lastAt), missed: text(row?.missedAt) }
  }
  return { deps, clock, schedules, runs, handed, errors, connected, turnOn, end, listRuns, started, shown }
}

forEachDatabase('what schedules plan', (open) => {
  it('starts once at its time, by the strategy of the schedule, and plans the next', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    const here = plan.clock.now()
    plan.clock.set('2026-11-11T01:29:59Z')
    await startDue(plan.deps, here)
    expect(await plan.started()).toEqual([])
    plan.clock.set('2026-11-11T01:30:04Z')
    await startDue(plan.deps, here)
    await startDue(plan.deps, here)
    expect(await plan.started()).toEqual([{ trigger: 'schedule', late: false, strategy: 'pay-once' }])
    expect(plan.handed).toEqual(['run-1'])
    expect(await plan.shown()).toEqual({
      next: '2026-11-12T01:30',
      last: '2026-11-11T01:30',
      missed: undefined,
    })
  })

  it('that came while Chatvault was stopped starts once when it is back, and says that it is late', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    plan.clock.set('2026-11-14T09:00:00Z')
    await startDue(plan.deps, plan.clock.now())
    expect(await plan.started()).toEqual([{ trigger: 'schedule', late: true, strategy: 'pay-once' }])
    expect(await plan.shown()).toEqual({
      next: '2026-11-15T01:30',
      last: '2026-11-11T01:30',
      missed: undefined,
    })
  })

  it('that came a few seconds before the start is late too; one that a busy process starts within a minute is not', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    plan.clock.set('2026-11-11T01:30:03Z')
    const here = plan.clock.now()
    await startDue(plan.deps, here)
    await plan.end()
    plan.clock.set('2026-11-12T01:30:50Z')
    await startDue(plan.deps, here)
    await plan.end()
    // The machine slept.
    plan.clock.set('2026-11-13T07:00:00Z')
    await startDue(plan.deps, here)
    expect((await plan.started()).map(({ late }) => late)).toEqual([true, false, true])
  })

  it('goes by the strategy of the other backups where it names none', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    const on = { tenantId: TENANT_A, enabled: true, strategy: null, ...NIGHTLY } as const
    await plan.schedules.save({
      ...on,
      changedAt: plan.clock.now(),
      nextAt: new Date('2026-11-11T01:30:00Z'),
    })
    plan.clock.set('2026-11-11T01:30:04Z')
    await startDue(plan.deps, plan.clock.now())
    expect(await plan.started()).toMatchObject([{ strategy: 'complete' }])
  })

  it('that meets a run in progress is dropped and shown as missed', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    const manual = { id: 'manual', tenantId: TENANT_A, trigger: 'manual', requestedBy: 'Mia' } as const
    await plan.runs.start({ ...manual, strategy: 'complete', subjectIds: null })
    plan.clock.set('2026-11-11T01:30:04Z')
    await startDue(plan.deps, plan.clock.now())
    await plan.runs.move('manual', 'queued', 'running')
    plan.clock.set('2026-11-12T01:30:04Z')
    await startDue(plan.deps, plan.clock.now())
    expect(await plan.listRuns()).toHaveLength(1)
    expect(plan.handed).toEqual([])
    expect(await plan.shown()).toEqual({
      next: '2026-11-13T01:30',
      last: undefined,
      missed: '2026-11-12T01:30',
    })
  })

  it('that meets a suspended run continues that one, as someone who asks would', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    const manual = { id: 'manual', tenantId: TENANT_A, trigger: 'manual', requestedBy: 'Mia' } as const
    await plan.runs.start({ ...manual, strategy: 'complete', subjectIds: null })
    await plan.runs.move('manual', 'queued', 'running')
    await plan.runs.move('manual', 'running', 'suspended')
    plan.clock.set('2026-11-11T01:30:04Z')
    await startDue(plan.deps, plan.clock.now())
    expect(plan.handed).toEqual(['manual'])
    expect(await plan.shown()).toEqual({
      next: '2026-11-12T01:30',
      last: '2026-11-11T01:30',
      missed: undefined,
    })
  })

  it('waits for the connection where there is none, and keeps no other tenant waiting', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    await plan.turnOn(NIGHTLY, TENANT_B)
    plan.connected.delete(TENANT_A)
    const { find } = plan.deps.connections
    const broken = async (tenantId: string) => {
      if (tenantId === TENANT_A) throw new Error('the books of A')
      return find(tenantId)
    }
    plan.clock.set('2026-11-11T01:30:04Z')
    await startDue({ ...plan.deps, connections: { find: broken } }, plan.clock.now())
    expect(plan.errors).toEqual([new Error('the books of A')])
    expect(await plan.runs.findOpen(TENANT_B)).toMatchObject({ trigger: 'schedule' })
    await startDue(plan.deps, plan.clock.now())
    expect(await plan.started()).toEqual([])
    expect((await plan.shown()).missed).toBe('2026-11-11T01:30')
  })

  it('leaves the instant as it was when the run and its job could not both be made', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    plan.clock.set('2026-11-11T01:30:04Z')
    const enqueue = async () => Promise.reject(new Error('no room'))
    await startDue({ ...plan.deps, enqueue }, plan.clock.now())
    expect(await plan.listRuns()).toEqual([])
    await startDue(plan.deps, plan.clock.now())
    expect(plan.handed).toHaveLength(1)
  })

  it('is planned anew by other times and left alone by the same; one that is off starts nothing', async () => {
    const plan = await schedulesOf(await open(), '2026-11-10T12:00:00Z')
    await plan.turnOn()
    plan.clock.set('2026-11-11T01:30:01Z')
    await plan.turnOn()
    expect((await plan.shown()).next).toBe('2026-11-11T01:30')
    await plan.turnOn({ ...NIGHTLY, timeZone: 'UTC' })
    expect((await plan.shown()).next).toBe('2026-11-11T02:30')
    const off = {
      tenantId: TENANT_A,
      enabled: false,
      strategy: 'complete',
      ...NIGHTLY,
      nextAt: null,
    } as const
    await plan.schedules.save({ ...off, changedAt: plan.clock.now() })
    plan.clock.set('2026-12-11T01:30:01Z')
    await startDue(plan.deps, plan.clock.now())
    expect(await plan.listRuns()).toEqual([])
    expect((await plan.shown()).next).toBeUndefined()
  })

  it('is looked at every few seconds, from the start until the process ends', async () => {
    const database = await open()
    const plan = await schedulesOf(database, '2026-11-10T12:00:00Z')
    await plan.turnOn()
    const stopping = new AbortController()
    const queue = await startQueue({ database, queues: { backup: 'after' }, onError: plan.deps.onError })
    const enqueue: typeof plan.deps.enqueue = async ({ id }, within) => {
      await queue.enqueue('backup', { id }, { singletonKey: id, within })
    }
    const ended = keepSchedules({ ...plan.deps, enqueue }, stopping.signal)
    while (plan.clock.waiting === 0) await new Promise(setImmediate)
    plan.clock.set('2026-11-11T01:30:00Z')
    while ((await plan.listRuns()).length === 0 || plan.clock.waiting === 0) await new Promise(setImmediate)
    stopping.abort()
    await ended
    expect(plan.errors).toEqual([])
    expect(await plan.started()).toEqual([{ trigger: 'schedule', late: false, strategy: 'pay-once' }])
    await queue.stop(1000)
  })

  it('however processes stop, start and compete, no instant goes without its run and none has two', async () => {
    const database = await open()
    const crons = fc
      .tuple(fc.integer({ min: 0, max: 59 }), fc.constantFrom('*', '2', '*/2', '1,2,3', '*/6', '0,23'))
      .map(([minute, hour]) => `${minute} ${hour} * * *`)
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo')
    const begins = fc.constantFrom(
      '2027-03-27T00:00:00Z',
      '2026-10-24T12:00:00Z',
      '2027-03-13T12:00:00Z',
      '2027-04-03T00:00:00Z',
    )
    const steps = fc.array(
      fc.record({
        /** Nobody looks for so long; then so many processes look at once. */
        minutes: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 3000 })),
        processes: fc.integer({ min: 1, max: 3 }),
        restarted: fc.boolean(),
        ends: fc.boolean(),
      }),
      { minLength: 1, maxLength: 10 },
    )
    let tenants = 0
    await fc.assert(
      fc.asyncProperty(crons, zones, begins, steps, async (cron, timeZone, begin, all) => {
        const tenantId = `aaaaaaaa-0000-4000-8000-${String(++tenants).padStart(12, '0')}`
        const plan = await schedulesOf(database, begin)
        await createTenants(database, plan.clock).ensure(tenantId)
        plan.connected.add(tenantId)
        const times = { cron, timeZone }
        await plan.turnOn(times, tenantId)
        const newRunId = () => crypto.randomUUID()
        let here = plan.clock.now()
        let pending = nextDue(times, here)
        let missed: Date | null = null
        for (const { minutes, processes, restarted, ends } of all) {
          plan.clock.advance(minutes * MINUTE_MS)
          const now = plan.clock.now()
          if (restarted) here = now
          if (ends) await plan.end(tenantId)
          const busy = (await plan.runs.findOpen(tenantId)) !== undefined
          const before = await plan.runs.list(tenantId, { limit: 1000 })
          const looks = Array.from({ length: processes }, () => startDue({ ...plan.deps, newRunId }, here))
          await Promise.all(looks)
          const [newest, ...others] = await plan.runs.list(tenantId, { limit: 1000 })
          const row = await plan.schedules.find(tenantId)
          expect(plan.errors).toEqual([])
          if (pending <= now && !busy) {
            expect(others).toEqual(before)
            const late = pending < here || now.getTime() - pending.getTime() > MINUTE_MS
            expect(newest).toMatchObject({ trigger: 'schedule', late })
            expect(row?.lastAt).toEqual(pending)
          } else expect([newest, ...others].filter((run) => run !== undefined)).toEqual(before)
          if (pending <= now && busy) missed = pending
          expect(row?.missedAt).toEqual(missed)
          if (pending <= now) pending = nextDue(times, now)
          expect(row?.nextAt).toEqual(pending)
        }
        await plan.end(tenantId)
        const off = { tenantId, enabled: false, strategy: 'complete', ...times, nextAt: null } as const
        await plan.schedules.save({ ...off, changedAt: plan.clock.now() })
      }),
      { numRuns: 12 },
    )
  })
})
