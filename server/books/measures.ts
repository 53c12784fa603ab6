/** Numbers of the vault for monitoring, a row per tenant. Reads a few hundred rows, whatever the archive holds. */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

export type TenantMeasures = {
  readonly tenant: string
  /** End of the last run that read everyone. */
  readonly lastSuccess: Date | null
  readonly lastRun: Date | null
  /** Up to which time the one who is protected least is protected, of those who have a position. */
  readonly protectedUntil: Date | null
  /** People with a position. */
  readonly people: number
  readonly charged: number
  readonly monthCharged: number
  readonly monthReserved: number
  readonly monthlyLimit: number | null
  readonly credentialExpiresAt: Date | null
  readonly connected: boolean
  /** Microsoft asked to wait until then. */
  readonly fencedUntil: Date | null
  readonly archivedBytes: number
  readonly archivedRecords: number
}

export type RunsByState = { readonly tenant: string; readonly state: string; readonly runs: number }

export type Measures = {
  readonly tenants: readonly TenantMeasures[]
  readonly runs: readonly RunsByState[]
  readonly exportsWaiting: number
  readonly databaseBytes: number
}

/** `month` as `2026-11`. */
export async function readMeasures({ kysely }: Pick<Database, 'kysely'>, month: string): Promise<Measures> {
  const tenants = await sql<TenantMeasures>`
    select t.id::text as tenant, r.last_success as "lastSuccess", r.last_run as "lastRun",
           s.until as "protectedUntil", coalesce(s.people, 0) as people,
           coalesce(m.charged, 0) as charged, coalesce(m.month_charged, 0) as "monthCharged",
           coalesce(m.month_reserved, 0) as "monthReserved", q.monthly_limit as "monthlyLimit",
           c.credential_expires_at as "credentialExpiresAt", coalesce(c.status = 'active', false) as connected,
           f.until as "fencedUntil", coalesce(a.bytes, 0) as "archivedBytes", coalesce(a.records, 0) as "archivedRecords"
    from tenant t
    left join quota q on q.tenant_id = t.id
    left join connection c on c.tenant_id = t.id
    left join fence f on f.tenant_id = t.id
    left join lateral (select max(ended_at) filter (where state = 'completed') as last_success, max(ended_at) as last_run
                       from run where tenant_id = t.id) r on true
    left join lateral (select min(watermark) as until, count(*)::int as people
                       from source where tenant_id = t.id and watermark is not null) s on true
    left join lateral (select sum(charged)::bigint as charged, sum(charged) filter (where month = ${month})::bigint as month_charged,
                              sum(reserved) filter (where month = ${month})::bigint as month_reserved
                       from quota_month where tenant_id = t.id) m on true
    left join lateral (select sum(bytes)::bigint as bytes, sum(records)::bigint as records
                       from segment where tenant_id = t.id) a on true
    order by t.id`.execute(kysely)
  const runs = await sql<RunsByState>`
    select tenant_id::text as tenant, state, count(*)::int as runs from run group by tenant_id, state order by 1, 2`.execute(
    kysely,
  )
  const others = await sql<{ exportsWaiting: number; databaseBytes: number }>`
    select (select count(*)::int from export where state in ('queued', 'running')) as "exportsWaiting",
           pg_database_size(current_database()) as "databaseBytes"`.execute(kysely)
  return {
    tenants: tenants.rows,
    runs: runs.rows,
    exportsWaiting: others.rows[0]?.exportsWaiting ?? 0,
    databaseBytes: others.rows[0]?.databaseBytes ?? 0,
  }
}
