/** Searching what archived messages say. */
import { z } from 'zod'
import { LONGEST_QUERY } from '../domain/search/query.ts'
import { ConversationType } from './archive.ts'
import { allowedBy, atMost, count, instant } from './fields.ts'

export const ContentKind = z.enum(['file', 'image', 'link', 'mention', 'card'])
export type ContentKind = z.infer<typeof ContentKind>

export const SearchParameters = z.object({
  /** Words, `"a phrase"`, `-word`, `a OR b`, `begin*`. Without it everything the filters let through is found. */
  q: z.string().max(LONGEST_QUERY).optional(),
  /** In whose chats: an Entra object id. */
  subjectId: z.string().max(100).optional(),
  senderId: z.string().max(200).optional(),
  conversationId: z.string().max(500).optional(),
  type: ConversationType.optional(),
  /** Bounds, inclusive, of when messages were sent. */
  from: instant.optional(),
  to: instant.optional(),
  has: ContentKind.optional(),
  deleted: z.enum(['only', 'none']).optional(),
  limit: atMost(100),
  cursor: z.string().max(2000).optional(),
})

export const SearchTerm = z.object({
  text: z.string(),
  kind: z.enum(['word', 'phrase', 'prefix']),
  not: z.boolean(),
})
export type SearchTerm = z.infer<typeof SearchTerm>

/** A message that was found. */
export const SearchHit = z.object({
  conversationId: z.string(),
  conversationType: ConversationType,
  /** Its topic, or who takes part; null where neither is known. */
  conversationName: z.string().nullable(),
  messageId: z.string(),
  /** Someone in whose archived chats it is: the sender, where that is one of them. */
  subjectId: z.string(),
  /** The newest version with the words: 1 is the oldest. */
  revision: z.int().min(1),
  revisions: z.int().min(1),
  sentAt: instant,
  sender: z.object({ id: z.string(), displayName: z.string().nullable() }).nullable(),
  /** Where the words are: in what the message says, or in the topic of its conversation. */
  found: z.enum(['message', 'topic']),
  snippet: z.string(),
  /** UTF-16 positions in the snippet, from and to, in order. */
  highlights: z.array(z.tuple([count, count])),
  has: z.array(ContentKind),
  /** The message was deleted. */
  tombstone: z.boolean(),
})
export type SearchHit = z.infer<typeof SearchHit>

/** Newest first. */
export const SearchPage = z.object({
  items: z.array(SearchHit),
  next: z.string().nullable(),
  /** So many messages are found at least; all of them when `exact`. */
  atLeast: count,
  exact: z.boolean(),
  /** What was looked for: all of the outer list, of each inner one at least one. Empty when there was nothing to look for. */
  understood: z.array(z.array(SearchTerm)),
  /** Archived messages and descriptions that can't be found yet, because they are still being prepared. */
  waiting: count,
  /** Versions that are too long to be searched as a whole. */
  cut: count,
  /** Where there are any, only messages they allow were looked through. */
  allowedBy,
})
export type SearchPage = z.infer<typeof SearchPage>
