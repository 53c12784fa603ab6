/** The books of exports: request, progress, and result of each. */

import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { RunCoverage } from '../domain/coverage.ts'
import type { Notice } from '../domain/notice.ts'
import type { MessageSelection } from '../domain/selection.ts'

export type ExportFormat = 'jsonl' | 'html' | 'csv' | 'eml' | 'rsmf'

export type ExportRow = {
  readonly id: string
  readonly tenantId: string
  readonly format: ExportFormat
  readonly selection: MessageSelection
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'
  readonly createdAt: Date
  readonly endedAt: Date | null
  /** Versions written so far. */
  readonly messages: number
  readonly sha256: string | null
  readonly bytes: number | null
  /** Why it failed. */
  readonly reason: string | null
  /** The reason as data; null beside one of before notices. */
  readonly notice: Notice | null
  /** Entra object id. */
  readonly requestedBy: string
  readonly operatorName: string
  /** Why it was asked for, in the words of who asked. */
  readonly purpose: string | null
  /** Of the file; null until there is one. */
  readonly expiresAt: Date | null
  /** When the file was deleted because it had expired, or held what was erased. */
  readonly removedAt: Date | null
  /** When it was decided that messages it holds are erased. */
  readonly erasedAt: Date | null
}

const EXPORT = sql`
  id, tenant_id as "tenantId", format, selection, state, created_at as "createdAt", ended_at as "endedAt", messages,
  sha256, bytes, reason, notice, requested_by as "requestedBy", operator_name as "operatorName", purpose,
  expires_at as "expiresAt", removed_at as "removedAt", erased_at as "erasedAt"
`

export async function insertExport(
  db: Session,
  row: Pick<
    ExportRow,
    'id' | 'tenantId' | 'format' | 'selection' | 'createdAt' | 'requestedBy' | 'operatorName' | 'purpose'
  >,
): Promise<void> {
  await sql`
    insert into export (id, tenant_id, format, selection, state, requested_by, operator_name, purpose, created_at)
    values (${row.id}, ${row.tenantId}, ${row.format}, ${JSON.stringify(row.selection)}::jsonb, 'queued',
            ${row.requestedBy}, ${row.operatorName}, ${row.purpose}, ${row.createdAt})`.execute(db)
}

export async function findExport(db: Session, tenantId: string, id: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select ${EXPORT} from export where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]
}

/** Tenants with exports to be written, longest waiting first: what start-up hands to the workers again. */
export async function listTenantsWithOpenExports(db: Session): Promise<string[]> {
  const { rows } = await sql<{ tenantId: string }>`
    select tenant_id as "tenantId" from export where state in ('queued', 'running')
    group by tenant_id order by min(created_at)`.execute(db)
  return rows.map(({ tenantId }) => tenantId)
}

/** The tenant's next one, oldest first; one that was begun was cut off. */
export async function findNextExport(db: Session, tenantId: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from export where tenant_id = ${tenantId} and state in ('queued', 'running')
    order by created_at, id limit 1`.execute(db)
  return rows[0] && findExport(db, tenantId, rows[0].id)
}

/** False when it has ended already. A job that is done again begins at zero. */
export async function beginExport(db: Session, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    update export set state = 'running', messages = 0
    where tenant_id = ${tenantId} and id = ${id} and state in ('queued', 'running')
    returning id`.execute(db)
  return rows.length > 0
}

/** False when it is not to be written any more. */
export async function noteProgress(
  db: Session,
  tenantId: string,
  id: string,
  messages: number,
): Promise<boolean> {
  const { rows } = await sql`
    update export set messages = ${messages}
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'
    returning id`.execute(db)
  return rows.length > 0
}

