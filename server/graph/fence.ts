/**
 * One tenant's stop sign. Microsoft counts requests sent while it throttles, so one answer with `Retry-After` stops every
 * caller of the tenant until the latest end anyone was told (Learn: throttling guidance; corso's throttle fence).
 */
import type { Clock } from '../domain/clock.ts'

export type Fence = {
  /** When the fence falls, or undefined when there is none. */
  until(): Date | undefined
  /** An earlier end than the standing one changes nothing. */
  raise(until: Date): void
  /** Resolves when there is no fence, rejects with the signal's reason. */
  wait(signal?: AbortSignal): Promise<void>
}

/** `onChange` is told the end of a fence each time it moves, for the tab's status line. */
export function memoryFence(clock: Clock, onChange: (until: Date) => void = () => undefined): Fence {
  let end = Number.NEGATIVE_INFINITY
  const leftMs = () => Math.max(0, end - clock.now().getTime())
  return {
    until: () => (leftMs() > 0 ? new Date(end) : undefined),
    raise(until) {
      if (until.getTime() <= end) return
      end = until.getTime()
      onChange(until)
    },
    async wait(signal) {
      signal?.throwIfAborted()
      for (let left = leftMs(); left > 0; left = leftMs()) await clock.wait(left, signal)
    },
  }
}
