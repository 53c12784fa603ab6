/** What a rebuild puts back into empty books. Rows that are there stay as they are. */

import { sql } from 'kysely'
import type { ClosedRun } from '../archive/archive.ts'
import type { Transaction } from '../database/database.ts'
import type { Month } from '../domain/month.ts'
import type { Coverage } from '../domain/newest-first.ts'
import { notice } from '../domain/notice.ts'
import type { Position } from '../domain/position.ts'
import type { Senders } from '../domain/senders.ts'
import { raiseNoted } from './ledger-statements.ts'
import type { RunReason } from './runs.ts'

/** The progress of a source according to the archive: windows read to their end, and the last position. */
export type RestoredSource = {
  readonly coverage: Coverage
  readonly last: Position
  /** Whose messages what was read holds. */
  readonly asked: Senders
}

/** Ids of the runs in the books, and of their segments in the catalog. */
export async function listKnownIds(db: Transaction): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from segment where exists (select from run where run.id = segment.run_id)
    union all select id from run`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Adds the tenant's row when there is none. */
export async function restoreTenant(db: Transaction, tenantId: string, at: Date): Promise<void> {
  await sql`
    insert into tenant (id, created_at) values (${tenantId}, ${at}) on conflict do nothing`.execute(db)
}

/** Sources the books do not know. */
export async function restoreSources(
  db: Transaction,
  tenantId: string,
  sources: ReadonlyMap<string, RestoredSource>,
): Promise<void> {
  if (sources.size === 0) return
  const all = [...sources].map(([id, source]) => ({ id, ...source }))
  await sql`
    insert into source (tenant_id, subject_id, watermark, recent_from, recent_to, window_from, window_to, cursor, top,
                        asked, window_senders, window_is_gap)
    select ${tenantId}, subject_id, watermark, recent_from, recent_to,
           case when cursor is not null then from_at end,
           case when cursor is not null then to_at end,
           cursor, case when cursor is not null then top end,
           string_to_array(asked, ' '), case when cursor is not null then string_to_array(senders, ' ') end,
           cursor is not null and gap
    from unnest(${all.map(({ id }) => id)}::text[],
                ${all.map(({ coverage }) => coverage.watermark ?? null)}::timestamptz[],
                ${all.map(({ coverage }) => coverage.recent?.from ?? null)}::timestamptz[],
                ${all.map(({ coverage }) => coverage.recent?.to ?? null)}::timestamptz[],
                ${all.map(({ last }) => last.from)}::text[]::timestamptz[],
                ${all.map(({ last }) => last.to)}::text[]::timestamptz[], ${all.map(({ last }) => last.cursor)}::text[],
                ${all.map(({ last }) => last.top)}::int[], ${all.map(({ asked }) => asked?.join(' ') ?? null)}::text[],
                ${all.map(({ last }) => last.senders?.join(' ') ?? null)}::text[],
                ${all.map(({ last }) => last.gap ?? false)}::boolean[])
      as p (subject_id, watermark, recent_from, recent_to, from_at, to_at, cursor, top, asked, senders, gap)
    on conflict (tenant_id, subject_id) do nothing`.execute(db)
}

/** A run that was in progress when the books were lost, as far as its segments show it. */
export type LostRun = {
  readonly id: string
  readonly startedAt: string
  readonly endedAt: string
  readonly subjects: number
  readonly subjectsDone: number
  readonly fetched: number
  readonly added: number
  readonly revised: number
  readonly media: number
}

const LOST: RunReason = {
  code: 'books-lost',
  notice: notice('books-lost'),
  detail: 'The database was lost while this backup was running. Messages already archived are kept.',
  hint: 'You don’t need to do anything. The next backup continues from there.',
}

/** It has ended, and gets its document when the next run begins. */
export async function restoreLostRun(db: Transaction, tenantId: string, run: LostRun): Promise<void> {
  await sql`
    insert into run (id, tenant_id, state, strategy, trigger, created_at, started_at, ended_at, reason, subjects,
                     subjects_done, fetched, charged, added, revised, unchanged, media, faults)
    values (${run.id}, ${tenantId}, 'failed', 'complete', 'manual', ${run.startedAt}, ${run.startedAt}, ${run.endedAt},
            ${JSON.stringify(LOST)}::jsonb, ${run.subjects}, ${run.subjectsDone}, ${run.fetched}, ${run.fetched},
            ${run.added}, ${run.revised}, ${Math.max(0, run.fetched - run.added - run.revised)}, ${run.media}, 1)
    on conflict (id) do nothing`.execute(db)
}

/** By month, the messages noted in the archive according to the books; null if they can't know. */
export async function listNoted(
  db: Transaction,
  tenantId: string,
): Promise<ReadonlyMap<Month, number | null>> {
  const { rows } = await sql<{ month: Month; noted: number | null }>`
    select month, noted from quota_month where tenant_id = ${tenantId}`.execute(db)
  return new Map(rows.map(({ month, noted }) => [month, noted]))
}

/** Held until the transaction ends: of processes that start together one restores, and the others find it done. */
export async function lockTenant(db: Transaction, tenantId: string): Promise<void> {
  await sql`select from tenant where id = ${tenantId} for no key update`.execute(db)
}

/**
 * What a month was charged beyond what the ledger knows of it, as one charge without a run. Also of a tenant that has no
 * limit any more: it holds once there is one.
 */
export async function restoreCharges(
  db: Transaction,
  tenantId: string,
  {
    month,
    used,
    noted,
    at,
  }: { readonly month: Month; readonly used: number; readonly noted: number; readonly at: Date },
): Promise<void> {
  await sql`
    with missing as (
      select nextval('reservation_id_seq') as id,
             ${used}::bigint - coalesce((select charged + reserved from quota_month
                                         where tenant_id = ${tenantId} and month = ${month}), 0) as messages
    ), booked as (
      insert into ledger_entry (tenant_id, month, at, kind, messages, reservation_id, reason)
      select ${tenantId}, ${month}, ${at}::timestamptz, line.kind, messages, id, 'from the archive'
      from missing cross join (values (1, 'reserve'), (2, 'charge')) as line (step, kind)
      where messages > 0 order by step
    )
    insert into quota_month (tenant_id, month, charged)
    select ${tenantId}, ${month}, messages from missing where messages > 0
    on conflict (tenant_id, month) do update set charged = quota_month.charged + excluded.charged`.execute(db)
  if (noted > 0) await raiseNoted(db, tenantId, month, noted)
}

/** A closed run, from its document. */
export async function restoreRun(db: Transaction, { digest, document }: ClosedRun): Promise<void> {
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
