import { expect, it, onTestFinished } from 'vitest'
import { createLedger } from '../../books/create-ledger.ts'
import { createTenants } from '../../books/create-tenants.ts'
import type { Clock } from '../../domain/clock.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { createMeter } from './meter.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const PAGE = { wanted: 50, exact: false, runId: null, subjectId: 'ann' }

/** Waits take no time, and are counted. */
function hastyClock(): Clock & { waitedMs: number } {
  const clock = {
    waitedMs: 0,
    now: () => new Date('2026-11-10T12:00:00Z'),
    wait: async (ms: number) => {
      clock.waitedMs += ms
      if (clock.waitedMs > 60_000) throw new Error('waited for a minute')
    },
  }
  return clock
}

async function openMeters() {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  onTestFinished(() => database.close().then(dir.remove))
  const clock = hastyClock()
  const ledger = createLedger(database, clock)
  await createTenants(database, clock).ensure(TENANT)
  const settings = { pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' } as const
  await ledger.setQuota(TENANT, { ...settings, monthlyLimit: 10 })
  let asked = 0
  const settleOrphans = async () => {
    asked += 1
    await ledger.settleOrphans(['alive'])
  }
  const allowances = { cover: async () => () => undefined }
  const meter = (workerId: string) =>
    createMeter({ ledger, clock, workerId, allowances, settleOrphans }, TENANT)
  return { ledger, clock, alive: meter('alive'), dead: meter('dead'), asked: () => asked }
}

it('does not wait for ever for what a dead process has reserved: that is charged, and the limit is reached', async () => {
  const { ledger, clock, alive, dead, asked } = await openMeters()
  await dead.reserve({ ...PAGE, wanted: 1, exact: true })
  await (await alive.reserve(PAGE)).charge(9)
  const waiting = [alive.reserve(PAGE), alive.reserve(PAGE)]
  for (const one of waiting) await expect(one).rejects.toMatchObject({ code: 'quota-reached' })
  expect(clock.waitedMs).toBeGreaterThanOrEqual(5000)
  expect(asked()).toBe(1)
  expect(await ledger.balance(TENANT)).toMatchObject({ charged: 10, reserved: 0 })
})

it('goes on waiting for a process that lives', async () => {
  const { alive } = await openMeters()
  await alive.reserve(PAGE)
  await expect(alive.reserve(PAGE)).rejects.toThrow('waited for a minute')
})
