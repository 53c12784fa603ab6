/** How long messages are kept. */
import { z } from 'zod'
import { count, instant } from './fields.ts'

/** Days since a message was sent; null keeps them for ever. */
const keepDays = z.int().min(1).max(36_500).nullable()

export const SetRetention = z.strictObject({ keepDays })
export type SetRetention = z.infer<typeof SetRetention>

/** What would be removed now. Held messages are kept and count as `heldBack` only. */
export const RetentionPreview = z.object({ messages: count, conversations: count, heldBack: count })
export type RetentionPreview = z.infer<typeof RetentionPreview>

export const Retention = z.object({
  keepDays,
  /** Null where no one has ever chosen. */
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
  /** What the preview said when it was saved. */
  agreedMessages: count,
  /** When messages are removed next, and how many of those archived so far are too old by then. */
  nextAt: instant.nullable(),
  nextMessages: count.nullable(),
  lastAt: instant.nullable(),
  lastMessages: count.nullable(),
  /** More were too old than expected: nothing is removed until it is saved again. */
  stopped: z.object({ at: instant, expected: count, found: count }).nullable(),
})
export type Retention = z.infer<typeof Retention>
