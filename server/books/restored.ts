/** What a rebuild puts back into empty books. Rows that are there stay as they are. */
import { sql, type Transaction } from 'kysely'
import type { ClosedRun, SourcePosition } from '../archive/archive.ts'
import type { Schema } from '../database/schema.ts'
import type { Coverage } from '../domain/newest-first.ts'

/** Where a source stands as the archive tells it: what was read to its end, and the last position it has. */
export type RestoredSource = { readonly coverage: Coverage; readonly last: SourcePosition }

/** Sources the books do not know. */
export async function restoreSources(
  db: Transaction<Schema>,
  tenantId: string,
  sources: ReadonlyMap<string, RestoredSource>,
): Promise<void> {
  if (sources.size === 0) return
  const all = [...sources].map(([id, { coverage, last }]) => ({ id, coverage, last }))
  await sql`
    insert into source (tenant_id, subject_id, watermark, recent_from, recent_to, window_from, window_to, cursor, top)
    select ${tenantId}, subject_id, watermark, recent_from, recent_to,
           case when cursor is not null then from_at end,
           case when cursor is not null then to_at end,
           cursor, case when cursor is not null then top end
    from unnest(${all.map(({ id }) => id)}::text[],
                ${all.map(({ coverage }) => coverage.watermark ?? null)}::timestamptz[],
                ${all.map(({ coverage }) => coverage.recent?.from ?? null)}::timestamptz[],
                ${all.map(({ coverage }) => coverage.recent?.to ?? null)}::timestamptz[],
                ${all.map(({ last }) => last.from)}::text[]::timestamptz[],
                ${all.map(({ last }) => last.to)}::text[]::timestamptz[], ${all.map(({ last }) => last.cursor)}::text[],
                ${all.map(({ last }) => last.top)}::int[])
      as p (subject_id, watermark, recent_from, recent_to, from_at, to_at, cursor, top)
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
