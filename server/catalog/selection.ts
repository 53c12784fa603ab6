/** Walks the archived versions of a selection, for exports: in batches, so that a million messages need no more memory. */
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { ageOf, type FlatPlace, type FramePlace, placed } from './messages.ts'

/** What is left out does not narrow. Numbers are the catalog's, of this tenant. */
export type Selection = {
  /** Seen in one of these people's mailboxes. */
  readonly subjectNos?: readonly number[] | undefined
  readonly conversationNos?: readonly number[] | undefined
  /** Bounds, inclusive, of when messages were sent. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
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

type FlatSelected = Omit<SelectedRevision, 'place'> & FlatPlace

/** The number of the newest message, whatever its tenant: where a walk ends. 0 when there is none. */
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
export async function listSelected(
  db: Session,
  tenantId: string,
  selection: Selection,
  span: { afterNo: number; throughNo: number },
): Promise<SelectedRevision[]> {
  const { rows } = await sql<FlatSelected>`
    with batch as (
      select m.no
      from message m join conversation c on c.no = m.conversation_no
      where m.no > ${span.afterNo}::bigint and m.no <= ${span.throughNo}::bigint
        and c.tenant_id = ${tenantId} and ${selected(selection)}
    )
    select batch.no as "messageNo", r.fetched_at as "fetchedAt", s.run_id as "runId",
           row_number() over (partition by batch.no order by ${ageOf('r')}) as revision,
           array(select x.subject_no from sighting x where x.message_no = batch.no) as "subjectNos",
           s.id as "segmentId", s.name as "segmentName",
           r.frame_index as index, r.frame_offset as offset, r.frame_length as length, r.line
    from batch
    cross join lateral (select * from revision where message_no = batch.no offset 0) r
    join segment s on s.no = r.segment_no
    order by r.segment_no, r.frame_index, r.line`.execute(db)
  return rows.map((row) => placed(row))
}

function selected({ subjectNos, conversationNos, from, to }: Selection): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (conversationNos !== undefined) conditions.push(sql`m.conversation_no = any(${conversationNos}::int[])`)
  if (subjectNos !== undefined)
    conditions.push(sql`exists (
      select from sighting x where x.message_no = m.no and x.subject_no = any(${subjectNos}::int[]))`)
  if (from !== undefined) conditions.push(sql`m.created_at >= ${from}::timestamptz`)
  if (to !== undefined) conditions.push(sql`m.created_at <= ${to}::timestamptz`)
  return sql.join(conditions, sql` and `)
}

/** Object ids of everyone of this tenant by catalog number. */
export async function listSubjectIds(db: Session, tenantId: string): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ no: number; id: string }>`
    select no, id from subject where tenant_id = ${tenantId}`.execute(db)
  return new Map(rows.map(({ no, id }) => [no, id]))
}
