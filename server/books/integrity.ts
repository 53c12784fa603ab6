/** What the books know of the state of an archive: its newest checks, whether damage is over, and the documents of its runs. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { RunCoverage } from '../domain/coverage.ts'
import type { VerificationMode } from './verifications.ts'

/** A check that has read what it was to read. `damaged`: files. */
export type CompletedCheck = {
  readonly id: string
  readonly mode: VerificationMode
  readonly endedAt: Date
  readonly segments: number
  readonly messages: number
  readonly damaged: number
}

const COMPLETED = sql`
  id, mode, ended_at as "endedAt", segments, messages, jsonb_array_length(damaged) as damaged`

/** The newest completed one of that kind. */
export async function findLastCheck(
  db: Session,
  tenantId: string,
  mode: VerificationMode,
): Promise<CompletedCheck | undefined> {
  const { rows } = await sql<CompletedCheck>`
    select ${COMPLETED} from verification
    where tenant_id = ${tenantId} and state = 'completed' and mode = ${mode}
    order by created_at desc, id desc limit 1`.execute(db)
  return rows[0]
}

/**
 * The newest check that found damage, while it isn't over: a later full check without any ends it. A sample doesn't, since it
 * may not have read the damaged file.
 */
export async function findDamage(db: Session, tenantId: string): Promise<CompletedCheck | undefined> {
  const { rows } = await sql<CompletedCheck>`
    select ${COMPLETED} from verification v
    where tenant_id = ${tenantId} and state = 'completed' and damaged <> '[]'
      and not exists (
        select from verification clean
        where clean.tenant_id = v.tenant_id and clean.state = 'completed' and clean.mode = 'full'
          and clean.damaged = '[]' and (clean.created_at, clean.id) > (v.created_at, v.id))
    order by created_at desc, id desc limit 1`.execute(db)
  return rows[0]
}

/** When the newest check was asked for that no one asked for but Chatvault. */
export async function findLastNightly(db: Session, tenantId: string): Promise<Date | undefined> {
  const { rows } = await sql<{ createdAt: Date }>`
    select created_at as "createdAt" from verification
    where tenant_id = ${tenantId} and requested_by is null
    order by created_at desc limit 1`.execute(db)
  return rows[0]?.createdAt
}

/** A run whose document is in the archive. `messages`: versions it added. */
export type DocumentedRun = {
  readonly runId: string
  readonly endedAt: Date
  readonly messages: number
  readonly digest: string
}

/** Newest first, at most `limit`; without one, all. */
export async function listDocumentedRuns(
  db: Session,
  tenantId: string,
  limit: number | null = null,
): Promise<DocumentedRun[]> {
  const { rows } = await sql<DocumentedRun>`
    select id as "runId", ended_at as "endedAt", added + revised as messages, document_digest as digest
    from run where tenant_id = ${tenantId} and document_digest is not null and ended_at is not null
    order by created_no desc limit ${limit}`.execute(db)
  return rows
}

export async function countDocumentedRuns(db: Session, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from run
    where tenant_id = ${tenantId} and document_digest is not null and ended_at is not null`.execute(db)
  return rows[0]?.count ?? 0
}

export type ComparedRun = {
  readonly runId: string
  readonly endedAt: Date
  readonly coverage: RunCoverage
}

/** The newest ended run that compared the archive with the chats. */
export async function findLastCoverage(db: Session, tenantId: string): Promise<ComparedRun | undefined> {
  const { rows } = await sql<ComparedRun>`
    select id as "runId", ended_at as "endedAt", coverage from run
    where tenant_id = ${tenantId} and coverage is not null and ended_at is not null
    order by created_no desc limit 1`.execute(db)
  return rows[0]
}
