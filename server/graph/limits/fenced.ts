/** Raises the tenant's fence on a stop sign (429 or 503 with `Retry-After`), and lets no one through until it falls. */
import type { Clock } from '../../domain/clock.ts'
import { type Around, around } from '../around.ts'
import type { GraphCalls } from '../calls.ts'
import { GraphError } from '../wire/graph-error.ts'
import type { Fence } from './fence.ts'

/**
 * Graph names seconds to minutes, at times an hour or more. After longer waits, Chatvault asks again after this time.
 */
export const LONGEST_FENCE_MS = 24 * 60 * 60_000

export function fencedGraph(inner: GraphCalls, fence: Fence, clock: Pick<Clock, 'now'>): GraphCalls {
  return around(inner, fencing(fence, clock))
}

export function fencing(fence: Fence, clock: Pick<Clock, 'now'>): Around {
  return async (_lane, send, signal) => {
    if (fence.until() !== undefined) await fence.wait(signal)
    return send().catch((error: unknown) => {
      const delayMs = stopMs(error)
      if (delayMs > 0) fence.raise(new Date(clock.now().getTime() + delayMs))
      throw error
    })
  }
}

/** How long Microsoft asked everyone to stop; 0 for any other failure. */
export function stopMs(error: unknown): number {
  if (!(error instanceof GraphError) || !error.stopSign) return 0
  return Math.min(error.retryAfterMs ?? 0, LONGEST_FENCE_MS)
}
