/** The books of who may read: the policy of each tenant, and every request with what was decided. */
import { sql } from 'kysely'
import type { Session, Transaction } from '../database/database.ts'
import { OPEN_POLICY, type ReadingPolicy } from '../domain/reading.ts'
import type { MessageSelection } from '../domain/selection.ts'

/** A looser policy that waits for another admin. */
export type AskedPolicy = ReadingPolicy & {
  readonly askedBy: { readonly id: string; readonly name: string }
  /** ISO 8601. */
  readonly at: string
}

export type PolicyRow = ReadingPolicy & {
  readonly changedBy: string | null
  readonly changedAt: Date | null
  readonly asked: AskedPolicy | null
}

export type ReadingRequestRow = {
  readonly id: string
  readonly tenantId: string
  readonly selection: MessageSelection
  readonly reason: string
  readonly hours: number
  /** Entra object id. */
  readonly askedBy: string
  readonly askedByName: string
  readonly askedAt: Date
  readonly endsAt: Date
  readonly grantedAt: Date | null
  readonly rejectedAt: Date | null
  readonly decidedBy: string | null
  readonly decidedByName: string | null
}

const NONE: PolicyRow = { ...OPEN_POLICY, changedBy: null, changedAt: null, asked: null }

const POLICY = sql`mode, admins_read as "adminsRead", changed_by as "changedBy", changed_at as "changedAt", asked`

const REQUEST = sql`
  id, tenant_id as "tenantId", selection, reason, hours, asked_by as "askedBy", asked_by_name as "askedByName",
  asked_at as "askedAt", ends_at as "endsAt", granted_at as "grantedAt", rejected_at as "rejectedAt",
  decided_by as "decidedBy", decided_by_name as "decidedByName"`

export async function findPolicy(db: Session, tenantId: string): Promise<PolicyRow> {
  const { rows } = await sql<PolicyRow>`
    select ${POLICY} from reading_policy where tenant_id = ${tenantId}`.execute(db)
  return rows[0] ?? NONE
}

/** The policy, which no one else changes until the transaction ends. */
export async function lockPolicy(trx: Transaction, tenantId: string): Promise<PolicyRow> {
  await sql`
    insert into reading_policy (tenant_id, mode, admins_read) values (${tenantId}, ${NONE.mode}, ${NONE.adminsRead})
    on conflict do nothing`.execute(trx)
  const { rows } = await sql<PolicyRow>`
    select ${POLICY} from reading_policy where tenant_id = ${tenantId} for update`.execute(trx)
  return rows[0] ?? NONE
}

export async function savePolicy(trx: Transaction, tenantId: string, row: PolicyRow): Promise<void> {
  await sql`
    update reading_policy
    set mode = ${row.mode}, admins_read = ${row.adminsRead}, changed_by = ${row.changedBy},
        changed_at = ${row.changedAt}, asked = ${row.asked && JSON.stringify(row.asked)}::jsonb
    where tenant_id = ${tenantId}`.execute(trx)
}

/** What only a reason allowed waits for another person from now on, until `endsAt`. */
export async function suspendUnapproved(
  trx: Transaction,
  tenantId: string,
  { now, endsAt }: { now: Date; endsAt: Date },
): Promise<void> {
  await sql`
    update reading_request set granted_at = null, ends_at = ${endsAt}
    where tenant_id = ${tenantId} and granted_at is not null and decided_by is null and ends_at > ${now}`.execute(
    trx,
  )
}

export async function insertRequest(db: Session, row: ReadingRequestRow): Promise<void> {
  await sql`
    insert into reading_request (id, tenant_id, selection, reason, hours, asked_by, asked_by_name, asked_at, ends_at,
                                 granted_at)
    values (${row.id}, ${row.tenantId}, ${JSON.stringify(row.selection)}::jsonb, ${row.reason}, ${row.hours},
            ${row.askedBy}, ${row.askedByName}, ${row.askedAt}, ${row.endsAt}, ${row.grantedAt})`.execute(db)
}

export async function findRequest(
  db: Session,
  tenantId: string,
  id: string,
): Promise<ReadingRequestRow | undefined> {
  const { rows } = await sql<ReadingRequestRow>`
    select ${REQUEST} from reading_request where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first; `askedBy`: of this person alone. */
export async function listRequests(
  db: Session,
  tenantId: string,
  page: { limit: number; before: { at: Date; id: string } | undefined; askedBy: string | undefined },
): Promise<ReadingRequestRow[]> {
  const { at = null, id = null } = page.before ?? {}
  const askedBy = page.askedBy ?? null
  const { rows } = await sql<ReadingRequestRow>`
    select ${REQUEST} from reading_request
    where tenant_id = ${tenantId} and (${askedBy}::text is null or lower(asked_by) = lower(${askedBy}))
      and (${at}::timestamptz is null or (asked_at, id) < (${at}::timestamptz, ${id}::text))
    order by asked_at desc, id desc limit ${page.limit}`.execute(db)
  return rows
}

/** What this person may read by now; `approved`: only what another person approved. */
export async function listGranted(
  db: Session,
  tenantId: string,
  asking: { askedBy: string; now: Date; approved: boolean },
): Promise<Pick<ReadingRequestRow, 'id' | 'selection'>[]> {
  const { rows } = await sql<Pick<ReadingRequestRow, 'id' | 'selection'>>`
    select id, selection from reading_request
    where tenant_id = ${tenantId} and lower(asked_by) = lower(${asking.askedBy}) and granted_at is not null
      and rejected_at is null and ends_at > ${asking.now}
      and (not ${asking.approved}::boolean or lower(decided_by) <> lower(asked_by))
    order by asked_at, id`.execute(db)
  return rows
}

/** Decides a request that waits. False when it doesn't any more. */
export async function decideRequest(
  db: Session,
  tenantId: string,
  id: string,
  decision: {
    at: Date
    by: { id: string; name: string }
    /** Until when it allows reading; undefined: it is rejected. */
    endsAt: Date | undefined
  },
): Promise<boolean> {
  const granted = decision.endsAt !== undefined
  const { rows } = await sql`
    update reading_request
    set granted_at = case when ${granted}::boolean then ${decision.at}::timestamptz end,
        rejected_at = case when ${granted}::boolean then null else ${decision.at}::timestamptz end,
        ends_at = coalesce(${decision.endsAt ?? null}::timestamptz, ends_at),
        decided_by = ${decision.by.id}, decided_by_name = ${decision.by.name}
    where tenant_id = ${tenantId} and id = ${id} and granted_at is null and rejected_at is null
      and ends_at > ${decision.at}
    returning id`.execute(db)
  return rows.length > 0
}
