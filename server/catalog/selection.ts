/** Walks the archived versions of a selection, for exports: in batches, so that a million messages need no more memory. */
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { ageOf, type FramePlace, placed } from './messages.ts'

/** What is left out does not narrow. */
export type Selection = {
  /** Seen in one of these mailboxes. */
  readonly subjectIds?: readonly string[] | undefined
  readonly conversationNos?: readonly number[] | undefined
  /** Bounds, inclusive, of when messages were sent. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

export type SelectedRevision = {
  readonly messageNo: number
  readonly etag: string
  /** 1 for the oldest archived version of its message. */
  readonly revision: number
  readonly fetchedAt: Date
  readonly runId: string
  /** In whose mailboxes the message was seen. */
  readonly subjectIds: readonly string[]
  readonly place: FramePlace
  readonly line: number
}

type FlatSelected = Omit<SelectedRevision, 'place'> & {
  readonly segmentId: string
  readonly segmentName: string
  readonly index: number
  readonly offset: number
  readonly length: number
}

/**
 * All versions of the next `limit` messages after `afterNo`, ordered by where their bytes are. Numbers of messages follow
 * the order of segments, so frames are read about once and in sequence. Empty at the end.
 */
export async function listSelected(
  db: Session,
  tenantId: string,
  selection: Selection,
  page: { afterNo: number; limit: number },
): Promise<SelectedRevision[]> {
  const { rows } = await sql<FlatSelected>`
    with batch as (
      select m.no
      from message m join conversation c on c.no = m.conversation_no
      where c.tenant_id = ${tenantId} and m.no > ${page.afterNo}::bigint and ${selected(tenantId, selection)}
      order by m.no limit ${page.limit}
    )
    select batch.no as "messageNo", r.etag, r.fetched_at as "fetchedAt", s.run_id as "runId",
           (select count(*) from revision o where o.message_no = batch.no
             and (${ageOf('o')}) <= (${ageOf('r')})) as revision,
           array(select p.id from sighting x join subject p on p.no = x.subject_no
             where x.message_no = batch.no order by p.id) as "subjectIds",
           s.id as "segmentId", s.name as "segmentName",
           r.frame_index as index, r.frame_offset as offset, r.frame_length as length, r.line
    from batch
    join revision r on r.message_no = batch.no
    join segment s on s.no = r.segment_no
    order by r.segment_no, r.frame_index, r.line`.execute(db)
  return rows.map(placed)
}

function selected(tenantId: string, selection: Selection): RawBuilder<unknown> {
  const { subjectIds, conversationNos, from, to } = selection
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (conversationNos !== undefined) conditions.push(sql`m.conversation_no = any(${conversationNos}::int[])`)
  if (subjectIds !== undefined) conditions.push(seenIn(tenantId, subjectIds))
  if (from !== undefined) conditions.push(sql`m.created_at >= ${from}::timestamptz`)
  if (to !== undefined) conditions.push(sql`m.created_at <= ${to}::timestamptz`)
  return sql.join(conditions, sql` and `)
}

function seenIn(tenantId: string, subjectIds: readonly string[]): RawBuilder<unknown> {
  return sql`exists (
    select from sighting x join subject p on p.no = x.subject_no
    where x.message_no = m.no and p.tenant_id = ${tenantId} and p.id = any(${subjectIds}::text[]))`
}
