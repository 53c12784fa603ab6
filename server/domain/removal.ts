import { DAY_MS } from './day.ts'

/** Why messages leave the archive for good: someone asked for it and another person agreed, or they grew too old. */
export type RemovalCause = 'erasure' | 'retention'

/** An erasure waits for another person's approval; what retention removes begins as running. */
export type RemovalState = 'waiting-for-approval' | 'rejected' | 'running' | 'completed'

/** Sent before that moment is too old at `at`. */
export function tooOldBefore(keepDays: number, at: Date): Date {
  return new Date(at.getTime() - keepDays * DAY_MS)
}

/** What may come in between two days with old dates: a tenth, and a hundred messages. */
const SLACK_SHARE = 0.1
const SLACK_MESSAGES = 100

/**
 * Whether a day's removal is what it was expected to be. How many messages grow too old within a day is known the day before;
 * much more means that old messages came in since, or that something is wrong: a person must look.
 */
export function isAsExpected(expected: number, found: number): boolean {
  return found <= expected + Math.floor(expected * SLACK_SHARE) + SLACK_MESSAGES
}
