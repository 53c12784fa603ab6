import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { CreatedObjects, CreatedRow } from './created-objects.ts'

export function createCreatedObjects({ kysely }: Pick<Database, 'kysely'>): CreatedObjects {
  return {
    list: async (tenantId) => {
      const { rows } = await sql<CreatedRow>`
        select kind, id, name, at from created_object where tenant_id = ${tenantId} order by no
      `.execute(kysely)
      return rows
    },

    add: async (tenantId, object) => {
      const { rows } = await sql<CreatedRow>`
        insert into created_object (tenant_id, kind, id, name, at)
        values (${tenantId}, ${object.kind}, ${object.id}, ${object.name}, ${object.at})
        on conflict (tenant_id, kind, id) do update set name = created_object.name
        returning kind, id, name, at
      `.execute(kysely)
      return rows[0] ?? object
    },

    remove: async (tenantId, id) => {
      await sql`delete from created_object where tenant_id = ${tenantId} and id = ${id}`.execute(kysely)
    },
  }
}
