/**
 * Bookings that failed after Microsoft 365 had answered: the database was full or away for a moment. A live worker's
 * reservation is no orphan, so it would remain open until the next start. The booking is repeated before the next
 * reservation, and from time to time until it succeeds.
 */
import type { Clock } from '../../domain/clock.ts'
import { VaultError } from '../../domain/vault-error.ts'

const TRY_AGAIN_MS = 30_000

type Booking = () => Promise<void>

export type OwedBookings = {
  /** Books; what fails is thrown, and owed from then on. */
  book(booking: Booking): Promise<void>
  /** Books what is owed. What fails again remains owed; that is told by whatever is booked next. */
  bookNow(): Promise<void>
}

export function createOwedBookings(clock: Clock): OwedBookings {
  const owed = new Set<Booking>()
  let trying = false

  async function bookNow(): Promise<void> {
    for (const booking of [...owed]) {
      const isBooked = await booking().then(() => true, wasBookedBefore)
      if (isBooked) owed.delete(booking)
    }
  }

  async function keepTrying(): Promise<void> {
    if (trying) return
    trying = true
    while (owed.size > 0) {
      await clock.wait(TRY_AGAIN_MS)
      await bookNow()
    }
    trying = false
  }

  return {
    async book(booking) {
      try {
        await booking()
      } catch (thrown) {
        if (!wasBookedBefore(thrown)) {
          owed.add(booking)
          void keepTrying()
        }
        throw thrown
      }
    },
    bookNow,
  }
}

/** No one answered, but it was done; or someone took this worker for dead and settled for it. */
function wasBookedBefore(thrown: unknown): boolean {
  return thrown instanceof VaultError && thrown.code === 'reservation-ended'
}
