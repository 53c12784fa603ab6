import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/**
 * Objects that a setup created in Microsoft 365. Undo and removal follow this list, which outlives setup and connection.
 */
export type CreatedKind =
  | 'application'
  | 'service-principal'
  | 'secret'
  | 'certificate'
  | 'app-role'
  | 'delegated-grant'
  | 'billing-account'

/**
 * Prefix of the placeholder for an id: recorded before the object is created, until Microsoft answers with the real id.
 */
export const INTENDED = 'intended:'

export type CreatedRow = {
  readonly kind: CreatedKind
  /** Microsoft's. */
  readonly id: string
  readonly name: string
  /** Of which it is, or is a part; null where no one told. Lower case. */
  readonly applicationId: string | null
  readonly at: Date
}

export type CreatedObjects = {
  /** Oldest first. */
  list(tenantId: string): Promise<CreatedRow[]>
  /**
   * Answers the entry. One that is there already keeps its name, and takes an application that was not known yet; one
   * that is intended again is as new.
   */
  add(tenantId: string, object: CreatedRow): Promise<CreatedRow>
  remove(tenantId: string, id: string): Promise<void>
}

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
