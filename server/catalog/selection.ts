/** Walks the archived versions of a selection, for exports: in batches, so that a million messages need no more memory. */
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'
import {
  ageOf,
  type FlatPlace,
  type FramePlace,
  type MessageKey,
  type MessageRow,
  placed,
} from './messages.ts'
import { type SealedQuery, wordsMatch } from './sealed-query.ts'

/** Members left out don't narrow. Numbers are the catalog's, of this tenant. */
export type Selection = {
  /** Seen in one of these people's mailboxes. */
  readonly subjectNos?: readonly number[] | undefined
  readonly conversationNos?: readonly number[] | undefined
  /** Bounds, inclusive, of when messages were sent. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  /** Sent before that moment. */
  readonly before?: Date | undefined
  /** Some version was archived by then. */
  readonly archivedBy?: Date | undefined
  /** Some archived version has the words. Looks through what is indexed. */
  readonly words?: readonly SealedQuery[] | undefined
}

export type SelectedRevision = {
  readonly messageNo: number
  /** 1 for the oldest archived version of its message. */
  readonly revision: number
  readonly fetchedAt: Date
  readonly runId: string
  /** In whose mailboxes the message was seen. */
  readonly subjectNos: readonly number[]
  readonly place: FramePlace
  readonly line: number
}

/**
 * Who has a copy of a message of `batch` although it was read from one mailbox only: whoever was in the chat then, of those
 * whose mailboxes are read.
 */
const HOLDERS = sql`
  chat_user u
  join subject s on s.tenant_id = batch.tenant_id and s.id = u.user_id
  join source on source.tenant_id = batch.tenant_id and source.subject_id = u.user_id
  where batch.by_members and u.conversation_no = batch.conversation_no
    and case when u.left_at < u.joined_at
             then batch.created_at <= u.left_at or batch.created_at >= u.joined_at
             else batch.created_at between coalesce(u.joined_at, '-infinity') and coalesce(u.left_at, 'infinity') end`

type FlatSelected = Omit<SelectedRevision, 'place'> & FlatPlace

/** The number of the newest message of any tenant: where a walk ends. 0 when there is none. */
export async function findLastMessageNo(db: Session): Promise<number> {
  const { rows } = await sql<{ no: number }>`select coalesce(max(no), 0) as no from message`.execute(db)
  return rows[0]?.no ?? 0
}

/**
 * All versions of the selected messages numbered `afterNo` < no ≤ `throughNo`, ordered by where their bytes are. Numbers
 * follow the order of segments, so neighbouring spans touch the same frames.
 *
 * A span instead of a limit, and `offset 0`, keep the planner from reading whole tables for every batch: an embedded
 * database may never have gathered statistics.
 */
export function listSelected(
  db: Session,
  tenantId: string,
  selection: Selection,
  span: { afterNo: number; throughNo: number },
): Promise<SelectedRevision[]> {
  const within = sql`m.no > ${span.afterNo}::bigint and m.no <= ${span.throughNo}::bigint`
  return listVersions(db, tenantId, sql`${within} and ${selected(selection)}`)
}

/** All versions of these messages, ordered by where their bytes are. */
export function listSelectedByNo(
  db: Session,
  tenantId: string,
  messageNos: readonly number[],
): Promise<SelectedRevision[]> {
  return listVersions(db, tenantId, sql`m.no = any(${messageNos}::bigint[])`)
}

