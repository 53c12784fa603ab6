import { beforeEach, expect, it } from 'vitest'
import type { Database } from '../database/database.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { setQuota } from '../testing/set-quota.ts'
import { createLedger } from './create-ledger.ts'
import type { Ledger, QuotaSettings, ReserveAnswer, ReserveRequest } from './ledger.ts'
import { createTenants } from './tenants.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const METERED: QuotaSettings = {
  monthlyLimit: 100,
  pricePerMessage: '0.00075',
  currency: 'USD',
  regime: 'metered',
}

forEachDatabase('the ledger', (open) => {
  let database: Database
  let clock: FakeClock
  let ledger: Ledger

  beforeEach(async () => {
    database = await open()
    clock = createFakeClock('2026-11-10T12:00:00Z')
    ledger = createLedger(database, clock)
    const tenants = createTenants(database, clock)
    await tenants.ensure(TENANT)
    await tenants.ensure(OTHER)
  })

  const setLimit = (monthlyLimit: number | null, tenantId = TENANT) =>
    setQuota(ledger, tenantId, { ...METERED, monthlyLimit })

  function reserve(wanted: number, change: Partial<ReserveRequest> = {}): Promise<ReserveAnswer> {
    const request = { tenantId: TENANT, workerId: 'w1', runId: 'r1', subjectId: 's1', wanted, exact: false }
    return ledger.reserve({ ...request, ...change })
  }

  async function reserved(wanted: number, change: Partial<ReserveRequest> = {}): Promise<number> {
    const answer = await reserve(wanted, change)
    if (!('reservationId' in answer)) throw new Error('Nothing was granted')
    return answer.reservationId
  }

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error: { code?: string }) => error.code,
    )

  it('grants nothing to a tenant that agreed to nothing', async () => {
    expect(await reserve(1)).toEqual({ granted: 0, openElsewhere: false, left: 0, month: '2026-11' })
    expect(await ledger.balance(TENANT)).toBeUndefined()
  })

  it('grants what is left, then nothing', async () => {
    await setLimit(70)
    expect(await reserve(50)).toMatchObject({ granted: 50, month: '2026-11' })
    expect(await reserve(50)).toMatchObject({ granted: 20 })
    expect(await reserve(50)).toEqual({ granted: 0, openElsewhere: true, left: 0, month: '2026-11' })
    expect(await ledger.balance(TENANT)).toEqual({
      ...METERED,
      monthlyLimit: 70,
      month: '2026-11',
      charged: 0,
      reserved: 70,
      left: 0,
    })
  })

  it('grants all or nothing when asked exactly, and says whether waiting may help', async () => {
    await setLimit(70)
    const first = await reserved(50)
    expect(await reserve(50, { exact: true })).toMatchObject({ granted: 0, openElsewhere: true, left: 20 })
    expect(await reserve(71, { exact: true })).toMatchObject({ granted: 0, openElsewhere: false, left: 20 })
    await ledger.charge(first, 50)
    expect(await reserve(50, { exact: true })).toMatchObject({ granted: 0, openElsewhere: false, left: 20 })
  })

  it('grants without end when unlimited', async () => {
    await setLimit(null)
    await ledger.charge(await reserved(5_000_000_000), 4_000_000_000)
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 4_000_000_000, reserved: 0, left: null })
  })

  it('books what came and gives the rest back', async () => {
    await setLimit(100)
    await ledger.charge(await reserved(50, { subjectId: 'mia' }), 30)
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 30, reserved: 0, left: 70 })
    expect(await ledger.entries(TENANT, { limit: 10 })).toMatchObject([
      { kind: 'release', messages: 20, runId: 'r1', subjectId: 'mia' },
      { kind: 'charge', messages: 30, runId: 'r1', subjectId: 'mia' },
      { kind: 'reserve', messages: 50, runId: 'r1', subjectId: 'mia' },
    ])
  })

  it('gives everything back on release, and books everything when no one knows', async () => {
    await setLimit(100)
    await ledger.release(await reserved(10), 'throttled')
    await ledger.chargeInFull(await reserved(20), 'the connection broke')
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 20, reserved: 0, left: 80 })
    const [charge, , release] = await ledger.entries(TENANT, { limit: 10 })
    expect(charge).toMatchObject({ kind: 'charge', messages: 20, reason: 'the connection broke' })
    expect(release).toMatchObject({ kind: 'release', messages: 10, reason: 'throttled' })
  })

  it('ends a reservation once', async () => {
    await setLimit(100)
    const id = await reserved(10)
    const endings = [ledger.charge(id, 4), ledger.release(id, 'again'), ledger.chargeInFull(id, 'again')]
    const codes = await Promise.all(endings.map(codeOf))
    expect(codes).toEqual(['no error', 'reservation-ended', 'reservation-ended'])
    expect(await codeOf(ledger.charge(id, 4))).toBe('reservation-ended')
    expect(await codeOf(ledger.release(999_999, 'never made'))).toBe('reservation-ended')
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 4, reserved: 0 })
  })

  it('books more rows than were reserved, and says so', async () => {
    await setLimit(100)
    expect(await codeOf(ledger.charge(await reserved(50), 60))).toBe('over-delivered')
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 60, reserved: 0, left: 40 })
    const entries = await ledger.entries(TENANT, { limit: 10 })
    expect(entries.map(({ kind, messages, reason }) => [kind, messages, reason])).toEqual([
      ['charge', 60, null],
      ['reserve', 10, 'over-delivered'],
      ['reserve', 50, null],
    ])
  })

  it('never grants more than the limit to many callers at once', async () => {
    await setLimit(1000)
    const answers = await Promise.all(Array.from({ length: 60 }, () => reserve(50)))
    expect(answers.reduce((sum, answer) => sum + answer.granted, 0)).toBe(1000)
    expect(answers.map((answer) => answer.granted).slice(0, 20)).toEqual(Array(20).fill(50))
  })

  it('keeps tenants apart in one batch', async () => {
    await setLimit(10)
    await setLimit(20, OTHER)
    const answers = await Promise.all([reserve(50), reserve(50, { tenantId: OTHER }), reserve(50)])
    expect(answers.map((answer) => answer.granted)).toEqual([10, 20, 0])
  })

  it('fails only the call whose data is refused, not those that share its transaction', async () => {
    await setLimit(100)
    const calls = [
      reserve(10),
      reserve(10, { runId: 'a\0b' }),
      reserve(10),
      reserve(10, { tenantId: 'nobody' }),
    ]
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ])
    expect(await ledger.balance(TENANT)).toMatchObject({ reserved: 20 })
  })

  it('refuses amounts that are not whole messages', async () => {
    await setLimit(100)
    for (const wanted of [0, -1, 1.5, Number.NaN])
      await expect(reserve(wanted)).rejects.toBeInstanceOf(RangeError)
    const id = await reserved(10)
    for (const rows of [-1, 0.5]) await expect(ledger.charge(id, rows)).rejects.toBeInstanceOf(RangeError)
  })

  it('begins again in a new month, and books a reservation in the month it was made in', async () => {
    await setLimit(100)
    clock.set('2026-11-30T23:59:59.999Z')
    const before = await reserved(90)
    clock.set('2026-12-01T00:00:00.000Z')
    expect(await reserve(100)).toMatchObject({ granted: 100, month: '2026-12' })
    await ledger.charge(before, 80)
    expect(await ledger.balance(TENANT)).toMatchObject({ month: '2026-12', charged: 0, reserved: 100 })
    clock.set('2026-11-30T22:59:59.999Z')
    expect(await ledger.balance(TENANT)).toMatchObject({ month: '2026-11', charged: 80, reserved: 0 })
  })

  it('continues in the month that has begun when the clock is set back over its beginning', async () => {
    await setLimit(100)
    clock.set('2026-11-30T23:50:00Z')
    expect(await ledger.balance(TENANT)).toMatchObject({ month: '2026-11' })
    clock.set('2026-12-01T00:00:05Z')
    await ledger.charge(await reserved(60), 60)
    clock.set('2026-11-30T23:50:00Z')
    expect(await reserve(100)).toMatchObject({ granted: 40, month: '2026-12' })
    expect(await ledger.balance(TENANT)).toMatchObject({
      month: '2026-12',
      charged: 60,
      reserved: 40,
      left: 0,
    })
  })

  it('begins no month for a tenant because another was booked in it: its limit of this month still holds', async () => {
    await setLimit(100)
    await setQuota(ledger, OTHER, { ...METERED, monthlyLimit: 100 })
    clock.set('2026-11-30T23:50:00Z')
    await ledger.charge(await reserved(100), 100)
    const other = (wanted: number) =>
      ledger.reserve({ tenantId: OTHER, workerId: 'w', runId: null, subjectId: null, wanted, exact: false })
    clock.set('2026-12-01T00:00:05Z')
    expect(await other(10)).toMatchObject({ granted: 10, month: '2026-12' })
    clock.set('2026-11-30T23:50:00Z')
    const [mine, theirs] = await Promise.all([reserve(50), other(50)])
    expect(mine).toMatchObject({ granted: 0, month: '2026-11' })
    expect(theirs).toMatchObject({ granted: 50, month: '2026-12' })
    expect(await ledger.balance(TENANT)).toMatchObject({ month: '2026-11', left: 0 })
  })

  it('keeps the price a month had when a later one changes it', async () => {
    const price = (pricePerMessage: string) =>
      setQuota(ledger, TENANT, { ...METERED, monthlyLimit: 10, pricePerMessage })
    const held = async (month: string) => (await ledger.priceIn(TENANT, month))?.pricePerMessage
    await price('0.00075')
    clock.set('2027-02-10T00:00:00Z')
    await price('0.001')
    await price('0.002')
    expect(await Promise.all(['2026-10', '2026-11', '2027-01', '2027-02', '2027-05'].map(held))).toEqual([
      ...['0.00075', '0.00075', '0.00075', '0.002', '0.002'],
    ])
    expect(await ledger.priceIn(OTHER, '2026-11')).toBeUndefined()
  })

  it('changes what is named and nothing else, however many change something at once', async () => {
    const first = { ...METERED, monthlyLimit: 25 }
    const changes = [
      { regime: 'not-metered' },
      { monthlyLimit: 7 },
      { pricePerMessage: '0.002' },
      {},
    ] as const
    await Promise.all(changes.map((to) => ledger.changeQuota(TENANT, { to, first })))
    const now = { monthlyLimit: 7, regime: 'not-metered', pricePerMessage: '0.002' }
    expect(await ledger.balance(TENANT)).toMatchObject(now)
    const { monthlyLimit: _, ...price } = now
    expect(await ledger.priceIn(TENANT, '2026-11')).toMatchObject(price)
    await ledger.changeQuota(TENANT, { to: { monthlyLimit: null }, first })
    expect(await ledger.balance(TENANT)).toMatchObject({ ...now, monthlyLimit: null })
  })

  it('grants nothing more when the limit is lowered below what is booked', async () => {
    await setLimit(100)
    await ledger.charge(await reserved(80), 80)
    const open = await reserved(10)
    await setLimit(50)
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 80, reserved: 10, left: 0 })
    expect(await reserve(1)).toEqual({ granted: 0, openElsewhere: false, left: 0, month: '2026-11' })
    await ledger.release(open, 'not sent')
    await setLimit(200)
    expect(await reserve(200)).toMatchObject({ granted: 120 })
  })

  it('charges in full what workers that are gone left open', async () => {
    await setLimit(100)
    const mine = await reserved(10, { workerId: 'alive' })
    await reserved(20, { workerId: 'gone' })
    await reserved(30, { workerId: 'gone too' })
    expect(await ledger.settleOrphans(['alive'])).toBe(50)
    expect(await ledger.settleOrphans(['alive'])).toBe(0)
    expect(await ledger.balance(TENANT)).toMatchObject({ charged: 50, reserved: 10 })
    await ledger.charge(mine, 10)
  })

  it('pages its entries newest first, and sums the charges of a run', async () => {
    await setLimit(null)
    for (const rows of [1, 2, 3]) await ledger.charge(await reserved(rows), rows)
    await ledger.charge(await reserved(9, { runId: 'r2' }), 9)
    const first = await ledger.entries(TENANT, { limit: 3 })
    const rest = await ledger.entries(TENANT, { limit: 100, before: first.at(-1)?.no ?? 0 })
    const numbers = [...first, ...rest].map((entry) => entry.no)
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    expect(numbers).toHaveLength(8)
    expect(await ledger.chargedByRun(TENANT, 'r1')).toBe(6)
    expect(await ledger.chargedByRun(OTHER, 'r1')).toBe(0)
    expect(await ledger.entries(OTHER, { limit: 10 })).toEqual([])
  })
})
