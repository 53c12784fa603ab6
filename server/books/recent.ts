/** Connections, and runs and faults of the last days, for people who look for a fault: codes and numbers, no names and no words. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

export type RecentRun = {
  readonly id: string
  readonly tenant: string
  readonly state: string
  readonly strategy: string
  readonly trigger: string
  readonly late: boolean
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly stage: string | null
  /** Why it failed or waits. */
  readonly reason: string | null
  readonly subjects: number
  readonly subjectsDone: number
  readonly fetched: number
  readonly charged: number
  readonly added: number
  readonly faults: number
}

export type RecentFault = {
  readonly tenant: string
  readonly kind: string
  readonly code: string
  readonly count: number
  readonly firstAt: Date
  readonly lastAt: Date
}

export type Connected = {
  readonly tenant: string
  readonly status: string
  readonly credentialKind: string
  readonly credentialExpiresAt: Date | null
}

export async function listConnected(db: Session): Promise<Connected[]> {
  const { rows } = await sql<Connected>`
    select tenant_id::text as tenant, status, credential_kind as "credentialKind", credential_expires_at as "credentialExpiresAt"
    from connection order by 1`.execute(db)
  return rows
}

/** The newest first, of all tenants. */
export async function listRecentRuns(db: Session, limit: number): Promise<RecentRun[]> {
  const { rows } = await sql<RecentRun>`
    select id, tenant_id::text as tenant, state, strategy, trigger, late, created_at as "createdAt", started_at as "startedAt",
           ended_at as "endedAt", stage, reason ->> 'code' as reason, subjects, subjects_done as "subjectsDone", fetched,
           charged, added, faults
    from run order by created_no desc limit ${limit}`.execute(db)
  return rows
}

/** By code, the most frequent first. */
export async function countRecentFaults(db: Session, since: Date): Promise<RecentFault[]> {
  const { rows } = await sql<RecentFault>`
    select tenant_id::text as tenant, kind, code, count(*)::int as count, min(at) as "firstAt", max(at) as "lastAt"
    from run_fault where at >= ${since} group by 1, 2, 3 order by count desc, 1, 2, 3`.execute(db)
  return rows
}
