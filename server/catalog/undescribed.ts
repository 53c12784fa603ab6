/** Conversations Graph has not described since they were first seen, renamed or joined. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'

/** People of a run who hold copies of undescribed conversations. */
export async function listSubjectsWithUndescribed(
  db: Kysely<Schema>,
  tenantId: string,
  runId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select subject.id from subject
    join run_source on run_source.run_id = ${runId} and run_source.subject_id = subject.id
    where subject.tenant_id = ${tenantId} and exists (
      select from participation
      join conversation on conversation.no = participation.conversation_no
      where participation.subject_no = subject.no and conversation.described_at is null)
    order by subject.id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Of one person's conversations, the ids of those that are undescribed. */
export async function listUndescribed(
  db: Kysely<Schema>,
  tenantId: string,
  subjectId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select conversation.id from conversation
    join participation on participation.conversation_no = conversation.no
    join subject on subject.no = participation.subject_no
    where conversation.tenant_id = ${tenantId} and subject.tenant_id = ${tenantId}
      and subject.id = ${subjectId} and conversation.described_at is null`.execute(db)
  return rows.map(({ id }) => id)
}
