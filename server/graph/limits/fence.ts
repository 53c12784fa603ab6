/**
 * One tenant's stop sign. Microsoft counts requests sent while it throttles, so one answer with `Retry-After` stops
 * every caller of the tenant until the latest end that any of them received (Learn: throttling guidance; corso's
 * throttle fence).
 */
import type { Clock } from '../../domain/clock.ts'
import { GraphError } from '../wire/graph-error.ts'

export type Fence = {
  /** When the fence falls, or undefined when there is none. */
  until(): Date | undefined
  /** An earlier end than the standing one changes nothing. */
  raise(until: Date): void
  /**
   * Resolves when there is no fence; rejects with the signal's reason, or with a stop sign as Microsoft's own
   * (`retryAfterMs`: what is left of it) as soon as it stands longer than the caller bears.
   */
  wait(signal?: AbortSignal): Promise<void>
  /** The same fence for a caller who waits no longer than this at a time. */
  bearing(patienceMs: number): Fence
}

/** `onChange` is called with the end of a fence each time it moves, for the tab's status line. */
export function memoryFence(clock: Clock, onChange: (until: Date) => void = () => undefined): Fence {
  let end = Number.NEGATIVE_INFINITY
  const leftMs = () => Math.max(0, end - clock.now().getTime())
  const bearing = (patienceMs: number): Fence => ({
    until: () => (leftMs() > 0 ? new Date(end) : undefined),
    raise(until) {
      if (until.getTime() <= end) return
      end = until.getTime()
      onChange(until)
    },
    async wait(signal) {
      signal?.throwIfAborted()
      for (let left = leftMs(); left > 0; left = leftMs()) {
        if (left > patienceMs) throw stillStanding(left)
        await clock.wait(left, signal)
      }
    },
    bearing,
  })
  return bearing(Number.POSITIVE_INFINITY)
}

/** As if Microsoft had been asked, and had answered what it said before. */
function stillStanding(retryAfterMs: number): GraphError {
  return new GraphError({
    code: 'microsoft-asks-to-wait',
    attempted: 'ask Microsoft 365',
    why: `it asked Chatvault to send nothing for another ${Math.ceil(retryAfterMs / 60_000)} min`,
    hint: 'You don’t need to do anything. Chatvault tries again automatically. If you’re waiting for an answer, try again later.',
    retry: 'later',
    outcome: 'refused',
    httpStatus: 429,
    stopSign: true,
    retryAfterMs,
  })
}
