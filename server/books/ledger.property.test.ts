import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { monthOf } from '../domain/month.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { findLedgerFaults, listMonths } from '../testing/ledger-invariants.ts'
import { setQuota } from '../testing/set-quota.ts'
import { createLedger } from './create-ledger.ts'
import type { Ledger } from './ledger.ts'
import { createTenants } from './tenants.ts'

const WORKERS = 3

/** `pick` chooses one of the reservations that are open when the step begins: two calls may choose the same. */
type Call =
  | { do: 'reserve'; worker: number; wanted: number; exact: boolean }
  | { do: 'charge'; pick: number; share: number }
  | { do: 'over-deliver'; pick: number }
  | { do: 'release' | 'chargeInFull'; pick: number }

type Step =
  | { calls: Call[] }
  | { limit: number | null }
  /** The worker dies and another takes its place. */
  | { crash: number }
  | { nextMonth: true }

const pick = fc.nat(50)
const call: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      worker: fc.nat(WORKERS - 1),
      wanted: fc.integer({ min: 1, max: 60 }),
      exact: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('charge' as const),
      pick,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'chargeInFull' as const), pick }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('over-deliver' as const), pick }) },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ calls: fc.array(call, { minLength: 1, maxLength: 12 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ limit: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ crash: fc.nat(WORKERS - 1) }) },
  { weight: 1, arbitrary: fc.constant({ nextMonth: true as const }) },
)

/** How many rows more than were reserved an over-delivery brings. */
const BEYOND = 7

type Settling = {
  readonly reservation: Reservation
  readonly outcome: string | undefined
  readonly over: boolean
}
type Reservation = { readonly id: number; readonly messages: number; readonly workerId: string }

/** What the callers know: the real ledger must agree with it after every step. */
class Model {
  limit: number | null = null
  workerIds = Array.from({ length: WORKERS }, () => randomUUID())
  open: Reservation[] = []
}

/** One random story of one tenant, told to real ledgers by several workers at once. */
class Story {
  readonly tenantId = randomUUID()
  readonly model = new Model()
  readonly database: Database
  readonly ledgers: readonly Ledger[]
  readonly clock: FakeClock

  constructor(database: Database, ledgers: readonly Ledger[], clock: FakeClock) {
    this.database = database
    this.ledgers = ledgers
    this.clock = clock
  }

  ledger(index: number): Ledger {
    const ledger = this.ledgers[index % this.ledgers.length]
    if (ledger === undefined) throw new Error('A story needs a ledger')
    return ledger
  }

  async tell(steps: readonly Step[]): Promise<void> {
    await createTenants(this.database, this.clock).ensure(this.tenantId)
    await this.setLimit(200)
    for (const one of steps) {
      await this.take(one)
      await this.check()
    }
    await this.ledger(0).settleOrphans([])
  }

  async take(one: Step): Promise<void> {
    if ('calls' in one) await this.callAtOnce(one.calls)
    else if ('limit' in one) await this.setLimit(one.limit)
    else if ('crash' in one) await this.crash(one.crash)
    else this.clock.advance(31 * 24 * 60 * 60 * 1000)
  }

  async setLimit(monthlyLimit: number | null): Promise<void> {
    this.model.limit = monthlyLimit
    await setQuota(this.ledger(1), this.tenantId, {
      monthlyLimit,
      pricePerMessage: '0.00075',
      currency: 'USD',
      regime: 'metered',
    })
  }

  async crash(worker: number): Promise<void> {
    const { model } = this
    const dead = model.workerIds[worker]
    model.workerIds = model.workerIds.with(worker, randomUUID())
    const lost = model.open.filter((reservation) => reservation.workerId === dead)
    const messages = lost.reduce((sum, reservation) => sum + reservation.messages, 0)
    // Two survivors tidy up at once.
    const settled = await Promise.all(
      [0, 1].map((index) => this.ledger(index).settleOrphans(model.workerIds)),
    )
    expect(settled.reduce((sum, one) => sum + one)).toBe(messages)
    model.open = model.open.filter((reservation) => reservation.workerId !== dead)
  }

  async callAtOnce(calls: readonly Call[]): Promise<void> {
    const before = await this.totals()
    const candidates = this.model.open
    const results = await Promise.all(calls.map((one, index) => this.perform(one, index, candidates)))
    const granted = results.reduce((sum, result) => sum + ('granted' in result ? result.granted : 0), 0)
    const settlings = results.flatMap((result) => ('settling' in result ? result.settling : []))
    this.expectOneWinnerEach(settlings)
    const beyond = this.endWon(settlings)
    const after = await this.totals()
    const limit = this.model.limit ?? Number.POSITIVE_INFINITY
    if (granted > 0) expect(after.charged + after.reserved - beyond).toBeLessThanOrEqual(limit)
    expect(after.charged + after.reserved).toBeLessThanOrEqual(
      Math.max(limit, before.charged + before.reserved) + beyond,
    )
  }

