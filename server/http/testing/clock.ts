import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../domain/clock.ts'

/** Time as it passes. */
export const realClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) => delay(ms, undefined, { ...(signal && { signal }) }),
}
