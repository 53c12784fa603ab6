import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import type { Audit, AuditRow } from './audit.ts'

export function createAudit({ kysely }: Pick<Database, 'kysely'>, clock: Clock): Audit {
  return {
    append: async (tenantId, row) => {
      await sql`
        insert into audit_entry (tenant_id, at, operator_id, operator_name, action, target, outcome, detail)
        values (${tenantId}, ${clock.now()}, ${row.operatorId}, ${row.operatorName}, ${row.action}, ${row.target},
                ${row.outcome}, ${row.detail})
      `.execute(kysely)
    },

    list: async (tenantId, page) => {
      const before = page.before ?? null
      const { rows } = await sql<AuditRow & { no: number }>`
        select no, at, operator_id as "operatorId", operator_name as "operatorName", action, target, outcome, detail
        from audit_entry
        where tenant_id = ${tenantId} and (${before}::bigint is null or no < ${before})
        order by no desc
        limit ${page.limit}
      `.execute(kysely)
      return rows
    },
  }
}