  /** Of the calls that end the same reservation one wins; the order in which they learn it is open. */
  expectOneWinnerEach(settlings: readonly Settling[]): void {
    for (const same of Map.groupBy(settlings, (settling) => settling.reservation).values()) {
      const [winner, ...more] = same.filter((settling) => settling.outcome !== 'reservation-ended')
      expect(more).toEqual([])
      expect(winner?.outcome).toBe(winner?.over ? 'over-delivered' : 'ended')
    }
  }

  /** Takes what was ended out of the model; answers how many messages came beyond what was reserved. */
  endWon(settlings: readonly Settling[]): number {
    const won = settlings.filter((settling) => settling.outcome !== 'reservation-ended')
    const ended = new Set(won.map((settling) => settling.reservation))
    this.model.open = this.model.open.filter((reservation) => !ended.has(reservation))
    return won.filter((settling) => settling.over).length * BEYOND
  }

  async perform(
    one: Call,
    index: number,
    candidates: readonly Reservation[],
  ): Promise<{ granted: number } | { settling: Settling[] }> {
    if (one.do === 'reserve') return { granted: await this.reserve(one, index) }
    const reservation = candidates[one.pick % candidates.length]
    if (reservation === undefined) return { settling: [] }
    const outcome = await this.settle(one, index, reservation)
    return { settling: [{ reservation, outcome, over: one.do === 'over-deliver' }] }
  }

  async reserve(one: Extract<Call, { do: 'reserve' }>, index: number): Promise<number> {
    const workerId = this.model.workerIds[one.worker] ?? ''
    const answer = await this.ledger(index).reserve({
      tenantId: this.tenantId,
      workerId,
      runId: 'run',
      subjectId: null,
      wanted: one.wanted,
      exact: one.exact,
    })
    if (!('reservationId' in answer)) return 0
    if (one.exact) expect(answer.granted).toBe(one.wanted)
    expect(answer.granted).toBeLessThanOrEqual(one.wanted)
    this.model.open = [...this.model.open, { id: answer.reservationId, messages: answer.granted, workerId }]
    return answer.granted
  }

  settle(one: Exclude<Call, { do: 'reserve' }>, index: number, { id, messages }: Reservation) {
    const ledger = this.ledger(index)
    const ending = {
      charge: () => ledger.charge(id, Math.round(messages * ('share' in one ? one.share : 1))),
      'over-deliver': () => ledger.charge(id, messages + BEYOND),
      release: () => ledger.release(id, 'not sent'),
      chargeInFull: () => ledger.chargeInFull(id, 'unknown'),
    }[one.do]()
    return ending.then(
      () => 'ended',
      (error: { code?: string }) => error.code,
    )
  }

  async totals(): Promise<{ charged: number; reserved: number }> {
    const month = monthOf(this.clock.now())
    const mine = (await listMonths(this.database.kysely)).find(
      (row) => row.tenantId === this.tenantId && row.month === month,
    )
    return mine ?? { charged: 0, reserved: 0 }
  }

  async check(): Promise<void> {
    expect(await findLedgerFaults(this.database.kysely)).toEqual([])
    const reserved = (await listMonths(this.database.kysely))
      .filter((row) => row.tenantId === this.tenantId)
      .reduce((sum, row) => sum + row.reserved, 0)
    expect(reserved).toBe(this.model.open.reduce((sum, reservation) => sum + reservation.messages, 0))
  }
}

forEachDatabase('the ledger in random stories', (open) => {
  let database: Database
  const others: Database[] = []

  beforeEach(async () => {
    database = await open()
    const { kind } = database
    if (kind === 'postgres') {
      for (let other = 1; other < WORKERS; other += 1) {
        others.push(await openDatabase({ databaseUrl: database.url, dataDir: '', clock: createFakeClock() }))
      }
    }
    return async () => {
      for (const other of others.splice(0)) await other.close()
    }
  })

  it('keeps its promises whatever workers do at once', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
        const clock = createFakeClock('2026-01-15T00:00:00Z')
        const databases = others.length > 0 ? [database, ...others] : [database, database]
        const ledgers = databases.map((one) => createLedger(one, clock))
        await new Story(database, ledgers, clock).tell(steps)
      }),
      { numRuns: 40 },
    )
  })
})
