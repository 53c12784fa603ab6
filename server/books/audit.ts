import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { toShortText } from '../domain/text.ts'

/** Who did what, when, with which outcome. Append-only. */
export type AuditRow = {
  readonly at: Date
  readonly operatorId: string
  readonly operatorName: string
  readonly action: string
  readonly target: string | null
  readonly outcome: 'succeeded' | 'refused' | 'failed'
  readonly detail: string | null
}

/** What is left out does not count. */
export type AuditFilter = {
  /** Part of a name, or a whole id; capitals do not matter. */
  readonly who?: string | undefined
  /** First words of actions: `run` of `run.start`. */
  readonly areas?: readonly string[] | undefined
  /** Inclusive. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly outcome?: AuditRow['outcome'] | undefined
}

export type Audit = {
  /** Never fails on what it records: text is made storable and cut to 1,000 characters. */
  append(tenantId: string, row: Omit<AuditRow, 'at'>): Promise<void>
  /** Newest first. */
  list(
    tenantId: string,
    page: { limit: number; before?: number | undefined },
    filter?: AuditFilter,
  ): Promise<(AuditRow & { no: number })[]>
}

export function createAudit({ kysely }: Pick<Database, 'kysely'>, clock: Clock): Audit {
  return {
    append: async (tenantId, given) => {
      const row = storable(given)
      await sql`
        insert into audit_entry (tenant_id, at, operator_id, operator_name, action, target, outcome, detail)
        values (${tenantId}, ${clock.now()}, ${row.operatorId}, ${row.operatorName}, ${row.action}, ${row.target},
                ${row.outcome}, ${row.detail})
      `.execute(kysely)
    },

    list: async (
      tenantId,
      page,
      { who = null, areas = null, from = null, to = null, outcome = null } = {},
    ) => {
      const before = page.before ?? null
      const { rows } = await sql<AuditRow & { no: number }>`
        select no, at, operator_id as "operatorId", operator_name as "operatorName", action, target, outcome, detail
        from audit_entry
        where tenant_id = ${tenantId} and (${before}::bigint is null or no < ${before})
          and (${who}::text is null or lower(operator_id) = lower(${who})
               or position(lower(${who}) in lower(operator_name)) > 0)
          and (${areas}::text[] is null or split_part(action, '.', 1) = any(${areas}::text[]))
          and (${from}::timestamptz is null or at >= ${from}) and (${to}::timestamptz is null or at <= ${to})
          and (${outcome}::text is null or outcome = ${outcome})
        order by no desc
        limit ${page.limit}
      `.execute(kysely)
      return rows
    },
  }
}

/** More than a name or an address of Microsoft's has, and nothing a caller could fill a disk with. */
const LONGEST = 1000

/** What is recorded may be the very thing that was refused: it never stops the record. */
function storable(row: Omit<AuditRow, 'at'>): Omit<AuditRow, 'at'> {
  const short = (text: string) => toShortText(text, LONGEST)
  return {
    operatorId: short(row.operatorId),
    operatorName: short(row.operatorName),
    action: short(row.action),
    target: row.target === null ? null : short(row.target),
    outcome: row.outcome,
    detail: row.detail === null ? null : short(row.detail),
  }
}
