import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** An application's billing in Microsoft 365, as far as it's known. */
export type Association = {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly accountName: string
}

export type BillingRow = {
  readonly association: Association | null
  /** When Microsoft last asked for it (402); null: never, or it has given out messages since. */
  readonly askedForAt: Date | null
}

/** One application of one tenant: another one is linked, and asked about, for itself. */
export type Billed = { readonly tenantId: string; readonly applicationId: string }

export type Billing = {
  find(billed: Billed): Promise<BillingRow>
  /** What is left out remains. */
  set(billed: Billed, change: Partial<BillingRow>): Promise<void>
}

const NOTHING_KNOWN: BillingRow = { association: null, askedForAt: null }

export function createBilling({ kysely }: Pick<Database, 'kysely'>): Billing {
  return {
    find: async ({ tenantId, applicationId }) => {
      const { rows } = await sql<BillingRow>`
        select association, asked_for_at as "askedForAt" from billing
        where tenant_id = ${tenantId} and application_id = ${applicationId}
      `.execute(kysely)
      return rows[0] ?? NOTHING_KNOWN
    },

    set: async ({ tenantId, applicationId }, { association, askedForAt }) => {
      const text = association == null ? null : JSON.stringify(association)
      await sql`
        insert into billing (tenant_id, application_id, association, asked_for_at)
        values (${tenantId}, ${applicationId}, ${text}::jsonb, ${askedForAt ?? null})
        on conflict (tenant_id, application_id) do update set
          association = case when ${association !== undefined} then excluded.association else billing.association end,
          asked_for_at = case when ${askedForAt !== undefined} then excluded.asked_for_at else billing.asked_for_at end
      `.execute(kysely)
    },
  }
}
