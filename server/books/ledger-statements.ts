/** What the ledger says to the database, whole statements. All but the readers run inside one transaction. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { type Month, monthOf } from '../domain/month.ts'
import type {
  Balance,
  EntryFilter,
  LedgerEntry,
  Price,
  QuotaChange,
  QuotaSettings,
  ReserveRequest,
} from './ledger.ts'
import { noteQuotaChange } from './quota-changes.ts'

export type MonthBalance = {
  readonly tenantId: string
  readonly limit: number | null
  readonly charged: number
  readonly reserved: number
}

/** `rows` null: everything that was reserved. */
export type Settlement = {
  readonly reservationId: number
  readonly rows: number | null
  readonly reason: string | null
}

export type Settled = {
  readonly reservationId: number
  readonly reserved: number
  readonly charged: number
}

export type Grant = { readonly request: ReserveRequest; readonly messages: number }

/**
 * Every booking of a tenant waits here, in the order of tenant ids, so that two processes never wait for each other.
 * Balances are read by a later statement only: this one's may be older than the lock.
 */
export async function lockTenants(
  trx: Session,
  tenantIds: readonly string[],
  reservationIds: readonly number[],
): Promise<void> {
  await sql`
    select tenant_id from quota
    where tenant_id = any (${tenantIds}::uuid[])
       or tenant_id in (select tenant_id from reservation where id = any (${reservationIds}::bigint[]))
    order by tenant_id
    for no key update
  `.execute(trx)
}

export async function readBalances(
  trx: Session,
  tenantIds: readonly string[],
  month: Month,
): Promise<MonthBalance[]> {
  const { rows } = await sql<MonthBalance>`
    select q.tenant_id as "tenantId", q.monthly_limit as "limit",
           coalesce(m.charged, 0) as charged, coalesce(m.reserved, 0) as reserved
    from quota q
    left join quota_month m on m.tenant_id = q.tenant_id and m.month = ${month}
    where q.tenant_id = any (${tenantIds}::uuid[])
  `.execute(trx)
  return rows
}

/**
 * The month of each tenant at `at`. One it has been booked for continues when a clock is set back over its beginning: its limit
 * would else be had twice. A month further away was booked by a clock gone wrong, and what another tenant was booked for
 * is no matter: its month would begin too early, with a limit of its own.
 */
