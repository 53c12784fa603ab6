import type { Database, Session } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { type Month, monthOf } from '../domain/month.ts'
import { VaultError } from '../domain/vault-error.ts'
import { groupCommit } from './group-commit.ts'
import type { Ledger, ReserveAnswer, ReserveRequest } from './ledger.ts'
import {
  changeQuota,
  endReservations,
  findAnyCharge,
  findBalance,
  findCharged,
  findOrphans,
  findPrice,
  type Grant,
  insertReservations,
  listEntries,
  lockTenants,
  monthsGoingOn,
  raiseNoted,
  readBalances,
  type Settled,
  type Settlement,
  sumChargesOfRun,
} from './ledger-statements.ts'
import { grantInOrder } from './quota-grants.ts'

type Booking = ReserveRequest | Settlement
type BookingAnswer = ReserveAnswer | Settled
/** SQLSTATE classes 22 and 23: this statement's data is wrong, nothing of the transaction was kept. */
const DATA_ERROR = /^2[23]/

export function createLedger({ kysely }: Pick<Database, 'kysely'>, clock: Clock): Ledger {
  const book = groupCommit<Booking, BookingAnswer>((bookings) => bookApart(bookings, bookTogether))

  function bookTogether(bookings: readonly Booking[]): Promise<(BookingAnswer | Error)[]> {
    return kysely.transaction().execute((trx) => bookAll(trx, bookings, clock))
  }

  async function settle(reservationId: number, rows: number | null, reason: string | null): Promise<Settled> {
    const settled = (await book({ reservationId, rows, reason })) as Settled
    if (settled.charged > settled.reserved) throw overDelivered(settled)
    return settled
  }

  return {
    balance: async (tenantId) => {
      const now = clock.now()
      const month = (await monthsGoingOn(kysely, [tenantId], now)).get(tenantId) ?? monthOf(now)
      const balance = await findBalance(kysely, tenantId, month)
      return balance && { ...balance, left: leftOf(balance) }
    },
    charged: (tenantId) => findCharged(kysely, tenantId, monthOf(clock.now())),
    hasCharged: (tenantId) => findAnyCharge(kysely, tenantId),
    changeQuota: (tenantId, change) =>
      kysely.transaction().execute((trx) => changeQuota(trx, tenantId, change, clock.now())),
    priceIn: (tenantId, month) => findPrice(kysely, tenantId, month),
    aboutToNote: (tenantId, month, messages) => raiseNoted(kysely, tenantId, month, messages),
    reserve: async (request) => {
      if (!Number.isSafeInteger(request.wanted) || request.wanted < 1) throw badAmount(request.wanted)
      return (await book(request)) as ReserveAnswer
    },
    charge: async (reservationId, rows, reason) => {
      if (!Number.isSafeInteger(rows) || rows < 0) throw badAmount(rows)
      await settle(reservationId, rows, reason ?? null)
    },
    release: async (reservationId, reason) => {
      await settle(reservationId, 0, reason)
    },
    chargeInFull: async (reservationId, reason) => {
      await settle(reservationId, null, reason)
    },
    settleOrphans: async (liveWorkerIds) => {
      const orphans = await findOrphans(kysely, liveWorkerIds)
      const settled = await Promise.all(
        orphans.map((id) => settle(id, null, 'worker lost').catch(ignoreEnded)),
      )
      return settled.reduce((messages, one) => messages + (one?.charged ?? 0), 0)
    },
    entries: (tenantId, page, filter) => listEntries(kysely, tenantId, page, filter),
    chargedByRun: (tenantId, runId) => sumChargesOfRun(kysely, tenantId, runId),
  }
}

/** One transaction for all; when one booking's data is refused, one for each, so that only that one fails. */
async function bookApart(
  bookings: readonly Booking[],
  bookTogether: (bookings: readonly Booking[]) => Promise<(BookingAnswer | Error)[]>,
): Promise<(BookingAnswer | Error)[]> {
  try {
    return await bookTogether(bookings)
  } catch (error) {
    if (bookings.length === 1 || !isDataError(error)) throw error
    const answers: (BookingAnswer | Error)[] = []
    for (const booking of bookings) answers.push(...(await bookTogether([booking]).catch(asAnswer)))
    return answers
  }
}

