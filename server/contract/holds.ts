/** Holds: messages that may be neither erased nor expire. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { Selection, SelectionScope } from './selection.ts'

const words = z.string().trim().min(1).max(1000)

export const StartHold = z.strictObject({
  name: z.string().trim().min(1).max(200),
  reason: words,
  /** An empty one holds everything. */
  selection: Selection.default({}),
  /** Whether messages archived later fall under it too. */
  growing: z.boolean().default(true),
})
export type StartHold = z.input<typeof StartHold>

export const ReleaseHold = z.strictObject({ reason: words.optional() })
export type ReleaseHold = z.infer<typeof ReleaseHold>

export const Hold = z.object({
  id: z.string(),
  name: z.string(),
  reason: z.string(),
  scope: SelectionScope,
  growing: z.boolean(),
  /** Held now; of a released one, when it was counted last. */
  messages: count,
  createdBy: z.string(),
  createdAt: instant,
  releasedAt: instant.nullable(),
  releasedBy: z.string().nullable(),
  releaseReason: z.string().nullable(),
})
export type Hold = z.infer<typeof Hold>