export async function monthsGoingOn(
  session: Session,
  tenantIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, Month>> {
  const month = monthOf(at)
  const next = monthOf(new Date(at.getTime() + SET_BACK_MS))
  const months = new Map(tenantIds.map((tenantId) => [tenantId, month]))
  if (next === month) return months
  const { rows } = await sql<{ tenantId: string }>`
    select tenant_id as "tenantId" from quota_month
    where month = ${next} and tenant_id = any (${tenantIds}::uuid[])
  `.execute(session)
  for (const { tenantId } of rows) months.set(tenantId, next)
  return months
}

/** So far back a clock is set without being nonsense. */
const SET_BACK_MS = 60 * 60_000

/** Answers the reservations' ids in the order of the grants. */
export async function insertReservations(
  trx: Session,
  grants: readonly Grant[],
  month: Month,
  at: Date,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with granted as materialized (
      select nextval('reservation_id_seq') as id, g.*
      from unnest(
        ${grants.map((grant) => grant.request.tenantId)}::uuid[],
        ${grants.map((grant) => grant.messages)}::bigint[],
        ${grants.map((grant) => grant.request.workerId)}::text[],
        ${grants.map((grant) => grant.request.runId)}::text[],
        ${grants.map((grant) => grant.request.subjectId)}::text[]
      ) with ordinality as g (tenant_id, messages, worker_id, run_id, subject_id, position)
    ), opened as (
      insert into reservation (id, tenant_id, month, messages, worker_id, run_id, subject_id, at)
      select id, tenant_id, ${month}, messages, worker_id, run_id, subject_id, ${at}::timestamptz
      from granted
    ), booked as (
      insert into ledger_entry (tenant_id, month, at, kind, messages, reservation_id, run_id, subject_id)
      select tenant_id, ${month}, ${at}::timestamptz, 'reserve', messages, id, run_id, subject_id
      from granted order by position
    ), balanced as (
      insert into quota_month (tenant_id, month, reserved)
      select tenant_id, ${month}, sum(messages) from granted group by tenant_id
      on conflict (tenant_id, month) do update set reserved = quota_month.reserved + excluded.reserved
    )
    select id from granted order by position
  `.execute(trx)
  return rows.map((row) => row.id)
}

/**
 * Ends reservations; one that is not open is left out of the answer. More rows than were reserved are booked too: the
 * missing ones are reserved first, so that a balance remains the sum of its entries.
 */
export async function endReservations(
  trx: Session,
  settlements: readonly Settlement[],
  at: Date,
): Promise<Settled[]> {
  const { rows } = await sql<Settled>`
    with settlement as (
      select * from unnest(
        ${settlements.map((settlement) => settlement.reservationId)}::bigint[],
        ${settlements.map((settlement) => settlement.rows)}::bigint[],
        ${settlements.map((settlement) => settlement.reason)}::text[]
      ) with ordinality as s (reservation_id, rows, reason, position)
    ), ended as (
      delete from reservation r using settlement s where r.id = s.reservation_id
      returning r.id, r.tenant_id, r.month, r.messages as reserved, coalesce(s.rows, r.messages) as charged,
                r.run_id, r.subject_id, s.reason, s.position
    ), booked as (
      insert into ledger_entry (tenant_id, month, at, kind, messages, reservation_id, run_id, subject_id, reason)
      select tenant_id, month, ${at}::timestamptz, line.kind, line.messages, id, run_id, subject_id, line.reason
      from ended cross join lateral (values
        (1, 'reserve', charged - reserved, 'over-delivered'),
        (2, 'charge', charged, ended.reason),
        (3, 'release', reserved - charged, ended.reason)
      ) as line (step, kind, messages, reason)
      where line.messages > 0
      order by position, step
    ), balanced as (
      update quota_month m set charged = m.charged + s.charged, reserved = m.reserved - s.reserved
      from (
        select tenant_id, month, sum(charged)::bigint as charged, sum(reserved)::bigint as reserved
        from ended group by tenant_id, month
      ) s
      where m.tenant_id = s.tenant_id and m.month = s.month
    ), counted as (
      update run set charged = run.charged + s.charged
      from (select run_id, sum(charged)::bigint as charged from ended group by run_id) s
      where run.id = s.run_id
    )
    select id as "reservationId", reserved, charged from ended
  `.execute(trx)
  return rows
}

/**
 * Reservations of workers that are gone: neither in the list nor with a row, so a worker that registered after the list
 * was read keeps its own.
 */
export async function findOrphans(session: Session, liveWorkerIds: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from reservation r
    where not worker_id = any (${liveWorkerIds}::text[])
      and not exists (select from worker w where w.id = r.worker_id)
    order by id
  `.execute(session)
  return rows.map((row) => row.id)
}

/**
 * The limit holds from now on, the price from the beginning of the month. Two who change different things undo nothing, and
 * each is noted with what the other one left.
 */
export async function changeQuota(
  trx: Session,
  tenantId: string,
  { to, first, by }: QuotaChange,
  at: Date,
): Promise<void> {
  const before = await lockQuota(trx, tenantId)
  const after = { ...(before ?? first), ...to }
  const { monthlyLimit, pricePerMessage, currency, regime } = { ...first, ...to }
  const either = (name: keyof QuotaSettings, column: string) =>
    to[name] === undefined ? sql.ref(`quota.${column}`) : sql.ref(`excluded.${column}`)
  await sql`
    with changed as (
      insert into quota (tenant_id, monthly_limit, price_per_message, currency, regime)
      values (${tenantId}, ${monthlyLimit}, ${pricePerMessage}, ${currency}, ${regime})
      on conflict (tenant_id) do update set
        monthly_limit = ${either('monthlyLimit', 'monthly_limit')},
        price_per_message = ${either('pricePerMessage', 'price_per_message')},
        currency = ${either('currency', 'currency')}, regime = ${either('regime', 'regime')}
      returning tenant_id, price_per_message, currency, regime
    )
    insert into price (tenant_id, from_month, price_per_message, currency, regime)
    select tenant_id, ${monthOf(at)}, price_per_message, currency, regime from changed
    on conflict (tenant_id, from_month) do update set
      price_per_message = excluded.price_per_message, currency = excluded.currency, regime = excluded.regime
  `.execute(trx)
  if (before === undefined || !isSame(before, after))
    await noteQuotaChange(trx, tenantId, { at, by: by ?? null, before: before ?? null, after })
}

/** What is set, and no one else changes it until the transaction ends. */
async function lockQuota(trx: Session, tenantId: string): Promise<QuotaSettings | undefined> {
  const { rows } = await sql<QuotaSettings>`
    select monthly_limit as "monthlyLimit", price_per_message as "pricePerMessage", currency, regime from quota
    where tenant_id = ${tenantId} for no key update
  `.execute(trx)
  return rows[0]
}

function isSame(one: QuotaSettings, other: QuotaSettings): boolean {
  return (Object.keys(one) as (keyof QuotaSettings)[]).every((name) => one[name] === other[name])
}

/** The price that held in a month: of the latest change in it or before; of the first one for months before that. */
export async function findPrice(
  session: Session,
  tenantId: string,
  month: Month,
): Promise<Price | undefined> {
  const { rows } = await sql<Price>`
    select price_per_message as "pricePerMessage", currency, regime from price
    where tenant_id = ${tenantId}
    order by from_month <= ${month} desc,
             case when from_month <= ${month} then from_month end desc, from_month
    limit 1
  `.execute(session)
  return rows[0]
}

export async function findBalance(
  session: Session,
  tenantId: string,
  month: Month,
): Promise<Omit<Balance, 'left'> | undefined> {
  const { rows } = await sql<Omit<Balance, 'left'>>`
    select q.monthly_limit as "monthlyLimit", q.price_per_message as "pricePerMessage", q.currency, q.regime,
           ${month}::text as month, coalesce(m.charged, 0) as charged, coalesce(m.reserved, 0) as reserved
    from quota q
    left join quota_month m on m.tenant_id = q.tenant_id and m.month = ${month}
    where q.tenant_id = ${tenantId}
  `.execute(session)
  return rows[0]
}

export async function findAnyCharge(session: Session, tenantId: string): Promise<boolean> {
  const { rows } = await sql`
    select from quota_month where tenant_id = ${tenantId} and charged > 0 limit 1
  `.execute(session)
  return rows.length > 0
}

export async function findCharged(session: Session, tenantId: string, month: Month): Promise<number> {
  const { rows } = await sql<{ charged: number }>`
    select charged from quota_month where tenant_id = ${tenantId} and month = ${month}
  `.execute(session)
  return rows[0]?.charged ?? 0
}

/** Never lower: of two processes that write notes at once, either may be first. */
export async function raiseNoted(
  session: Session,
  tenantId: string,
  month: Month,
  messages: number,
): Promise<void> {
  await sql`
    insert into quota_month (tenant_id, month, noted) values (${tenantId}, ${month}, ${messages})
    on conflict (tenant_id, month) do update set noted = greatest(quota_month.noted, excluded.noted)`.execute(
    session,
  )
}

export async function listEntries(
  session: Session,
  tenantId: string,
  page: { limit: number; before?: number },
  { kind, subjectId, runId, from, to }: EntryFilter = {},
): Promise<LedgerEntry[]> {
  const wanted = [
    sql`tenant_id = ${tenantId}`,
    ...(page.before === undefined ? [] : [sql`no < ${page.before}`]),
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(subjectId === undefined ? [] : [sql`subject_id = ${subjectId}`]),
    ...(runId === undefined ? [] : [sql`run_id = ${runId}`]),
    ...(from === undefined ? [] : [sql`at >= ${from}`]),
    ...(to === undefined ? [] : [sql`at < ${to}`]),
  ]
  const { rows } = await sql<LedgerEntry>`
    select no, at, month, kind, messages, run_id as "runId", subject_id as "subjectId", reason
    from ledger_entry
    where ${sql.join(wanted, sql` and `)}
    order by no desc
    limit ${page.limit}
  `.execute(session)
  return rows
}

export async function sumChargesOfRun(session: Session, tenantId: string, runId: string): Promise<number> {
  const { rows } = await sql<{ messages: number }>`
    select coalesce(sum(messages), 0)::bigint as messages
    from ledger_entry
    where tenant_id = ${tenantId} and run_id = ${runId} and kind = 'charge'
  `.execute(session)
  return rows[0]?.messages ?? 0
}
