/** A limit of time for work of several parts, some of which take no signal. */
import type { Clock } from '../domain/clock.ts'

export type TimeLimit = {
  /** Aborted when time is up or `signal` is. */
  readonly signal: AbortSignal
  /** The part's outcome, or the signal's reason as soon as there is one; what is given up continues unheard. */
  race<T>(part: Promise<T>): Promise<T>
  /** The work is over: nothing is aborted any more. */
  end(): void
}

export function timeLimit(
  clock: Clock,
  ms: number,
  timeIsUp: () => Error,
  signal: AbortSignal | undefined,
): TimeLimit {
  const up = new AbortController()
  const ended = new AbortController()
  const either = signal === undefined ? up.signal : AbortSignal.any([up.signal, signal])
  clock.wait(ms, ended.signal).then(
    () => up.abort(timeIsUp()),
    () => undefined,
  )
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  aborted.catch(() => undefined)
  if (either.aborted) reject(either.reason)
  either.addEventListener('abort', () => reject(either.reason), { once: true })
  return { signal: either, race: (part) => Promise.race([part, aborted]), end: () => ended.abort() }
}
