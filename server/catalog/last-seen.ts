/** How far into each mailbox the archive has certainly seen, by Microsoft's own times. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'

/**
 * Per person the latest change of a message from their mailbox that was archived by run `runNo` (place in the order of
 * runs) or one before it; by any run when undefined. Nobody who has none is in it.
 */
export async function lastChangesSeen(
  db: Kysely<Schema>,
  tenantId: string,
  runNo: number | undefined,
): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select subject.id, max(revision.modified_at) as at
    from subject
    join sighting on sighting.subject_no = subject.no
    join revision on revision.message_no = sighting.message_no
    join segment on segment.no = revision.segment_no
    left join run on run.id = segment.run_id and run.tenant_id = subject.tenant_id
    where subject.tenant_id = ${tenantId}
      and (run.created_no is null or ${runNo ?? null}::bigint is null or run.created_no <= ${runNo ?? null}::bigint)
    group by subject.id`.execute(db)
  return new Map(rows.map(({ id, at }) => [id, at]))
}
