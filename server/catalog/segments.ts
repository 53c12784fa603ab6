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
