import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Fences } from './fences.ts'

export function createFences({ kysely }: Pick<Database, 'kysely'>): Fences {
  return {
    raise: async (tenantId, until) => {
      const { rows } = await sql<{ until: Date }>`
        insert into fence (tenant_id, until) values (${tenantId}, ${until})
        on conflict (tenant_id) do update set until = greatest(fence.until, excluded.until)
        returning until
      `.execute(kysely)
      return rows[0]?.until ?? until
    },

    find: async (tenantId) => {
      const { rows } = await sql<{ until: Date }>`
        select until from fence where tenant_id = ${tenantId}
      `.execute(kysely)
      return rows[0]?.until
    },
  }
}
