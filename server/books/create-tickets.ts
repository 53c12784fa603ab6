import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { TicketRow, Tickets } from './tickets.ts'

/** So long a ticket that is over is still told apart from one that never was. */
const KEPT_MS = 86_400_000

export function createTickets({ kysely }: Pick<Database, 'kysely'>): Tickets {
  return {
    keep: async (hash, { tenantId, exportId, operatorId, operatorName }, { at, expiresAt }) => {
      const before = new Date(at.getTime() - KEPT_MS)
      await sql`delete from download_ticket where expires_at < ${before}`.execute(kysely)
      await sql`
        insert into download_ticket (ticket_hash, tenant_id, export_id, operator_id, operator_name, expires_at)
        values (${hash}, ${tenantId}, ${exportId}, ${operatorId}, ${operatorName}, ${expiresAt})
      `.execute(kysely)
    },

    use: async (hash, at) => {
      const { rows } = await sql<TicketRow>`
        update download_ticket set used_at = ${at}
        where ticket_hash = ${hash} and used_at is null and expires_at > ${at}
        returning tenant_id as "tenantId", export_id as "exportId", operator_id as "operatorId",
                  operator_name as "operatorName"
      `.execute(kysely)
      if (rows[0] !== undefined) return rows[0]
      const { rows: found } = await sql<{ used: boolean }>`
        select used_at is not null as used from download_ticket where ticket_hash = ${hash}
      `.execute(kysely)
      return found[0] === undefined ? 'unknown' : found[0].used ? 'used' : 'expired'
    },
  }
}
