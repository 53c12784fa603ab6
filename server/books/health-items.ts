import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Notice } from '../domain/notice.ts'

/** How a connection was when it was last looked at. */
export type HealthRow = {
  readonly name: string
  readonly state: 'green' | 'amber' | 'red'
  readonly code: string
  /** Absent in rows of before notices. */
  readonly notice: Notice | null | undefined
  readonly detail: string
  readonly hint: string
  readonly checkedAt: Date
}

export type HealthItems = {
  list(tenantId: string): Promise<HealthRow[]>
  /** All of them, in the place of those before. */
  replace(tenantId: string, items: readonly HealthRow[]): Promise<void>
  /** Whether the message of this planned look has not been read yet. Answers yes once, to the first who asks. */
  claimRead(tenantId: string, plannedFor: Date): Promise<boolean>
}

export function createHealthItems({ kysely }: Pick<Database, 'kysely'>): HealthItems {
  return {
    list: async (tenantId) => {
      const { rows } = await sql<HealthRow>`
        select name, state, code, notice, detail, hint, checked_at as "checkedAt"
        from health_item where tenant_id = ${tenantId} order by name
      `.execute(kysely)
      return rows
    },

    replace: (tenantId, items) =>
      kysely.transaction().execute(async (trx) => {
        await sql`delete from health_item where tenant_id = ${tenantId}`.execute(trx)
        for (const { name, state, code, notice, detail, hint, checkedAt } of items)
          await sql`
            insert into health_item (tenant_id, name, state, code, notice, detail, hint, checked_at)
            values (${tenantId}, ${name}, ${state}, ${code}, ${notice ? JSON.stringify(notice) : null}::jsonb, ${detail}, ${hint}, ${checkedAt})
            on conflict (tenant_id, name) do update set
              state = excluded.state, code = excluded.code, notice = excluded.notice, detail = excluded.detail, hint = excluded.hint,
              checked_at = excluded.checked_at
          `.execute(trx)
      }),

    claimRead: async (tenantId, plannedFor) => {
      const { rows } = await sql`
        insert into health_read (tenant_id, planned_for) values (${tenantId}, ${plannedFor})
        on conflict (tenant_id) do update set planned_for = excluded.planned_for
        where health_read.planned_for < excluded.planned_for
        returning tenant_id
      `.execute(kysely)
      return rows.length > 0
    },
  }
}
