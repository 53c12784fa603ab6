/** The ledger as the metered Graph sees it: reservations of one tenant by this worker. */
import type { Ledger } from '../../books/ledger.ts'
import type { Clock } from '../../domain/clock.ts'
import { endOfMonth, type Month } from '../../domain/month.ts'
import type { Room } from '../../domain/room.ts'
import { MustWait } from '../../domain/suspension.ts'
import type { Meter, Reservation } from '../../graph/graph.ts'
import type { Allowances, Covered } from './allowances.ts'
import { createOwedBookings, type OwedBookings } from './owed-bookings.ts'

/** How long to wait before asking again when only reservations still open stand in the way. */
const OPEN_RESERVATION_WAIT_MS = 50

/** How long others may take before it is asked whether they still live: a page takes less, most of the time. */
const SETTLE_AFTER_MS = 5000

type Deps = {
  ledger: Ledger
  clock: Clock
  workerId: string
  /** Tells the archive of what was reserved before the request may leave. */
  allowances: Pick<Allowances, 'cover'>
  /** Charges what workers that are gone have left open. Without it, such a reservation is waited for until a restart. */
  settleOrphans?: () => Promise<unknown>
  /** Asked before every reservation, when given: no page is asked for that could not be written down. */
  room?: Pick<Room, 'demand'>
}

/** `quota-reached` is thrown only when no reservation still open could free enough. */
export function createMeter(deps: Deps, tenantId: string): Meter {
  const settleOrphans = shared(deps.settleOrphans ?? (async () => {}))
  const owed = createOwedBookings(deps.clock)
  return {
    async reserve({ wanted, exact, runId, subjectId, signal }) {
      await deps.room?.demand()
      await owed.bookNow()
      for (let waitedMs = 0; ; waitedMs += OPEN_RESERVATION_WAIT_MS) {
        signal?.throwIfAborted()
        const answer = await deps.ledger.reserve({
          tenantId,
          workerId: deps.workerId,
          runId,
          subjectId,
          wanted,
          exact,
        })
        if (answer.granted > 0 && 'reservationId' in answer) {
          const { granted: messages, month } = answer
          return covered(deps, owed, answer, { tenantId, month, messages, runId })
        }
        if (!('openElsewhere' in answer) || !answer.openElsewhere) throw quotaReached(answer.month)
        if (waitedMs > 0 && waitedMs % SETTLE_AFTER_MS === 0) await settleOrphans()
        await deps.clock.wait(OPEN_RESERVATION_WAIT_MS, signal)
      }
    },
  }
}

/** Lanes that wait together ask once. */
function shared(work: () => Promise<unknown>): () => Promise<unknown> {
  let underWay: Promise<unknown> | undefined
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}

type Granted = { readonly granted: number; readonly reservationId: number }

async function covered(
  { ledger, allowances }: Deps,
  owed: OwedBookings,
  granted: Granted,
  request: Covered,
): Promise<Reservation> {
  try {
    return reservation(ledger, owed, granted, await allowances.cover(request))
  } catch (thrown) {
    await owed.book(() => ledger.release(granted.reservationId, 'the archive couldn’t be updated'))
    throw thrown
  }
}

function reservation(
  ledger: Ledger,
  owed: OwedBookings,
  { granted, reservationId }: Granted,
  giveBack: (messages: number) => void,
): Reservation {
  return {
    messages: granted,
    charge: (rows) =>
      owed.book(async () => {
        await ledger.charge(reservationId, rows)
        giveBack(granted - rows)
      }),
    release: (reason) =>
      owed.book(async () => {
        await ledger.release(reservationId, reason)
        giveBack(granted)
      }),
    chargeInFull: (reason) => owed.book(() => ledger.chargeInFull(reservationId, reason)),
  }
}

function quotaReached(month: Month): MustWait {
  return new MustWait({
    code: 'quota-reached',
    attempted: 'read the next page of messages',
    why: `the message limit for ${month} (UTC) is reached`,
    hint: 'Raise the limit on the Connection page, or wait: the backup continues automatically when the next month (UTC) begins.',
    status: 409,
    wakeAt: endOfMonth(month),
  })
}