/** Settlements come first: what they free can be granted in the same transaction. */
async function bookAll(
  trx: Session,
  bookings: readonly Booking[],
  clock: Clock,
): Promise<(BookingAnswer | Error)[]> {
  const settlements = bookings.filter(isSettlement)
  const requests = bookings.filter((booking): booking is ReserveRequest => !isSettlement(booking))
  const tenantIds = [...new Set(requests.map((request) => request.tenantId))]
  await lockTenants(
    trx,
    tenantIds,
    settlements.map((settlement) => settlement.reservationId),
  )
  const at = clock.now()
  const settled = await settleAll(trx, settlements, at)
  const granted = await reserveAll(trx, requests, tenantIds, at)
  return bookings.map((booking) => take<BookingAnswer | Error>(isSettlement(booking) ? settled : granted))
}

/** The next answer, in the order of the questions. */
function take<T>(answers: T[]): T {
  const next = answers.shift()
  if (next === undefined) throw new Error('A booking got no answer')
  return next
}

async function settleAll(
  trx: Session,
  settlements: readonly Settlement[],
  at: Date,
): Promise<(Settled | Error)[]> {
  if (settlements.length === 0) return []
  const first = new Map(settlements.toReversed().map((settlement) => [settlement.reservationId, settlement]))
  const ended = await endReservations(trx, [...first.values()], at)
  const byId = new Map(ended.map((one) => [one.reservationId, one]))
  return settlements.map((settlement) => {
    const mine = first.get(settlement.reservationId) === settlement
    return (mine ? byId.get(settlement.reservationId) : undefined) ?? alreadyEnded(settlement.reservationId)
  })
}

async function reserveAll(
  trx: Session,
  requests: readonly ReserveRequest[],
  tenantIds: readonly string[],
  at: Date,
): Promise<ReserveAnswer[]> {
  if (requests.length === 0) return []
  const months = await monthsGoingOn(trx, tenantIds, at)
  const answers = new Map<Month, ReserveAnswer[]>()
  for (const month of new Set(months.values())) {
    const mine = requests.filter(({ tenantId }) => months.get(tenantId) === month)
    answers.set(month, await reserveIn(trx, mine, month, at))
  }
  return requests.map(({ tenantId }) => take(answers.get(months.get(tenantId) ?? monthOf(at)) ?? []))
}

async function reserveIn(
  trx: Session,
  requests: readonly ReserveRequest[],
  month: Month,
  at: Date,
): Promise<ReserveAnswer[]> {
  const tenantIds = [...new Set(requests.map(({ tenantId }) => tenantId))]
  const decisions = grantInOrder(requests, await readBalances(trx, tenantIds, month), month)
  const grants = decisions.filter((decision) => 'messages' in decision)
  const ids = grants.length === 0 ? [] : await insertReservations(trx, grants, month, at)
  return decisions.map((decision) =>
    'messages' in decision ? asAnswerOf(decision, take(ids), month) : decision,
  )
}

function asAnswerOf(grant: Grant, reservationId: number, month: Month): ReserveAnswer {
  return { granted: grant.messages, reservationId, month }
}

function isSettlement(booking: Booking): booking is Settlement {
  return 'reservationId' in booking
}

function leftOf(balance: { monthlyLimit: number | null; charged: number; reserved: number }): number | null {
  if (balance.monthlyLimit === null) return null
  return Math.max(0, balance.monthlyLimit - balance.charged - balance.reserved)
}

function isDataError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && DATA_ERROR.test(String(error.code))
}

function asAnswer(error: unknown): Error[] {
  return [error instanceof Error ? error : new Error(String(error))]
}

/** Two workers may settle the same orphans at once: one of them finds nothing left. */
function ignoreEnded(error: unknown): undefined {
  if (!(error instanceof VaultError && error.code === 'reservation-ended')) throw error
}

function badAmount(messages: number): RangeError {
  return new RangeError(`The ledger can’t book ${messages} messages`)
}

function alreadyEnded(reservationId: number): VaultError {
  return new VaultError({
    code: 'reservation-ended',
    attempted: `end reservation ${reservationId} of the quota ledger`,
    why: 'it already ended, or never existed.',
    hint: 'Nothing was booked twice. If this process lost its database for a while, another one charged its open reservations.',
  })
}

function overDelivered({ reservationId, reserved, charged }: Settled): VaultError {
  return new VaultError({
    code: 'over-delivered',
    attempted: `charge reservation ${reservationId} of the quota ledger`,
    why: `${charged} messages came where ${reserved} were reserved.`,
    hint: 'All of them are booked. Microsoft 365 returned more rows than a page can have. Report this to the makers of Chatvault.',
  })
}
