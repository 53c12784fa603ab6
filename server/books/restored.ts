/** What a rebuild puts back into empty books. Rows that are there stay as they are. */
import { sql, type Transaction } from 'kysely'
import type { ClosedRun, SourcePosition } from '../archive/archive.ts'
import type { Schema } from '../database/schema.ts'

/** Sources the books do not know, at the last position the archive has of them. */
export async function restoreSources(
  db: Transaction<Schema>,
  tenantId: string,
  positions: ReadonlyMap<string, SourcePosition>,
): Promise<void> {
  if (positions.size === 0) return
  const all = [...positions]
  await sql`
    insert into source (tenant_id, subject_id, watermark, window_from, window_to, cursor, top)
    select ${tenantId}, subject_id,
           case when cursor is null then to_at end,
           case when cursor is not null then from_at end,
           case when cursor is not null then to_at end,
           cursor, case when cursor is not null then top end
    from unnest(${all.map(([id]) => id)}::text[], ${all.map(([, p]) => p.from)}::text[]::timestamptz[],
                ${all.map(([, p]) => p.to)}::text[]::timestamptz[], ${all.map(([, p]) => p.cursor)}::text[],
                ${all.map(([, p]) => p.top)}::int[]) as p (subject_id, from_at, to_at, cursor, top)
    on conflict (tenant_id, subject_id) do nothing`.execute(db)
}

/** A closed run as its document tells it. */
export async function restoreRun(db: Transaction<Schema>, { digest, document }: ClosedRun): Promise<void> {
  const { subjectsSkipped = 0, subjectsFailed = 0, ...totals } = document.totals
  await sql`
    insert into run (id, tenant_id, state, strategy, trigger, created_at, started_at, ended_at, subjects, subjects_done,
                     subjects_skipped, subjects_failed, fetched, charged, added, revised, unchanged, media, faults, document_digest)
    values (${document.runId}, ${document.tenantId}, ${document.state}, ${document.strategy}, ${document.trigger},
            ${document.startedAt}, ${document.startedAt}, ${document.endedAt}, ${totals.subjects}, ${totals.subjectsDone},
            ${subjectsSkipped}, ${subjectsFailed}, ${totals.fetched}, ${totals.charged}, ${totals.added}, ${totals.revised}, ${totals.unchanged},
            ${totals.media}, ${totals.faults}, ${digest})
    on conflict (id) do nothing`.execute(db)
}
