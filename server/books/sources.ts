/** How far the mailboxes of a tenant were read, and whose messages that holds. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { Senders } from '../domain/senders.ts'

export type SourceReach = {
  readonly subjectId: string
  /** Everything up to here is read, of those in `asked`. */
  readonly watermark: Date | null
  readonly asked: Senders
  /** Of this run's people: whether its mailbox gives messages (not: no mailbox, or refused just now). Null: not of this run. */
  readonly gives: boolean | null
}

/** Of everyone who was ever read, and everyone in the run. */
export async function listReach(
  session: Session,
  { id, tenantId }: { readonly id: string; readonly tenantId: string },
): Promise<SourceReach[]> {
  const { rows } = await sql<SourceReach>`
    select s.subject_id as "subjectId", s.watermark, s.asked,
           case when r.run_id is not null then r.state not in ('skipped', 'faulted') end as gives
    from source s
    left join run_source r on r.run_id = ${id} and r.subject_id = s.subject_id
    where s.tenant_id = ${tenantId}
    order by s.subject_id`.execute(session)
  return rows
}

/** These senders have nothing below the watermark that is not archived: nothing has to be read for it. */
export async function askAlso(
  session: Session,
  tenantId: string,
  subjectId: string,
  senders: readonly string[],
): Promise<void> {
  await sql`
    update source set asked = array(select unnest(asked) union select unnest(${senders}::text[]))
    where tenant_id = ${tenantId} and subject_id = ${subjectId} and asked is not null`.execute(session)
}

/** The people of a run, in the order they are read in. */
export async function listRunSubjectIds(session: Session, runId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select subject_id as id from run_source where run_id = ${runId} order by turn, place, subject_id`.execute(
    session,
  )
  return rows.map(({ id }) => id)
}

/** Whether any mailbox of the tenant was asked for some senders only. */
export async function hasAskedForSenders(session: Session, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from source where tenant_id = ${tenantId}
                   and (asked is not null or window_senders is not null)) as some`.execute(session)
  return rows[0]?.some ?? false
}
