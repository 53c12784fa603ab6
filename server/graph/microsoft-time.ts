/**
 * Microsoft's time, from the `Date` of its answers (RFC 9110 6.6.1: the second in which the answer originated).
 * Watermarks and months are Microsoft's, and our own clock may be wrong or set while we work; so time is counted from the
 * last answers by a clock that no one sets.
 *
 *   an answer sent for at `s` and here at `r` with date D:  its clock was between D and D + 1 s somewhere between s and r
 *   so at r it is D at least, and at s it was D + 1 s at most;  answers that agree narrow that down
 */
import type { Clock } from '../domain/clock.ts'
import type { Answer, Exchange } from './wire/exchange.ts'

export type MicrosoftTime = {
  /** Notes what the answers of an exchange say. */
  listen(exchange: Exchange): Exchange
  /** No clock at Microsoft shows less now; undefined until one was seen. */
  earliest(): Date | undefined
  /** Whether an answer of the last minute stands behind it, also by our own clock: who slept has to ask again. */
  isFresh(): boolean
  /** Our clock where Microsoft's answers allow it, else the nearest time that they allow. */
  readonly clock: Clock
  /** How far our clock is ahead (negative: behind), beyond what cannot be told apart; undefined until an answer was seen. */
  leadMs(): number | undefined
}

type Options = {
  readonly clock: Clock
  /** Milliseconds by a clock that is never set. */
  readonly monotonicMs: () => number
}

/** Bounds of Microsoft's time, as distances from the monotonic clock. */
type Bounds = { low: number; high: number; readonly since: number; seenAt: number; wallAt: number }

/** Bounds are drawn again after that, because clocks drift: by a second in some hours at worst. */
const NARROWED_FOR_MS = 10 * 60_000
const FRESH_MS = 60_000
/** What took longer says too little. */
const SLOWEST_MS = 30_000

export function createMicrosoftTime({ clock, monotonicMs }: Options): MicrosoftTime {
  let bounds: Bounds | undefined

  function note(dateMs: number, sentAt: number): void {
    const at = monotonicMs()
    if (at - sentAt > SLOWEST_MS) return
    const seen = { low: dateMs - at, high: dateMs + 1000 - sentAt }
    const before = bounds
    const agree = before && before.low <= seen.high && seen.low <= before.high
    const kept = agree && at - before.since <= NARROWED_FOR_MS ? before : undefined
    bounds = {
      low: Math.max(seen.low, kept?.low ?? seen.low),
      high: Math.min(seen.high, kept?.high ?? seen.high),
      since: kept?.since ?? at,
      seenAt: at,
      wallAt: clock.now().getTime(),
    }
  }

  const earliest = () => (bounds === undefined ? undefined : new Date(Math.floor(monotonicMs() + bounds.low)))

  function now(): Date {
    const own = clock.now()
    if (bounds === undefined) return own
    const at = monotonicMs()
    return new Date(Math.min(Math.max(own.getTime(), at + bounds.low), at + bounds.high))
  }

  return {
    listen: (exchange) => async (ask) => {
      const sentAt = monotonicMs()
      const answer = await exchange(ask)
      const dateMs = dateOf(answer)
      if (dateMs !== undefined) note(dateMs, sentAt)
      return answer
    },
    earliest,
    isFresh() {
      if (bounds === undefined) return false
      const ages = [monotonicMs() - bounds.seenAt, clock.now().getTime() - bounds.wallAt]
      return ages.every((age) => age >= 0 && age <= FRESH_MS)
    },
    clock: { now, wait: clock.wait },
    leadMs: () => (bounds === undefined ? undefined : clock.now().getTime() - now().getTime()),
  }
}

/** Of Microsoft itself: a proxy on the way that refuses has a date of its own, but none of Microsoft's request ids. */
function dateOf({ status, headers }: Answer): number | undefined {
  const own = status === 200 || 'request-id' in headers || 'x-ms-request-id' in headers
  const at = Date.parse(String(headers.date ?? ''))
  return own && headers.age === undefined && !Number.isNaN(at) ? at : undefined
}
