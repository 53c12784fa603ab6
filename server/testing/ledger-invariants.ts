import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

export type MonthTotals = {
  readonly tenantId: string
  readonly month: string
  readonly charged: number
  readonly reserved: number
}

/**
 * What must hold of the books at every instant, read in one statement so that it may be asked while others book:
 * balances are the sums of their entries, what is reserved is what open reservations hold, and an ended reservation's
 * entries cancel out. Answers what is wrong, nothing when all is well.
 */
export async function findLedgerFaults(session: Session): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    with entries as (
      select tenant_id, month,
             coalesce(sum(messages) filter (where kind = 'charge'), 0) as charged,
             sum(case kind when 'reserve' then messages else -messages end) as reserved
      from ledger_entry group by tenant_id, month
    ), open as (
      select tenant_id, month, sum(messages) as reserved from reservation group by tenant_id, month
    ), reservations as (
      select e.reservation_id, sum(case kind when 'reserve' then e.messages else -e.messages end) as net,
             coalesce(max(r.messages), 0) as held, count(*) filter (where kind = 'charge') as charges
      from ledger_entry e left join reservation r on r.id = e.reservation_id
      group by e.reservation_id
    )
    select format('balance %s of %s is %s + %s, its entries say %s + %s, its reservations %s',
                  m.month, m.tenant_id, m.charged, m.reserved, e.charged, e.reserved, o.reserved) as fault
    from quota_month m
    full join entries e on e.tenant_id = m.tenant_id and e.month = m.month
    left join open o on o.tenant_id = m.tenant_id and o.month = m.month
    where (m.charged, m.reserved) is distinct from (e.charged::bigint, e.reserved::bigint)
       or m.reserved is distinct from coalesce(o.reserved, 0)::bigint
    union all
    select format('reservation %s holds %s, its entries say %s in %s charges', reservation_id, held, net, charges)
    from reservations
    where net <> held or charges > 1
  `.execute(session)
  return rows.map((row) => row.fault)
}

export async function listMonths(session: Session): Promise<MonthTotals[]> {
  const { rows } = await sql<MonthTotals>`
    select tenant_id as "tenantId", month, charged, reserved from quota_month order by tenant_id, month
  `.execute(session)
  return rows
}
