/** Reads the archive as people saw it: conversations newest first, messages oldest first, every version of a message. */
import type { z } from 'zod'
import type { Archive, TenantArchive } from '../../archive/archive.ts'
import { cacheFrames } from '../../archive/frame-cache.ts'
import {
  type ConversationRow,
  findConversation,
  listConversations,
  listMembers,
  type MemberRow,
} from '../../catalog/conversations.ts'
import { findMedia } from '../../catalog/media.ts'
import { countByMonth, findMessage, listRevisions } from '../../catalog/messages.ts'
import type {
  Conversation,
  ConversationQuery,
  MessagePage,
  MessageQuery,
  RevisionPage,
  Timeline,
} from '../../contract/index.ts'
import type { Database, Session } from '../../database/database.ts'
import { toInstant } from '../../domain/clock.ts'
import { harmlessType } from '../../domain/hosted-contents.ts'
import { isTombstone } from '../../domain/message.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { decodeCursor, InstantPosition, type Page, pageOf } from '../cursor.ts'
import type { ReadingGate } from '../reading/gate.ts'
import { readAll } from './archived-messages.ts'
import { readMessagePage } from './message-page.ts'

export type BrowseService = {
  conversations(operator: Operator, query: z.output<typeof ConversationQuery>): Promise<Page<Conversation>>
  conversation(operator: Operator, conversationId: string): Promise<Conversation>
  messages(
    operator: Operator,
    conversationId: string,
    query: z.output<typeof MessageQuery>,
  ): Promise<MessagePage>
  /** Every archived version of a message, oldest first, as Graph returned it. */
  revisions(operator: Operator, conversationId: string, messageId: string): Promise<RevisionPage>
  /** How many messages of a conversation were sent in each month (UTC), oldest first; months without any are left out. */
  timeline(operator: Operator, conversationId: string): Promise<Timeline>
  hostedContent(
    operator: Operator,
    conversationId: string,
    messageId: string,
    contentId: string,
  ): Promise<{ contentType: string; bytes: Uint8Array; allowedBy: string[] }>
}

type Deps = { readonly database: Database; readonly archive: Archive; readonly gate: ReadingGate }

/** Decoded frames kept for each tenant that is being read. */
const FRAMES_KEPT_BYTES = 16 * 1024 * 1024

export function createBrowseService({ database: { kysely: db }, archive, gate }: Deps): BrowseService {
  const openTenant = cachedTenants(archive)
  return {
    async conversations({ tenantId }, query) {
      const rows = await listConversations(db, tenantId, toFilter(query), {
        limit: query.limit + 1,
        after: toKey(query.cursor),
      })
      const described = await withMembers(db, tenantId, rows.slice(0, query.limit))
      const page = pageOf(rows, query.limit, identity, toPosition)
      return { items: described, next: page.next }
    },

    async conversation({ tenantId }, conversationId) {
      const row = await getConversation(db, tenantId, conversationId)
      const [conversation] = await withMembers(db, tenantId, [row])
      return conversation ?? toConversation(row, [])
    },

    async messages(operator, conversationId, query) {
      const { tenantId } = operator
      const { no } = await getConversation(db, tenantId, conversationId)
      const { reach, allowedBy } = await gate.openConversation(operator, no)
      const page = await readMessagePage(
        { db, archive: await openTenant(tenantId), tenantId, reach },
        no,
        query,
      )
      return { ...page, allowedBy }
    },

    async revisions(operator, conversationId, messageId) {
      const { tenantId } = operator
      const { no: conversationNo } = await getConversation(db, tenantId, conversationId)
      const { reach, allowedBy } = await gate.openConversation(operator, conversationNo)
      const message = await findMessage(db, tenantId, conversationNo, messageId, reach)
      if (message === undefined) throw unknown('message', messageId)
      const rows = await listRevisions(db, tenantId, [message.no])
      const messages = await readAll(await openTenant(tenantId), rows)
      const items = rows.flatMap((row, at) => {
        const version = messages.get(row)
        if (version === undefined) return []
        return [
          {
            revision: at + 1,
            etag: row.etag,
            modifiedAt: toInstant(row.modifiedAt),
            fetchedAt: toInstant(row.fetchedAt),
            runId: row.runId,
            message: version,
            tombstone: isTombstone(version),
          },
        ]
      })
      return { items, next: null, allowedBy }
    },

    async timeline({ tenantId }, conversationId) {
      const { no } = await getConversation(db, tenantId, conversationId)
      return { months: await countByMonth(db, tenantId, no) }
    },

    async hostedContent(operator, conversationId, messageId, contentId) {
      const { tenantId } = operator
      const { no } = await getConversation(db, tenantId, conversationId)
      const { reach, allowedBy } = await gate.openConversation(operator, no)
      if (reach !== undefined && (await findMessage(db, tenantId, no, messageId, reach)) === undefined)
        throw unknown('message', messageId)
      const media = await findMedia(db, tenantId, no, messageId, contentId)
      if (media === undefined) throw unknown('hosted-content', contentId)
      if (media.name === null) throw notArchived(media.reason)
      const bytes = await (await openTenant(tenantId)).readMedia(media.name)
      return { contentType: harmlessType(media.contentType), bytes, allowedBy }
    },
  }
}

