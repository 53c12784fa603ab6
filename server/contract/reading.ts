/** Who may read what messages say: the policy, and what people ask for. */
import { z } from 'zod'
import { READING_MODES } from '../domain/reading.ts'
import { instant } from './fields.ts'
import { Selection, SelectionScope } from './selection.ts'

/**
 * `open`: those with the role read. `reason`: they say why first, and read at once. `four-eyes`: another person approves it
 * before.
 */
export const ReadingMode = z.enum(READING_MODES)

export const SetReadingPolicy = z.strictObject({
  mode: ReadingMode,
  /** Whether admins read without the role of a reviewer. As it is when left out. */
  adminsRead: z.boolean().optional(),
})
export type SetReadingPolicy = z.infer<typeof SetReadingPolicy>

/** What is stricter holds at once. What is looser is `pending` until another admin asks for the same. */
export const ReadingPolicy = z.object({
  mode: ReadingMode,
  adminsRead: z.boolean(),
  /** Name of the person; null before anyone set one. */
  changedBy: z.string().nullable(),
  changedAt: instant.nullable(),
  pending: z
    .object({
      mode: ReadingMode,
      adminsRead: z.boolean(),
      askedBy: z.object({ id: z.string(), name: z.string() }),
      at: instant,
      /** Whether the person who looks may approve it. */
      mayApprove: z.boolean(),
    })
    .nullable(),
})
export type ReadingPolicy = z.infer<typeof ReadingPolicy>

/** Longest time that is granted at once: a month. */
const LONGEST_HOURS = 744

export const AskToRead = z.strictObject({
  /** An empty one asks for everything. */
  selection: Selection.default({}),
  reason: z.string().trim().min(1).max(1000),
  /** How long, from the approval on. */
  hours: z.number().positive().max(LONGEST_HOURS),
})
export type AskToRead = z.input<typeof AskToRead>

export const ReadingState = z.enum(['waiting-for-approval', 'approved', 'rejected', 'expired'])
export type ReadingState = z.infer<typeof ReadingState>

export const ReadingRequest = z.object({
  id: z.string(),
  state: ReadingState,
  selection: Selection,
  /** The selection in names. */
  scope: SelectionScope,
  reason: z.string(),
  hours: z.number(),
  askedBy: z.object({ id: z.string(), name: z.string() }),
  askedAt: instant,
  /** Null while it waits, or where the reason was enough. */
  decidedBy: z.string().nullable(),
  /** When it was granted or rejected. */
  decidedAt: instant.nullable(),
  /** Until when it waits, or allows reading. */
  endsAt: instant,
  /** Whether the person who looks asked for it. */
  isMine: z.boolean(),
  /** Whether the person who looks may approve or reject it now. */
  mayDecide: z.boolean(),
})
export type ReadingRequest = z.infer<typeof ReadingRequest>
