import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/**
 * Until when every caller of a tenant waits, because Microsoft said so (429, Retry-After). Shared by all workers; of two
 * fences the later end holds.
 */
export type Fences = {
  /** Answers the end that holds now. */
  raise(tenantId: string, until: Date): Promise<Date>
  /** The last end there was, also when it has passed; undefined when there never was one. */
  find(tenantId: string): Promise<Date | undefined>
}

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