function cachedTenants(archive: Archive): (tenantId: string) => Promise<TenantArchive> {
  const cached = new WeakMap<TenantArchive, TenantArchive>()
  return async (tenantId) => {
    const opened = await archive.find(tenantId)
    if (opened === undefined) throw unknown('archive-of-tenant', tenantId)
    const known = cached.get(opened) ?? cacheFrames(opened, FRAMES_KEPT_BYTES)
    cached.set(opened, known)
    return known
  }
}

async function getConversation(db: Session, tenantId: string, id: string): Promise<ConversationRow> {
  const row = await findConversation(db, tenantId, id)
  if (row === undefined) throw unknown('conversation', id)
  return row
}

async function withMembers(
  db: Session,
  tenantId: string,
  rows: readonly ConversationRow[],
): Promise<Conversation[]> {
  const nos = rows.map(({ no }) => no)
  const members = Map.groupBy(await listMembers(db, tenantId, nos), (member) => member.conversationNo)
  return rows.map((row) => toConversation(row, members.get(row.no) ?? []))
}

function toConversation(row: ConversationRow, members: readonly MemberRow[]): Conversation {
  return {
    id: row.id,
    type: row.type,
    topic: row.topic,
    members: members.map(({ id, displayName, email, external }) => ({ id, displayName, email, external })),
    messageCount: row.messageCount,
    firstAt: row.firstAt && toInstant(row.firstAt),
    lastAt: row.lastAt && toInstant(row.lastAt),
  }
}

function toFilter(query: z.output<typeof ConversationQuery>) {
  const { subjectId, q: words, type, from, to } = query
  return { subjectId, words, type, from: toDate(from), to: toDate(to) }
}

function toDate(instant: string | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant)
}

function toKey(cursor: string | undefined) {
  const position = decodeCursor(InstantPosition, cursor)
  return position && { lastAt: position.at, no: position.no }
}

function toPosition({ lastAt, no }: ConversationRow) {
  return { at: lastAt, no }
}

function identity<T>(value: T): T {
  return value
}

/** What is not there, in its code's words. */
type Missing = 'message' | 'conversation' | 'hosted-content' | 'archive-of-tenant'

function unknown(what: Missing, id: string): VaultError {
  return new VaultError({
    code: `${what}-unknown` as const,
    attempted: `find the ${what.replaceAll('-', ' ')} ${id}`,
    why: 'the archive of this tenant has none with this ID',
    hint: 'Choose one from the list. A message sent since the last backup comes with the next one.',
    status: 404,
  })
}

function notArchived(reason: string | null): VaultError {
  return new VaultError({
    code: 'hosted-content-not-archived',
    attempted: 'show a picture or other content of a message',
    why: reason ?? 'it hasn’t been archived yet',
    hint: reason === null ? 'The next backup fetches it.' : 'Microsoft 365 refused it; the text is archived.',
    status: 404,
  })
}
