import { expect, it, onTestFinished, vi } from 'vitest'
import { createLedger } from '../../books/create-ledger.ts'
import { createTenants } from '../../books/tenants.ts'
import type { Clock } from '../../domain/clock.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { setQuota } from '../../testing/set-quota.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { createMeter } from './meter.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const PAGE = { wanted: 50, exact: false, runId: null, subjectId: 'ann' }

const ALLOWANCES = { cover: async () => () => undefined }

/** Waits take no time, and are counted. */
function hastyClock(): Clock & { waitedMs: number } {
  const clock = {
    waitedMs: 0,
    now: () => new Date('2026-11-10T12:00:00Z'),
    wait: async (ms: number) => {
      clock.waitedMs += ms
      // Twice as long as others are waited for before it is asked whether they live.
      if (clock.waitedMs > 10_500) throw new Error('waited long enough')
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
  await setQuota(ledger, TENANT, { ...settings, monthlyLimit: 10 })
  let asked = 0
  const settleOrphans = async () => {
    asked += 1
    await ledger.settleOrphans(['alive'])
  }
  const meter = (workerId: string) =>
    createMeter({ ledger, clock, workerId, allowances: ALLOWANCES, settleOrphans }, TENANT)
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

it('continues waiting for a process that lives', async () => {
  const { alive, asked } = await openMeters()
  await alive.reserve(PAGE)
  await expect(alive.reserve(PAGE)).rejects.toThrow('waited long enough')
  expect(asked()).toBe(2)
})

it('books what could not be booked before it reserves again, and on its own after a while', async () => {
  const { ledger } = await openMeters()
  const clock = createFakeClock('2026-11-10T12:00:00Z')
  let isFull = true
  const failing = {
    ...ledger,
    charge: async (id: number, rows: number) => {
      if (isFull) throw Object.assign(new Error('No space left on device'), { code: '53100' })
      return ledger.charge(id, rows)
    },
  }
  const meter = createMeter({ ledger: failing, clock, workerId: 'alive', allowances: ALLOWANCES }, TENANT)
  const first = await meter.reserve({ ...PAGE, wanted: 4, exact: true })
  await expect(first.charge(3)).rejects.toThrow('No space left')
  expect(await ledger.balance(TENANT)).toMatchObject({ charged: 0, reserved: 4 })
  isFull = false
  const second = await meter.reserve({ ...PAGE, wanted: 4, exact: true })
  expect(await ledger.balance(TENANT)).toMatchObject({ charged: 3, reserved: 4 })
  isFull = true
  await expect(second.charge(2)).rejects.toThrow('No space left')
  for (isFull of [true, false]) {
    await vi.waitFor(() => expect(clock.waiting).toBe(1))
    clock.advance(30_000)
  }
  await vi.waitFor(async () =>
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 5, reserved: 0 }),
  )
  expect(clock.waiting).toBe(0)
})

it('reserves nothing while the disk has no room', async () => {
  const { ledger, clock } = await openMeters()
  const room = { demand: () => Promise.reject(new Error('no room')) }
  const meter = createMeter({ ledger, clock, workerId: 'alive', allowances: ALLOWANCES, room }, TENANT)
  await expect(meter.reserve(PAGE)).rejects.toThrow('no room')
  expect(await ledger.balance(TENANT)).toMatchObject({ charged: 0, reserved: 0 })
})
