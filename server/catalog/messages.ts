/**
 * Reads messages and where their archived versions are. A position in a conversation is (sent at, catalog number): the
 * order people read in, and the index `message_in_order`.
 *
 * Versions of a message are ordered by (modified at, etag), as in every export (archive/archived-revisions.ts): number 1 is
 * the oldest, the last one is the message shown.
 */
import { type RawBuilder, sql } from 'kysely'
import type { FrameAddress } from '../archive/archive.ts'
import type { Session } from '../database/database.ts'

export type MessageKey = { readonly at: Date; readonly no: number }
export type MessageRow = MessageKey & { readonly id: string }

/** A condition over a message `m` of a conversation `c`: only what meets it is shown. Undefined: everything is. */
export type Reach = RawBuilder<unknown>

/** Strictly between two positions of a conversation; an end that is undefined is open. */
export type Span = { readonly after?: MessageKey | undefined; readonly before?: MessageKey | undefined }

const WHOLE: Span = {}

/** The newest messages of the span, oldest first. */
export async function listNewest(
  db: Session,
  tenantId: string,
  conversationNo: number,
  page: { limit: number; span?: Span; reach?: Reach | undefined },
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.no, m.id, m.created_at as at
    from ${inConversation(tenantId, conversationNo, page.reach)} and ${within(page.span ?? WHOLE)}
    order by m.created_at desc, m.no desc limit ${page.limit}`.execute(db)
  return rows.reverse()
}

/** The oldest messages of the span, oldest first. */
export async function listOldest(
  db: Session,
  tenantId: string,
  conversationNo: number,
  page: { limit: number; span?: Span; reach?: Reach | undefined },
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.no, m.id, m.created_at as at
    from ${inConversation(tenantId, conversationNo, page.reach)} and ${within(page.span ?? WHOLE)}
    order by m.created_at, m.no limit ${page.limit}`.execute(db)
  return rows
}

/** Messages sent in each month (UTC, `2026-11`), oldest first. Reads the index of the conversation once: 26,000 in 10 ms. */
export async function countByMonth(
  db: Session,
  tenantId: string,
  conversationNo: number,
): Promise<{ month: string; messages: number }[]> {
  const { rows } = await sql<{ month: string; messages: number }>`
    select to_char(m.created_at at time zone 'UTC', 'YYYY-MM') as month, count(*) as messages
    from ${inConversation(tenantId, conversationNo, undefined)}
    group by 1 order by 1`.execute(db)
  return rows
}

export async function findMessage(
  db: Session,
  tenantId: string,
  conversationNo: number,
  id: string,
  reach?: Reach,
): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select m.no, m.id, m.created_at as at
    from ${inConversation(tenantId, conversationNo, reach)} and m.id = ${id}`.execute(db)
  return rows[0]
}

/** Those of the conversation with these ids. */
export async function listMessagesById(
  db: Session,
  tenantId: string,
  conversationNo: number,
  ids: readonly string[],
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.no, m.id, m.created_at as at
    from ${inConversation(tenantId, conversationNo, undefined)} and m.id = any(${ids}::text[])`.execute(db)
  return rows
}

function inConversation(
  tenantId: string,
  conversationNo: number,
  reach: Reach | undefined,
): RawBuilder<unknown> {
  return sql`message m join conversation c on c.no = m.conversation_no
    where m.conversation_no = ${conversationNo} and c.tenant_id = ${tenantId} and ${reach ?? sql`true`}`
}

function within({ after, before }: Span): RawBuilder<unknown> {
  const from = after && sql`(m.created_at, m.no) > (${after.at}::timestamptz, ${after.no}::bigint)`
  const to = before && sql`(m.created_at, m.no) < (${before.at}::timestamptz, ${before.no}::bigint)`
  return sql`${from ?? sql`true`} and ${to ?? sql`true`}`
}

/** One archived version and its place: the record `line` of a frame. */
export type RevisionRow = {
  readonly messageNo: number
  readonly etag: string
  readonly modifiedAt: Date
  readonly fetchedAt: Date
  readonly deleted: boolean
  readonly runId: string
  readonly place: FramePlace
  readonly line: number
}

export type FramePlace = {
  readonly segment: { readonly id: string; readonly name: string }
  readonly address: FrameAddress
}

/** Graph's etags are milliseconds: of two versions of one instant, the longer etag, then the greater, is the newer. */
export function ageOf(revision: 'r' | 'o'): RawBuilder<unknown> {
  const etag = sql.ref(`${revision}.etag`)
  return sql`${sql.ref(`${revision}.modified_at`)}, length(${etag}), ${etag} collate "C"`
}

/** A place as columns. */
export type FlatPlace = {
  readonly segmentId: string
  readonly segmentName: string
  readonly index: number
  readonly offset: number
  readonly length: number
}

type FlatRevision = Omit<RevisionRow, 'place'> & FlatPlace

/** Every archived version of these messages; of each message oldest first. */
export async function listRevisions(
  db: Session,
  tenantId: string,
  messageNos: readonly number[],
): Promise<RevisionRow[]> {
  const { rows } = await sql<FlatRevision>`
    select r.message_no as "messageNo", r.etag, r.modified_at as "modifiedAt", r.fetched_at as "fetchedAt",
           r.deleted, s.run_id as "runId", s.id as "segmentId", s.name as "segmentName",
           r.frame_index as index, r.frame_offset as offset, r.frame_length as length, r.line
    from revision r join segment s on s.no = r.segment_no
    where s.tenant_id = ${tenantId} and r.message_no = any(${messageNos}::bigint[])
    order by r.message_no, ${ageOf('r')}`.execute(db)
  return rows.map((row) => placed(row))
}

/** Names where a flat row's frame is. */
export function placed<T extends FlatPlace>(flat: T): Omit<T, keyof FlatPlace> & { place: FramePlace } {
  const { segmentId, segmentName, index, offset, length, ...rest } = flat
  return {
    ...rest,
    place: { segment: { id: segmentId, name: segmentName }, address: { index, offset, length } },
  }
}
