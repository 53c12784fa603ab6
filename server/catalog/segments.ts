/** Segments the catalog knows. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'

export type RecordedSegment = {
  readonly id: string
  readonly name: string
  readonly sha256: string
  readonly bytes: number
  readonly records: number
}

/** A run's segments in the order they were recorded. */
export async function listRecordedSegments(
  db: Kysely<Schema>,
  tenantId: string,
  runId: string,
): Promise<RecordedSegment[]> {
  const { rows } = await sql<RecordedSegment>`
    select id, name, sha256, bytes, records from segment
    where tenant_id = ${tenantId} and run_id = ${runId} order by id`.execute(db)
  return rows
}

/** Segments that no document names, of runs no document is to come for: in the order of their ids. */
export async function listUnaccountedSegments(
  db: Kysely<Schema>,
  tenantId: string,
): Promise<RecordedSegment[]> {
  const { rows } = await sql<RecordedSegment>`
    select id, name, sha256, bytes, records from segment s
    where tenant_id = ${tenantId} and named_by is null
      and not exists (select from run r where r.id = s.run_id and r.tenant_id = s.tenant_id and r.document_digest is null)
    order by id`.execute(db)
  return rows
}

/** Notes what the document of a run names. */
export async function nameSegments(
  db: Kysely<Schema>,
  tenantId: string,
  { runId, segments }: { readonly runId: string; readonly segments: readonly { readonly id: string }[] },
): Promise<void> {
  await sql`
    update segment set named_by = ${runId}
    where tenant_id = ${tenantId} and id = any (${segments.map(({ id }) => id)}::text[]) and named_by is null
  `.execute(db)
}
