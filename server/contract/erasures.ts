/** Erasures: chosen messages leave the archive for good, once another person has agreed. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { notice } from './notice.ts'
import { Selection, SelectionScope } from './selection.ts'

export const StartErasure = z.strictObject({
  /** Of the messages archived so far. An empty one is refused. */
  selection: Selection,
  reason: z.string().trim().min(1).max(1000),
})
export type StartErasure = z.input<typeof StartErasure>

export const ErasureState = z.enum(['waiting-for-approval', 'rejected', 'running', 'completed'])
export type ErasureState = z.infer<typeof ErasureState>

export const Erasure = z.object({
  id: z.string(),
  state: ErasureState,
  scope: SelectionScope,
  reason: z.string(),
  /** To be erased; held messages are kept, and count as `heldBack` only. Counted when asked for, in the end as decided. */
  messages: count,
  heldBack: count,
  askedBy: z.string(),
  askedAt: instant,
  /** Whether the person who reads this asked for it: then someone else has to approve it. */
  askedByMe: z.boolean(),
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Known when it is completed. */
  erased: count.nullable(),
  segmentsRewritten: count.nullable(),
  /** Finished exports that held some of the messages. */
  exportsDeleted: count,
  /** The archive's own record of it: removal documents with their SHA-256. */
  documents: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** Why it isn't finished yet, where something keeps it from that. */
  notice,
})
export type Erasure = z.infer<typeof Erasure>
