/** Conversations, messages, versions. */
import { z } from 'zod'
import { allowedBy, atMost, count, instant, PageQuery, pageOf } from './fields.ts'
import { notice } from './notice.ts'

export const ConversationMember = z.object({
  id: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  /** Outside the tenant: guest, federated, anonymous. */
  external: z.boolean(),
})
export type ConversationMember = z.infer<typeof ConversationMember>

export const ConversationType = z.enum(['oneOnOne', 'group', 'meeting', 'self', 'unknown'])
export type ConversationType = z.infer<typeof ConversationType>

export const Conversation = z.object({
  id: z.string(),
  type: ConversationType,
  topic: z.string().nullable(),
  members: z.array(ConversationMember),
  messageCount: count,
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
})
export type Conversation = z.infer<typeof Conversation>

export const ConversationQuery = PageQuery.extend({
  subjectId: z.string().max(100).optional(),
  /** Matches the topic and the members' names. */
  q: z.string().max(200).optional(),
  type: ConversationType.optional(),
  from: instant.optional(),
  to: instant.optional(),
})

/** A message as Graph returned it (every member kept) with our marks beside it. */
export const ArchivedMessage = z.looseObject({
  id: z.string(),
  etag: z.string(),
  messageType: z.string().nullish(),
  createdDateTime: z.string(),
  lastModifiedDateTime: z.string().nullish(),
  lastEditedDateTime: z.string().nullish(),
  deletedDateTime: z.string().nullish(),
  from: z.unknown(),
  body: z.looseObject({ contentType: z.string().nullish(), content: z.string().nullish() }).nullable(),
  /** Every archived version, oldest first; the last one is the message shown. */
  revisions: z.array(
    z.object({ etag: z.string(), modifiedAt: instant, fetchedAt: instant, runId: z.string() }),
  ),
  /** Deleted, by its author or by a policy; body and attachments are what the archive still holds. */
  tombstone: z.boolean(),
  /** Pictures and other hosted contents the message names, by hosted content id. */
  hostedContents: z.array(
    z.object({
      id: z.string(),
      contentType: z.string(),
      bytes: count,
      archived: z.boolean(),
      reason: z.string().nullable(),
      /** The reason as data. */
      notice,
    }),
  ),
})
export type ArchivedMessage = z.infer<typeof ArchivedMessage>

export const MessageQuery = z.object({
  limit: atMost(200),
  /** A page's `next`: continues in the direction that page was read in. */
  cursor: z.string().max(2000).optional(),
  /** A message id: the page has it in the middle. */
  around: z.string().max(200).optional(),
  /** A cursor of this list, or a time. */
  before: z.string().max(2000).optional(),
  after: z.string().max(2000).optional(),
})

/** Oldest first. `before` leads to older messages, `after` to newer ones; null at either end. */
export const MessagePage = z.object({
  items: z.array(ArchivedMessage),
  next: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Where there are any, only messages they allow are shown. */
  allowedBy,
})
export type MessagePage = z.infer<typeof MessagePage>

/** Messages of a conversation by the month (UTC) they were sent in, oldest first; months without any are left out. */
export const Timeline = z.object({
  months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d\d$/), messages: count })),
})
export type Timeline = z.infer<typeof Timeline>

/** One archived version: the message as Graph returned it, every member kept. */
export const Revision = z.object({
  /** 1 is the oldest. */
  revision: z.int().min(1),
  etag: z.string(),
  modifiedAt: instant,
  fetchedAt: instant,
  runId: z.string(),
  message: z.looseObject({}),
  /** This version says that the message was deleted. */
  tombstone: z.boolean(),
})
export type Revision = z.infer<typeof Revision>

/** Every archived version of a message, oldest first. */
export const RevisionPage = pageOf(Revision).extend({ allowedBy })
export type RevisionPage = z.infer<typeof RevisionPage>
