import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { toShortText } from '../domain/text.ts'
import {
  type AuditRow,
  type AuditSeal,
  appendLinked,
  type ChainReport,
  takeUp,
  walkChain,
} from './audit-chain.ts'

/** Members left out don’t narrow the list. */
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
  /** Reads every entry of the tenant and compares it with the chain. Begins the chain where there is none. */
  check(tenantId: string): Promise<ChainReport>
}

/** `openSeal`: the key of the chain, asked before anything is locked. */
export function createAudit(
  { kysely }: Pick<Database, 'kysely'>,
  clock: Pick<Clock, 'now'>,
  openSeal: () => Promise<AuditSeal>,
): Audit {
  return {
    append: async (tenantId, given) => {
      const seal = await openSeal()
      const row = { ...storable(given), at: clock.now() }
      await kysely.transaction().execute((trx) => appendLinked(trx, tenantId, row, seal))
    },

    check: async (tenantId) => {
      const seal = await openSeal()
      const walked = await walkChain(kysely, tenantId, seal)
      if (walked !== undefined) return walked
      await kysely.transaction().execute((trx) => takeUp(trx, tenantId, clock.now(), seal))
      return (await walkChain(kysely, tenantId, seal)) ?? NOTHING
    },

    list: async (
      tenantId,
      page,
      { who = null, areas = null, from = null, to = null, outcome = null } = {},
    ) => {
      const before = page.before ?? null
      const { rows } = await sql<AuditRow & { no: number }>`
        select no, at, operator_id as "operatorId", operator_name as "operatorName", action, target, outcome, detail,
               allowed_by as "allowedBy"
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

const NOTHING: ChainReport = { entries: 0, head: '', since: null, takenUp: 0, faults: [] }

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
    allowedBy: row.allowedBy.map(short),
  }
}
