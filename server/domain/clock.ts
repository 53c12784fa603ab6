/**
 * Time comes in by the door: `Date.now` appears in `main.ts` only, tests bring their own clock.
 */
export type Clock = {
  now(): Date
  /** Resolves after `ms`, or rejects with the signal's reason when it is aborted first. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

/** RFC 3339 UTC with milliseconds, the only form of an instant that is stored or sent. */
export function toInstant(date: Date): string {
  return date.toISOString()
}