export async function completeExport(
  db: Session,
  tenantId: string,
  id: string,
  result: { messages: number; sha256: string; bytes: number; endedAt: Date; expiresAt: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update export set state = 'completed', messages = ${result.messages}, sha256 = ${result.sha256},
           bytes = ${result.bytes}, ended_at = ${result.endedAt}, expires_at = ${result.expiresAt}
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'
    returning id`.execute(db)
  return rows.length > 0
}

export async function failExport(
  db: Session,
  tenantId: string,
  id: string,
  end: { reason: string; notice: Notice | null; endedAt: Date },
): Promise<void> {
  await sql`
    update export set state = 'failed', reason = ${end.reason}, notice = ${end.notice && JSON.stringify(end.notice)}::jsonb, ended_at = ${end.endedAt}
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(db)
}

/** Newest first, after the one with that place. */
export async function listExports(
  db: Session,
  tenantId: string,
  page: { limit: number; before: { at: Date; id: string } | undefined },
): Promise<ExportRow[]> {
  const { at = null, id = null } = page.before ?? {}
  const { rows } = await sql<ExportRow>`
    select ${EXPORT} from export
    where tenant_id = ${tenantId}
      and (${at}::timestamptz is null or (created_at, id) < (${at}::timestamptz, ${id}::text))
    order by created_at desc, id desc limit ${page.limit}`.execute(db)
  return rows
}

export type Kept = { readonly exports: number; readonly bytes: number }

/** What the tenant, or one person of it, has on the disk or will have. */
export async function countKept(db: Session, tenantId: string, requestedBy?: string): Promise<Kept> {
  const { rows } = await sql<Kept>`
    select count(*) as exports, coalesce(sum(bytes), 0)::bigint as bytes from export
    where tenant_id = ${tenantId} and (state in ('queued', 'running') or (state = 'completed' and removed_at is null))
      and (${requestedBy === undefined}::boolean or requested_by = ${requestedBy ?? ''})
  `.execute(db)
  return rows[0] ?? { exports: 0, bytes: 0 }
}

/** Exports of one tenant are begun one after the other, so that each counts those before it. */
export async function lockExports(db: Session, tenantId: string): Promise<void> {
  await sql`select from tenant where id = ${tenantId} for update`.execute(db)
}

/** With the addresses that were given out for it. */
export async function deleteExport(db: Session, tenantId: string, id: string): Promise<void> {
  await sql`delete from download_ticket where tenant_id = ${tenantId} and export_id = ${id}`.execute(db)
  await sql`delete from export where tenant_id = ${tenantId} and id = ${id}`.execute(db)
}

type Named = Pick<ExportRow, 'id' | 'tenantId'>

/** Whose file has expired and may still be there. */
export async function listExpired(db: Session, at: Date): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select id, tenant_id as "tenantId" from export
    where state = 'completed' and removed_at is null and (expires_at <= ${at} or erased_at is not null)`.execute(
    db,
  )
  return rows
}

export async function noteRemoved(db: Session, { tenantId, id }: Named, at: Date): Promise<void> {
  await sql`update export set removed_at = ${at} where tenant_id = ${tenantId} and id = ${id}`.execute(db)
}

/** Finished ones of a tenant that still have their file. */
export async function listFinished(db: Session, tenantId: string): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select ${EXPORT} from export
    where tenant_id = ${tenantId} and state = 'completed' and removed_at is null and erased_at is null`.execute(
    db,
  )
  return rows
}

/** Whose files are to be deleted because messages in them are erased. */
export async function listErased(db: Session, tenantId: string): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select id, tenant_id as "tenantId" from export
    where tenant_id = ${tenantId} and erased_at is not null and removed_at is null`.execute(db)
  return rows
}

/** From here on no one is given their files, which are to be deleted. */
export async function noteErased(db: Session, ids: readonly string[], at: Date): Promise<void> {
  await sql`update export set erased_at = ${at} where id = any(${ids}::text[])`.execute(db)
}

/**
 * Has those written again that were being written since then, or failed: they may have read what was removed meanwhile. Whoever
 * writes one now finds it taken away.
 */
export async function writeAgain(db: Session, tenantId: string, since: Date): Promise<Named[]> {
  const { rows } = await sql<Named>`
    update export set state = 'queued', messages = 0, sha256 = null, bytes = null, ended_at = null, expires_at = null,
                      reason = null, notice = null
    where tenant_id = ${tenantId} and removed_at is null and erased_at is null
      and (state = 'running' or (state in ('completed', 'failed') and ended_at >= ${since}))
    returning id, tenant_id as "tenantId"`.execute(db)
  return rows
}

/** Without a file since then. */
export async function listLongGone(db: Session, before: Date): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select id, tenant_id as "tenantId" from export
    where removed_at < ${before} or (state in ('failed', 'cancelled') and ended_at < ${before})`.execute(db)
  return rows
}

/** Of these ids, those that are in the books. */
export async function knownExports(db: Session, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from export where id = any (${ids}::text[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** What the tenant's newest run with a report on it could not cover; null without one. */
export async function findNewestCoverage(db: Session, tenantId: string): Promise<RunCoverage | null> {
  const { rows } = await sql<{ coverage: RunCoverage }>`
    select coverage from run where tenant_id = ${tenantId} and coverage is not null
    order by ended_at desc nulls last, id desc limit 1`.execute(db)
  return rows[0]?.coverage ?? null
}
