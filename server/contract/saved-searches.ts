/** Searches that operators keep for themselves. */
import { z } from 'zod'
import { LONGEST_QUERY } from '../domain/search/query.ts'
import { ConversationType } from './archive.ts'
import { instant } from './fields.ts'
import { ContentKind } from './search.ts'

/** What is asked for: members as those of `GET /api/search`, but for days, which are of the reader's calendar, wherever that is. */
export const SearchAsked = z.strictObject({
  q: z.string().max(LONGEST_QUERY).optional(),
  subjectId: z.string().max(100).optional(),
  senderId: z.string().max(200).optional(),
  type: ConversationType.optional(),
  has: ContentKind.optional(),
  deleted: z.enum(['only', 'none']).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})
export type SearchAsked = z.infer<typeof SearchAsked>

export const SaveSearch = z.strictObject({
  /** One that its owner has a search of gives it what this one asks for. */
  name: z.string().trim().min(1).max(100),
  asked: SearchAsked.refine(
    (asked) => Object.values(asked).some((value) => value !== undefined && value.trim() !== ''),
    {
      error: 'A search asks for something: words, or one filter at least',
    },
  ),
})
export type SaveSearch = z.infer<typeof SaveSearch>

/** `people`: those it names, where they're known. */
export const SavedSearch = z.object({
  id: z.string(),
  name: z.string(),
  asked: SearchAsked,
  people: z.array(z.object({ id: z.string(), displayName: z.string() })),
  savedAt: instant,
})
export type SavedSearch = z.infer<typeof SavedSearch>
