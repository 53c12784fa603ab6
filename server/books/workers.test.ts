import { beforeEach, expect, it, vi } from 'vitest'
import type { Database } from '../database/database.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { setQuota } from '../testing/set-quota.ts'
import { createLedger } from './create-ledger.ts'
import { createRuns } from './create-runs.ts'
import { createTenants } from './tenants.ts'
import { createWorkers, type Workers } from './workers.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const never = () => {
  throw new Error('This worker was not lost')
}

forEachDatabase('workers', (open, kind) => {
  let database: Database
  let clock: FakeClock
  let workers: Workers

  beforeEach(async () => {
    database = await open()
    clock = createFakeClock()
    workers = createWorkers(database, clock)
  })

  /** What the server does when a process dies or its network is cut: the session ends, and with it the lock. */
  async function killSessions(): Promise<void> {
    await database.script(`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())
    `)
  }

  it('knows who lives', async () => {
    expect(await workers.live()).toEqual([])
    const one = await workers.register('w1', never)
    clock.advance(1)
    const two = await workers.register('w2', never)
    expect(await workers.live()).toEqual(['w1', 'w2'])
    await one.release()
    await one.release()
    expect(await workers.live()).toEqual(['w2'])
    await two.release()
    expect(await workers.live()).toEqual([])
  })

  it('prunes rows that no one holds the lock of', async () => {
    await database.script(`insert into worker (id, started_at) values ('dead', now())`)
    const alive = await workers.register('alive', never)
    expect(await workers.live()).toEqual(['alive'])
    const rows = await database.kysely.selectFrom('worker').select('id').execute()
    expect(rows).toEqual([{ id: 'alive' }])
    await alive.release()
  })

  it.runIf(kind === 'postgres')(
    'tells the clock that is furthest from Microsoft’s, of those that live',
    async () => {
      const leads = { right: 300, wrong: -1_200_400 }
      const [right, wrong] = await Promise.all(
        Object.entries(leads).map(([id, lead]) =>
          createWorkers(database, clock, () => lead).register(id, never),
        ),
      )
      expect(await workers.worstLead()).toBeUndefined()
      clock.advance(10_000)
      await vi.waitFor(async () => expect(await workers.worstLead()).toBe(-1_200_000))
      await wrong?.release()
      expect(await workers.worstLead()).toBe(0)
      await right?.release()
      await database.script(`insert into worker (id, started_at, lead_ms) values ('dead', now(), 60000)`)
      expect(await workers.worstLead()).toBeUndefined()
    },
  )

  it('refuses an id twice', async () => {
    const one = await workers.register('w1', never)
    await expect(workers.register('w1', never)).rejects.toThrow()
    expect(await workers.live()).toEqual(['w1'])
    await one.release()
  })

  it('never prunes a worker that is just registering', async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `w${index}`)
    const looks = Promise.all(Array.from({ length: 40 }, () => workers.live()))
    const registered = await Promise.all(ids.map((id) => workers.register(id, never)))
    await looks
    expect((await workers.live()).toSorted()).toEqual(ids)
    for (const one of registered) await one.release()
  })

  it('leaves the reservations and claims of workers that came after the list was made', async () => {
    const ledger = createLedger(database, clock)
    const runs = createRuns(database, clock)
    const run = { id: 'r1', tenantId: TENANT }
    await createTenants(database, clock).ensure(TENANT)
    await setQuota(ledger, TENANT, {
      monthlyLimit: 100,
      pricePerMessage: '0',
      currency: 'USD',
      regime: 'metered',
    })
    await runs.start({ ...run, strategy: 'complete', trigger: 'manual', requestedBy: null, subjectIds: null })
    await runs.addSources(run, { subjectIds: ['mia'] })

    const live = await workers.live()
    const late = await workers.register('late', never)
    await ledger.reserve({
      tenantId: TENANT,
      workerId: 'late',
      runId: 'r1',
      subjectId: 'mia',
      wanted: 10,
      exact: true,
    })
    await runs.claimSource(run, 'late')
    expect(await ledger.settleOrphans(live)).toBe(0)
    expect(await runs.releaseOrphanSources('r1', 'owner', live)).toBe(0)

    await late.release()
    expect(await ledger.settleOrphans(await workers.live())).toBe(10)
    expect(await runs.releaseOrphanSources('r1', 'owner', await workers.live())).toBe(1)
  })

  it.runIf(kind === 'postgres')('tells a worker that its session was lost, once', async () => {
    const onLost = vi.fn()
    const worker = await workers.register('w1', onLost)
    await killSessions()
    await vi.waitFor(() => expect(onLost).toHaveBeenCalledTimes(1))
    await vi.waitFor(async () => expect(await workers.live()).toEqual([]))
    await worker.release()
    expect(onLost).toHaveBeenCalledTimes(1)
    expect(clock.waiting).toBe(0)
  })

  it.runIf(kind === 'postgres')('asks its session now and then whether it still answers', async () => {
    const onLost = vi.fn()
    const worker = await workers.register('w1', onLost)
    for (let check = 0; check < 3; check += 1) {
      await vi.waitFor(() => expect(clock.waiting).toBe(1))
      clock.advance(10_000)
    }
    expect(onLost).not.toHaveBeenCalled()
    await worker.release()
    expect(clock.waiting).toBe(0)
  })
})