async function listVersions(
  db: Session,
  tenantId: string,
  which: RawBuilder<unknown>,
): Promise<SelectedRevision[]> {
  const { rows } = await sql<FlatSelected>`
    with batch as (
      select m.no, m.created_at, m.conversation_no, c.by_members, c.tenant_id
      from message m join conversation c on c.no = m.conversation_no
      where c.tenant_id = ${tenantId} and ${which}
    )
    select batch.no as "messageNo", r.fetched_at as "fetchedAt", s.run_id as "runId",
           row_number() over (partition by batch.no order by ${ageOf('r')}) as revision,
           array(select x.subject_no from sighting x where x.message_no = batch.no
                 union select s.no from ${HOLDERS}) as "subjectNos",
           s.id as "segmentId", s.name as "segmentName",
           r.frame_index as index, r.frame_offset as offset, r.frame_length as length, r.line
    from batch
    cross join lateral (select * from revision where message_no = batch.no offset 0) r
    join segment s on s.no = r.segment_no
    order by r.segment_no, r.frame_index, r.line`.execute(db)
  return rows.map((row) => placed(row))
}

/** Conversations with chosen messages numbered up to `throughNo`, in the order the catalog met them: up to `limit` after `afterNo`. */
export async function listSelectedConversations(
  db: Session,
  tenantId: string,
  selection: Selection,
  page: { afterNo: number; throughNo: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c
    where c.tenant_id = ${tenantId} and c.no > ${page.afterNo}::int
      and ${selection.conversationNos === undefined ? sql`true` : sql`c.no = any(${selection.conversationNos}::int[])`}
      and exists (select from message m
        where m.conversation_no = c.no and m.no <= ${page.throughNo}::bigint and ${selected(selection)})
    order by c.no limit ${page.limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** The chosen messages of a conversation in the order people read them: up to `limit` after `after`. */
export async function listSelectedMessages(
  db: Session,
  tenantId: string,
  conversationNo: number,
  selection: Selection,
  page: { after: MessageKey | undefined; throughNo: number; limit: number },
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select m.no, m.id, m.created_at as at
    from message m join conversation c on c.no = m.conversation_no
    where m.conversation_no = ${conversationNo} and c.tenant_id = ${tenantId} and m.no <= ${page.throughNo}::bigint
      and ${page.after ? sql`(m.created_at, m.no) > (${page.after.at}::timestamptz, ${page.after.no}::bigint)` : sql`true`}
      and ${selected(selection)}
    order by m.created_at, m.no limit ${page.limit}`.execute(db)
  return rows
}

/** A message `m` of a conversation `c` that is chosen. */
export function selected(selection: Selection): RawBuilder<unknown> {
  const { subjectNos, conversationNos, from, to, before, archivedBy, words } = selection
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (conversationNos !== undefined) conditions.push(sql`m.conversation_no = any(${conversationNos}::int[])`)
  if (subjectNos !== undefined) conditions.push(seenBy(subjectNos))
  if (from !== undefined) conditions.push(sql`m.created_at >= ${from}::timestamptz`)
  if (to !== undefined) conditions.push(sql`m.created_at <= ${to}::timestamptz`)
  if (before !== undefined) conditions.push(sql`m.created_at < ${before}::timestamptz`)
  if (archivedBy !== undefined)
    conditions.push(sql`exists (
      select from revision r where r.message_no = m.no and r.fetched_at <= ${archivedBy}::timestamptz)`)
  if (words !== undefined)
    conditions.push(sql`exists (
      select from search_text t where t.message_no = m.no and ${wordsMatch(words, 't')})`)
  return sql.join(conditions, sql` and `)
}

/** A message `m` of a conversation `c` that is in one of these mailboxes. */
export function seenBy(subjectNos: readonly number[]): RawBuilder<unknown> {
  return sql`(exists (
    select from sighting x where x.message_no = m.no and x.subject_no = any(${subjectNos}::int[]))
    or exists (
      select from (select m.created_at, m.conversation_no, c.by_members, c.tenant_id) batch, lateral (
        select s.no from ${HOLDERS}) holder
      where holder.no = any(${subjectNos}::int[])))`
}

/** Object ids of everyone of this tenant by catalog number. */
export async function listSubjectIds(db: Session, tenantId: string): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ no: number; id: string }>`
    select no, id from subject where tenant_id = ${tenantId}`.execute(db)
  return new Map(rows.map(({ no, id }) => [no, id]))
}
