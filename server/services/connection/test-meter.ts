/** A connection test reads at most one metered message, booked like every other. */

import type { Ledger } from '../../books/ledger.ts'
import type { Month } from '../../domain/month.ts'
import { notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Meter, Reservation } from '../../graph/graph.ts'
import { firstSettings } from '../metering/quota.ts'

/** Around the ledger's meter, for one test: one message is reserved, and another only when that one was removed. */
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
  note('it is still running')
  return {
    messages: reservation.messages,
    async charge(rows) {
      note('it arrived')
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
 * A test costs one message, also one that a new limit comes with: the stored limit holds until the test is passed. With
 * nothing left under it the test is refused before anyone is asked; raising it for the test alone would let a lost
 * answer, or a run, book a message above the limit that was agreed to.
 *
 * Where nothing is set yet, the first settings hold, whose limit is an allowance for tests. They agree to nothing.
 */
export async function requireOneLeft(ledger: Ledger, tenantId: string): Promise<void> {
  const balance = await ledger.balance(tenantId)
  if (balance === undefined)
    return ledger.changeQuota(tenantId, { to: {}, first: await firstSettings(ledger, tenantId) })
  const { monthlyLimit, charged, month } = balance
  if (monthlyLimit !== null && charged >= monthlyLimit) throw nothingLeft(month)
}

function nothingLeft(month: Month): VaultError {
  return new VaultError({
    code: 'quota-reached',
    notice: notice('limit-blocks-test'),
    attempted: 'test the connection',
    why: `a test reads one message, and the message limit for ${month} (UTC) is reached`,
    hint: 'Raise the limit first (PUT /api/quota; on the Connection page, change only the limit), then try again. Or wait for the next month (UTC).',
    status: 409,
  })
}

function spentAlready(how: string): VaultError {
  return new VaultError({
    notice: notice('test-message-spent', { quoted: how }),
    attempted: 'read one message again',
    why: `a connection test can cost one message at most, and that one is booked (${how})`,
    hint: 'Test the connection again.',
    status: 409,
  })
}
