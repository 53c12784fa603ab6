import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../domain/clock.ts'

/** Milliseconds that go by, no matter who sets the machine's time. */
export const monotonicMs = (): number => performance.now()

/** The machine's own time: for programs, which hand it to everything else. */
export const systemClock: Clock = {
  now: () => new Date(Date.now()),
  wait: (ms, signal) =>
    delay(ms, undefined, { ...(signal && { signal }) }).catch((error: unknown) => {
      throw signal?.reason ?? error
    }),
}
