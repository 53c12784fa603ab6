/** What was charged, summed up from the ledger: whoever asks by day, month, person or run sees the same messages. */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Month } from '../domain/month.ts'

export type UsageBy = 'day' | 'month' | 'person' | 'run'

/** `key`: a UTC day (`2026-11-29`) or month (`2026-11`), a person's or a run's id; null for charges of neither, such as connection tests. */
export type UsageRow = {
  readonly key: string | null
  readonly month: Month
  readonly messages: number
  /** When the run was asked for; null for the others. */
  readonly at: Date | null
}

export type UsageBook = {
  /** A row for each key and month, in the order of the keys. `from` is inclusive, `to` is not. */
  sum(tenantId: string, by: UsageBy, span: { from: Date; to: Date }): Promise<UsageRow[]>
}

/**
 * A charge belongs to the month it was reserved in, also when it came after midnight: it then counts on that month's last
 * day, so that the days of a month sum to what the limit counts.
 */
const AT = sql`
  least(greatest(e.at, month_start), month_start + interval '1 month' - interval '1 millisecond')
`

const KEYS = {
  day: sql`to_char(at, 'YYYY-MM-DD')`,
  month: sql`month`,
  person: sql`subject_id`,
  run: sql`run_id`,
}

export function createUsageBook({ kysely }: Pick<Database, 'kysely'>): UsageBook {
  return {
    sum: async (tenantId, by, { from, to }) => {
      const { rows } = await sql<UsageRow>`
        with charged as (
          select ${AT} as at, e.month, e.messages, e.subject_id, e.run_id
          from ledger_entry e
          cross join lateral (select (e.month || '-01')::timestamp at time zone 'UTC' as month_start) m
          where e.tenant_id = ${tenantId} and e.kind = 'charge'
        ), summed as (
          select ${KEYS[by]} as key, month, sum(messages)::bigint as messages
          from charged where at >= ${from} and at < ${to} group by 1, 2
        )
        select s.key, s.month, s.messages, r.created_at as at
        from summed s
        left join run r on ${by === 'run'}::boolean and r.tenant_id = ${tenantId} and r.id = s.key
        order by s.key nulls last, s.month
      `.execute(kysely)
      return rows
    },
  }
}
