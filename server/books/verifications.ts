/** The books of verifications: request, progress and result of each. */
import { sql } from 'kysely'
import type { Damage } from '../archive/archive.ts'
import type { Session } from '../database/database.ts'
import type { Notice } from '../domain/notice.ts'

export type VerificationMode = 'sampled' | 'full'

export type VerificationRow = {
  readonly id: string
  readonly tenantId: string
  readonly mode: VerificationMode
  readonly state: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'
  /** Name of the operator; null: Chatvault itself, every night. */
  readonly requestedBy: string | null
  readonly createdAt: Date
  readonly endedAt: Date | null
  /** Segments read so far. */
  readonly segments: number
  readonly segmentsTotal: number | null
  readonly messages: number
  /** Files with what is wrong with each; checks of before November 2026 know no kinds. */
  readonly damaged: readonly (Omit<Damage, 'kind'> & Partial<Pick<Damage, 'kind'>>)[]
  /** Why it failed. */
  readonly reason: string | null
  readonly notice: Notice | null
}

export type Found = Pick<VerificationRow, 'segments' | 'messages' | 'damaged'>

const VERIFICATION = sql`
  id, tenant_id as "tenantId", mode, state, requested_by as "requestedBy", created_at as "createdAt",
  ended_at as "endedAt", segments, segments_total as "segmentsTotal", messages, damaged, reason, notice`

export async function insertVerification(
  db: Session,
  {
    id,
    tenantId,
    mode,
    requestedBy,
    createdAt,
  }: Pick<VerificationRow, 'id' | 'tenantId' | 'mode' | 'requestedBy' | 'createdAt'>,
): Promise<void> {
  await sql`
    insert into verification (id, tenant_id, mode, state, requested_by, created_at)
    values (${id}, ${tenantId}, ${mode}, 'queued', ${requestedBy}, ${createdAt})`.execute(db)
}

export async function findVerification(
  db: Session,
  tenantId: string,
  id: string,
): Promise<VerificationRow | undefined> {
  const { rows } = await sql<VerificationRow>`
    select ${VERIFICATION} from verification where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first, after the one with that place. */
export async function listVerifications(
  db: Session,
  tenantId: string,
  page: { limit: number; before: { at: Date; id: string } | undefined },
): Promise<VerificationRow[]> {
  const { at = null, id = null } = page.before ?? {}
  const { rows } = await sql<VerificationRow>`
    select ${VERIFICATION} from verification
    where tenant_id = ${tenantId}
      and (${at}::timestamptz is null or (created_at, id) < (${at}::timestamptz, ${id}::text))
    order by created_at desc, id desc limit ${page.limit}`.execute(db)
  return rows
}

/** The tenant's next one, oldest first; one that was begun was cut off. */
export async function findNextVerification(
  db: Session,
  tenantId: string,
): Promise<VerificationRow | undefined> {
  const { rows } = await sql<VerificationRow>`
    select ${VERIFICATION} from verification
    where tenant_id = ${tenantId} and state in ('queued', 'running')
    order by created_at, id limit 1`.execute(db)
  return rows[0]
}

/** One of this kind that no one has begun. */
export async function findQueuedVerification(
  db: Session,
  tenantId: string,
  mode: VerificationMode,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from verification where tenant_id = ${tenantId} and mode = ${mode} and state = 'queued'
    order by created_at, id limit 1`.execute(db)
  return rows[0]?.id
}

/** What start-up hands to the workers again. */
export async function listTenantsWithOpenVerifications(db: Session): Promise<string[]> {
  const { rows } = await sql<{ tenantId: string }>`
    select distinct tenant_id as "tenantId" from verification where state in ('queued', 'running')`.execute(
    db,
  )
  return rows.map(({ tenantId }) => tenantId)
}

export async function noteVerified(
  db: Session,
  id: string,
  { segments, segmentsTotal }: { segments: number; segmentsTotal: number | null },
): Promise<void> {
  await sql`
    update verification set state = 'running', segments = ${segments}, segments_total = ${segmentsTotal}
    where id = ${id} and state in ('queued', 'running')`.execute(db)
}

export async function completeVerification(
  db: Session,
  id: string,
  { segments, messages, damaged }: Found,
  endedAt: Date,
): Promise<void> {
  await sql`
    update verification set state = 'completed', segments = ${segments}, segments_total = ${segments},
           messages = ${messages}, damaged = ${JSON.stringify(damaged)}::jsonb, ended_at = ${endedAt}
    where id = ${id} and state = 'running'`.execute(db)
}

export async function failVerification(
  db: Session,
  id: string,
  end: { reason: string; notice: Notice | null; endedAt: Date },
): Promise<void> {
  await sql`
    update verification set state = 'failed', reason = ${end.reason}, ended_at = ${end.endedAt},
           notice = ${end.notice && JSON.stringify(end.notice)}::jsonb
    where id = ${id} and state = 'running'`.execute(db)
}
