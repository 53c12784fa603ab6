/** Which archived messages: one shape for exports, holds, and erasures. */
import { z } from 'zod'
import { LONGEST_QUERY } from '../domain/search/query.ts'
import { count, instant } from './fields.ts'

/** A message must meet every member that is given. Absent or empty members don't narrow. */
export const Selection = z.strictObject({
  /** In one of these people's mailboxes: Entra object ids. */
  subjectIds: z.array(z.string()).optional(),
  conversationIds: z.array(z.string()).optional(),
  /** Bounds, inclusive, of when messages were sent. */
  from: instant.optional(),
  to: instant.optional(),
  /** Words in what a message says, in any archived version, as a search finds them. */
  q: z.string().max(LONGEST_QUERY).optional(),
})
export type Selection = z.infer<typeof Selection>

const Chosen = z.object({ count, names: z.array(z.string()) })

/** What was chosen, for people. Counts of 0 limit nothing; the first few of the chosen are named where known. */
export const SelectionScope = z.object({
  people: Chosen,
  conversations: Chosen,
  from: instant.nullable(),
  to: instant.nullable(),
  q: z.string().nullable(),
})
export type SelectionScope = z.infer<typeof SelectionScope>
