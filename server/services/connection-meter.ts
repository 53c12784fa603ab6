/** A connection test reads at most one metered message, booked like every other. */
import type { Ledger, QuotaSettings } from '../books/ledger.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Meter, Reservation } from '../graph/graph.ts'
import { allowsMore, FIRST_SETTINGS } from './quota.ts'

/** Around the ledger's meter, for one test: one message is reserved, and another only when that one was given back. */
export function oneMessage(meter: Meter): Meter {
  let spent: string | undefined
  const note = (reason: string | undefined) => {
    spent = reason
  }
  return {
    async reserve(request) {
      if (spent !== undefined) throw spentAlready(spent)
      return noting(await meter.reserve({ ...request, wanted: 1, exact: true }), note)
    },
  }
}

function noting(reservation: Reservation, note: (spent: string | undefined) => void): Reservation {
  note('it is under way')
  return {
    messages: reservation.messages,
    async charge(rows) {
      note('it came')
      await reservation.charge(rows)
    },
    async chargeInFull(reason) {
      note(`its answer was lost: ${reason}`)
      await reservation.chargeInFull(reason)
    },
    async release(reason) {
      await reservation.release(reason)
      note(undefined)
    },
  }
}

/**
 * Runs a test with room for its one message, and answers with what undoes that room.
 *
 *   - Nothing set yet: the first settings hold, whose limit is an allowance for tests. They stay: they agree to nothing.
 *   - The month is used up and the limit being saved is higher: the old limit is raised by one message while the test
 *     runs. `undo` puts the old one back; the save that follows a good test sets the new one.
 */
export async function makeRoom(
  ledger: Ledger,
  tenantId: string,
  newLimit: number | null | undefined,
): Promise<{ undo(): Promise<void> }> {
  const balance = await ledger.balance(tenantId)
  if (balance === undefined) {
    await ledger.setQuota(tenantId, FIRST_SETTINGS)
    return { undo: async () => {} }
  }
  const { charged, reserved, left, monthlyLimit, pricePerMessage, currency, regime } = balance
  const settings = { monthlyLimit, pricePerMessage, currency, regime }
  const raises = left === 0 && newLimit !== undefined && allowsMore(charged + reserved, newLimit)
  if (!raises) return { undo: async () => {} }
  await ledger.setQuota(tenantId, { ...settings, monthlyLimit: charged + reserved + 1 })
  return { undo: () => putBack(ledger, tenantId, charged + reserved + 1, settings) }
}

/** Unless somebody has set another limit meanwhile. */
async function putBack(
  ledger: Ledger,
  tenantId: string,
  raisedTo: number,
  settings: QuotaSettings,
): Promise<void> {
  const balance = await ledger.balance(tenantId)
  if (balance?.monthlyLimit === raisedTo) await ledger.setQuota(tenantId, settings)
}

function spentAlready(how: string): VaultError {
  return new VaultError({
    code: 'test-message-spent',
    attempted: 'read one message again',
    why: `a connection test may cost one message at most, and that one is booked (${how})`,
    hint: 'Test the connection again.',
    status: 409,
  })
}
