/** Who may read what messages say, and when: the rules, without anyone who keeps them. */
import type { MessageSelection } from './selection.ts'

/** From the loosest to the strictest. */
export const READING_MODES = ['open', 'reason', 'four-eyes'] as const
export type ReadingMode = (typeof READING_MODES)[number]

export type ReadingPolicy = {
  /** `reason`: a request is granted by being made. `four-eyes`: another person approves it. */
  readonly mode: ReadingMode
  /** Whether admins may read without having the role of a reviewer. */
  readonly adminsRead: boolean
}

/** Before anyone set one. */
export const OPEN_POLICY: ReadingPolicy = { mode: 'open', adminsRead: true }

/** What holds at once when `asked` is asked for while `now` holds: wherever one of them is stricter, the stricter one. */
export function strictestOf(now: ReadingPolicy, asked: ReadingPolicy): ReadingPolicy {
  const stricter = READING_MODES.indexOf(asked.mode) > READING_MODES.indexOf(now.mode) ? asked : now
  return { mode: stricter.mode, adminsRead: now.adminsRead && asked.adminsRead }
}

export function isSamePolicy(one: ReadingPolicy, other: ReadingPolicy): boolean {
  return one.mode === other.mode && one.adminsRead === other.adminsRead
}

export type ReadingState = 'waiting-for-approval' | 'approved' | 'rejected' | 'expired'

/** How long a request waits for another person. */
export const WAITING_MS = 7 * 24 * 3_600_000

export type Decision = {
  readonly grantedAt: Date | null
  readonly rejectedAt: Date | null
  readonly endsAt: Date
}

export function readingStateOf({ grantedAt, rejectedAt, endsAt }: Decision, now: Date): ReadingState {
  if (rejectedAt !== null) return 'rejected'
  if (endsAt <= now) return 'expired'
  return grantedAt === null ? 'waiting-for-approval' : 'approved'
}

/**
 * Whether every message that `inner` can mean, now or later, is one that `outer` means. Told by what they say, not by what is
 * archived: two selections of the same messages in other words count as different. Words narrow to themselves alone.
 */
export function isWithin(inner: MessageSelection, outer: MessageSelection): boolean {
  return (
    isPartOf(inner.subjectIds, outer.subjectIds) &&
    isPartOf(inner.conversationIds, outer.conversationIds) &&
    (outer.from === undefined || (inner.from !== undefined && at(inner.from) >= at(outer.from))) &&
    (outer.to === undefined || (inner.to !== undefined && at(inner.to) <= at(outer.to))) &&
    (wordsOf(outer) === '' || wordsOf(inner) === wordsOf(outer))
  )
}

function isPartOf(inner: readonly string[] = [], outer: readonly string[] = []): boolean {
  if (outer.length === 0) return true
  const known = new Set(outer)
  return inner.length > 0 && inner.every((id) => known.has(id))
}

const at = (instant: string) => new Date(instant).getTime()
const wordsOf = ({ q = '' }: MessageSelection) => q.trim()
