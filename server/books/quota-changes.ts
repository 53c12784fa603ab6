/** The history of a tenant's limit, price and regime: who changed what, and when. */
import { sql } from 'kysely'
import type { Database, Session } from '../database/database.ts'
import type { ChangedBy, QuotaSettings } from './ledger.ts'

export type QuotaChangeRow = {
  readonly no: number
  readonly at: Date
  /** Null: Chatvault itself. */
  readonly by: string | null
  readonly byName: string | null
  /** Null for the first settings of a tenant. */
  readonly before: QuotaSettings | null
  readonly after: QuotaSettings
}

export type QuotaChanges = {
  /** Newest first; `before` is a row's `no`. */
  list(tenantId: string, page: { limit: number; before?: number | undefined }): Promise<QuotaChangeRow[]>
}

export function createQuotaChanges({ kysely }: Pick<Database, 'kysely'>): QuotaChanges {
  return {
    list: async (tenantId, { limit, before }) => {
      const { rows } = await sql<QuotaChangeRow>`
        select no, at, changed_by as by, changed_by_name as "byName", before, after from quota_change
        where tenant_id = ${tenantId} and (${before ?? null}::bigint is null or no < ${before ?? null})
        order by no desc limit ${limit}
      `.execute(kysely)
      return rows
    },
  }
}

export async function noteQuotaChange(
  trx: Session,
  tenantId: string,
  {
    at,
    by,
    before,
    after,
  }: { at: Date; by: ChangedBy | null; before: QuotaSettings | null; after: QuotaSettings },
): Promise<void> {
  await sql`
    insert into quota_change (tenant_id, at, changed_by, changed_by_name, before, after)
    values (${tenantId}, ${at}, ${by?.id ?? null}, ${by?.name ?? null}, ${before && JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb)
  `.execute(trx)
}
