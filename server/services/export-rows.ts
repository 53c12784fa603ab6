/** The books of exports: what was asked for, how far it is, what came of it. */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Session } from '../database/database.ts'
import type { StartExport } from '../http/contract.ts'

export type ExportSelection = z.output<typeof StartExport>['selection']

export type ExportRow = {
  readonly id: string
  readonly tenantId: string
  readonly format: string
  readonly selection: ExportSelection
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'
  readonly createdAt: Date
  readonly endedAt: Date | null
  /** Lines written so far. */
  readonly messages: number
  readonly sha256: string | null
  readonly bytes: number | null
  readonly reason: string | null
}

export async function insertExport(
  db: Session,
  row: Pick<ExportRow, 'id' | 'tenantId' | 'format' | 'selection' | 'createdAt'> & { requestedBy: string },
): Promise<void> {
  await sql`
    insert into export (id, tenant_id, format, selection, state, requested_by, created_at)
    values (${row.id}, ${row.tenantId}, ${row.format}, ${JSON.stringify(row.selection)}::jsonb, 'queued',
            ${row.requestedBy}, ${row.createdAt})`.execute(db)
}

export async function findExport(db: Session, tenantId: string, id: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select id, tenant_id as "tenantId", format, selection, state, created_at as "createdAt",
           ended_at as "endedAt", messages, sha256, bytes, reason
    from export where tenant_id = ${tenantId} and id = ${id}`.execute(db)
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

/** False when it has ended already. A job that is done again begins at nought. */
export async function beginExport(db: Session, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    update export set state = 'running', messages = 0
    where tenant_id = ${tenantId} and id = ${id} and state in ('queued', 'running')
    returning id`.execute(db)
  return rows.length > 0
}

export async function noteProgress(
  db: Session,
  tenantId: string,
  id: string,
  messages: number,
): Promise<void> {
  await sql`
    update export set messages = ${messages}
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(db)
}

export async function completeExport(
  db: Session,
  tenantId: string,
  id: string,
  result: { messages: number; sha256: string; bytes: number; endedAt: Date },
): Promise<void> {
  await sql`
    update export set state = 'completed', messages = ${result.messages}, sha256 = ${result.sha256},
           bytes = ${result.bytes}, ended_at = ${result.endedAt}
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(db)
}

export async function failExport(
  db: Session,
  tenantId: string,
  id: string,
  end: { reason: string; endedAt: Date },
): Promise<void> {
  await sql`
    update export set state = 'failed', reason = ${end.reason}, ended_at = ${end.endedAt}
    where tenant_id = ${tenantId} and id = ${id} and state = 'running'`.execute(db)
}
