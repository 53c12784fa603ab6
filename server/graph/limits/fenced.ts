/** Raises the tenant's fence on a stop sign (429 or 503 with `Retry-After`), and lets nobody through while it stands. */
import type { Clock } from '../../domain/clock.ts'
import { around } from '../around.ts'
import type { GraphCalls } from '../calls.ts'
import { GraphError } from '../wire/graph-error.ts'
import type { Fence } from './fence.ts'

/** Graph names seconds to minutes, at times an hour or more. What is longer than this is asked again after it. */
export const LONGEST_FENCE_MS = 24 * 60 * 60_000

export function fencedGraph(inner: GraphCalls, fence: Fence, clock: Pick<Clock, 'now'>): GraphCalls {
  return around(inner, async (_lane, send, signal) => {
    if (fence.until() !== undefined) await fence.wait(signal)
    return send().catch((error: unknown) => {
      const delayMs = stopMs(error)
      if (delayMs > 0) fence.raise(new Date(clock.now().getTime() + delayMs))
      throw error
    })
  })
}

/** How long Microsoft told everybody to stop; 0 for any other failure. */
export function stopMs(error: unknown): number {
  if (!(error instanceof GraphError) || !error.stopSign) return 0
  return Math.min(error.retryAfterMs ?? 0, LONGEST_FENCE_MS)
}
