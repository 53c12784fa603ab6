import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Billing, BillingRow } from './billing.ts'

const NOTHING_KNOWN: BillingRow = { association: null, askedForAt: null }

export function createBilling({ kysely }: Pick<Database, 'kysely'>): Billing {
  return {
    find: async ({ tenantId, applicationId }) => {
      const { rows } = await sql<BillingRow>`
        select association, asked_for_at as "askedForAt" from billing
        where tenant_id = ${tenantId} and application_id = ${applicationId.toLowerCase()}
      `.execute(kysely)
      return rows[0] ?? NOTHING_KNOWN
    },

    set: async ({ tenantId, applicationId }, { association, askedForAt }) => {
      const text = association == null ? null : JSON.stringify(association)
      await sql`
        insert into billing (tenant_id, application_id, association, asked_for_at)
        values (${tenantId}, ${applicationId.toLowerCase()}, ${text}::jsonb, ${askedForAt ?? null})
        on conflict (tenant_id, application_id) do update set
          association = case when ${association !== undefined} then excluded.association else billing.association end,
          asked_for_at = case when ${askedForAt !== undefined} then excluded.asked_for_at else billing.asked_for_at end
      `.execute(kysely)
    },
  }
}
