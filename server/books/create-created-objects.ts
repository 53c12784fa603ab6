import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type CreatedObjects, type CreatedRow, INTENDED } from './created-objects.ts'

export function createCreatedObjects({ kysely }: Pick<Database, 'kysely'>): CreatedObjects {
  return {
    list: async (tenantId) => {
      const { rows } = await sql<CreatedRow>`
        select kind, id, name, application_id as "applicationId", at from created_object where tenant_id = ${tenantId} order by no
      `.execute(kysely)
      return rows
    },

    add: async (tenantId, object) => {
      const { rows } = await sql<CreatedRow>`
        insert into created_object (tenant_id, kind, id, name, application_id, at)
        values (
          ${tenantId}, ${object.kind}, ${object.id}, ${object.name}, ${object.applicationId}, ${object.at}
        )
        on conflict (tenant_id, kind, id) do update set
          application_id = coalesce(created_object.application_id, excluded.application_id),
          at = case when starts_with(created_object.id, ${INTENDED}) then excluded.at else created_object.at end
        returning kind, id, name, application_id as "applicationId", at
      `.execute(kysely)
      return rows[0] ?? object
    },

    remove: async (tenantId, id) => {
      await sql`delete from created_object where tenant_id = ${tenantId} and id = ${id}`.execute(kysely)
    },
  }
}
