/**
 * Time comes in by the door: only `process/system-clock.ts` asks the machine for it; tests bring their own clock.
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

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00.000Z')
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * Whether `text`, RFC 3339 with any offset, is an instant that JavaScript, PostgreSQL and RFC 3339 can all write in UTC:
 * the years 0001 to 9999. `9999-12-31T23:59:59-23:59` is well formed and in the year 10000.
 */
export function isInstant(text: string): boolean {
  const ms = Date.parse(text)
  return ms >= EARLIEST_MS && ms <= LATEST_MS
}
