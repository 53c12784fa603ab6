/** The ledger as the metered Graph sees it: reservations of one tenant by this worker. */
import type { Ledger } from '../../books/ledger.ts'
import type { Clock } from '../../domain/clock.ts'
import { endOfMonth } from '../../domain/month.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Meter, Reservation } from '../../graph/graph.ts'

/** How long to wait before asking again when only reservations still open stand in the way. */
const OPEN_RESERVATION_WAIT_MS = 50

type Deps = { ledger: Ledger; clock: Clock; workerId: string }

/** `quota-reached` is thrown only when no reservation still open could free what is needed. */
export function createMeter(deps: Deps, tenantId: string): Meter {
  return {
    async reserve({ wanted, exact, runId, subjectId, signal }) {
      for (;;) {
        signal?.throwIfAborted()
        const answer = await deps.ledger.reserve({
          tenantId,
          workerId: deps.workerId,
          runId,
          subjectId,
          wanted,
          exact,
        })
        if (answer.granted > 0 && 'reservationId' in answer) return reservation(deps.ledger, answer)
        if (!('openElsewhere' in answer) || !answer.openElsewhere) throw quotaReached(answer.month)
        await deps.clock.wait(OPEN_RESERVATION_WAIT_MS, signal)
      }
    },
  }
}

function reservation(
  ledger: Ledger,
  { granted, reservationId }: { granted: number; reservationId: number },
): Reservation {
  return {
    messages: granted,
    charge: (rows) => ledger.charge(reservationId, rows),
    release: (reason) => ledger.release(reservationId, reason),
    chargeInFull: (reason) => ledger.chargeInFull(reservationId, reason),
  }
}

function quotaReached(month: string): VaultError {
  return new VaultError({
    code: 'quota-reached',
    attempted: 'read the next page of messages',
    why: `the limit of messages for ${month} (UTC) is reached`,
    hint: `Raise the limit on the Connection page, or wait: the backup goes on by itself on ${endOfMonth(month).toISOString().slice(0, 10)} (UTC).`,
    retry: 'later',
    status: 409,
  })
}
