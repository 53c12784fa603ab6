/** Hosted contents: wanted → archived, or refused with the reason. */

import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'
import type { Notice } from '../domain/notice.ts'
import type { PlacedRecord } from './placed-record.ts'

/** Marks what a segment's media records hold as archived. */
export async function recordMedia(
  db: Kysely<Schema>,
  { tenantId, segmentNo }: { readonly tenantId: string; readonly segmentNo: number },
  rows: readonly PlacedRecord[],
  conversationNos: Map<string, number>,
): Promise<void> {
  const media = rows.flatMap(({ record }) => (record.kind === 'media' ? [record.media] : []))
  if (media.length === 0) return
  await sql`
    insert into media (tenant_id, conversation_no, message_id, content_id, state, content_type, bytes, sha256, name,
                       segment_no)
    select distinct on (conversation_no, message_id, content_id)
           ${tenantId}::uuid, conversation_no, message_id, content_id, 'archived', content_type, bytes, sha256, name,
           ${segmentNo}
    from unnest(${media.map((m) => conversationNos.get(m.chatId) ?? 0)}::int[], ${media.map((m) => m.messageId)}::text[],
                ${media.map((m) => m.contentId)}::text[], ${media.map((m) => m.contentType)}::text[],
                ${media.map((m) => m.bytes)}::bigint[], ${media.map((m) => m.sha256)}::text[],
                ${media.map((m) => m.name)}::text[])
      as m (conversation_no, message_id, content_id, content_type, bytes, sha256, name)
    on conflict (conversation_no, message_id, content_id) do update set
      state = 'archived', content_type = excluded.content_type, bytes = excluded.bytes,
      sha256 = excluded.sha256, name = excluded.name, segment_no = excluded.segment_no, reason = null`.execute(
    db,
  )
}

export type WantedMedia = {
  readonly no: number
  readonly conversationNo: number
  readonly chatId: string
  readonly topic: string | null
  readonly chatType: string | null
  readonly messageId: string
  readonly contentId: string
}

/** Chats some of whose contents are still wanted, the one that waits longest first. */
export async function listChatsWithWanted(db: Kysely<Schema>, tenantId: string): Promise<number[]> {
  const { rows } = await sql<{ no: number }>`
    select conversation_no as no from media
    where tenant_id = ${tenantId} and state = 'wanted'
    group by conversation_no order by min(no)`.execute(db)
  return rows.map(({ no }) => no)
}

/** The next wanted contents of one chat before `beforeNo`, newest first: earlier refusals don't hold them up. */
export async function listWantedMedia(
  db: Kysely<Schema>,
  tenantId: string,
  conversationNo: number,
  page: { beforeNo: number; limit: number },
): Promise<WantedMedia[]> {
  const { rows } = await sql<WantedMedia>`
    select media.no as no, conversation_no as "conversationNo", conversation.id as "chatId",
           conversation.topic, conversation.chat_type as "chatType",
           message_id as "messageId", content_id as "contentId"
    from media join conversation on conversation.no = media.conversation_no
    where media.tenant_id = ${tenantId} and media.conversation_no = ${conversationNo}
      and media.state = 'wanted' and media.no < ${page.beforeNo}
    order by media.no desc limit ${page.limit}`.execute(db)
  return rows
}

/** Images still to be fetched, and how many of them one chat has. */
export type MediaBacklog = { readonly wanted: number; readonly largestChat: number }

export async function countWantedMedia(db: Kysely<Schema>, tenantId: string): Promise<MediaBacklog> {
  const { rows } = await sql<MediaBacklog>`
    select coalesce(sum(n), 0)::int as wanted, coalesce(max(n), 0) as "largestChat"
    from (select count(*) as n from media where tenant_id = ${tenantId} and state = 'wanted'
          group by conversation_no) chat`.execute(db)
  return rows[0] ?? { wanted: 0, largestChat: 0 }
}

/** Will never be had: shown as a placeholder with this reason, and not asked for again. */
export async function refuseMedia(
  db: Kysely<Schema>,
  tenantId: string,
  no: number,
  { reason, notice }: { readonly reason: string; readonly notice: Notice },
): Promise<void> {
  await sql`
    update media set state = 'refused', reason = ${reason}, notice = ${JSON.stringify(notice)}::jsonb where tenant_id = ${tenantId} and no = ${no}`.execute(
    db,
  )
}
