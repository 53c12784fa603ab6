/** Searches that operators keep for themselves: some dozens a person, one of a name. */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

export type SavedSearchRow = {
  readonly id: string
  readonly name: string
  /** As the contract has it. */
  readonly asked: unknown
  readonly savedAt: Date
}

/** Whose they are. */
export type Owner = { readonly tenantId: string; readonly operatorId: string }

export type SavedSearches = {
  /** By name. */
  list(owner: Owner): Promise<SavedSearchRow[]>
  /** One of the same name gives way to it and keeps its id. Undefined: there are `most` of other names. */
  save(owner: Owner, row: SavedSearchRow, most: number): Promise<SavedSearchRow | undefined>
  /** False when the owner has none of this id. */
  remove(owner: Owner, id: string): Promise<boolean>
}

const SAVED = sql`id, name, asked, saved_at as "savedAt"`

export function createSavedSearches({ kysely }: Pick<Database, 'kysely'>): SavedSearches {
  return {
    list: async ({ tenantId, operatorId }) => {
      const { rows } = await sql<SavedSearchRow>`
        select ${SAVED} from saved_search where tenant_id = ${tenantId} and operator_id = ${operatorId}
        order by lower(name), name`.execute(kysely)
      return rows
    },

    // Two windows of one person may save at once: a row more than `most` does no harm.
    save: async ({ tenantId, operatorId }, { id, name, asked, savedAt }, most) => {
      const { rows } = await sql<SavedSearchRow>`
        insert into saved_search (id, tenant_id, operator_id, name, asked, saved_at)
        select ${id}, ${tenantId}::uuid, ${operatorId}, ${name}, ${JSON.stringify(asked)}::jsonb, ${savedAt}::timestamptz
        where (select count(*) from saved_search
               where tenant_id = ${tenantId} and operator_id = ${operatorId} and name <> ${name}) < ${most}
        on conflict (tenant_id, operator_id, name) do update set asked = excluded.asked, saved_at = excluded.saved_at
        returning ${SAVED}`.execute(kysely)
      return rows[0]
    },

    remove: async ({ tenantId, operatorId }, id) => {
      const { rows } = await sql`
        delete from saved_search
        where tenant_id = ${tenantId} and operator_id = ${operatorId} and id = ${id} returning id`.execute(
        kysely,
      )
      return rows.length > 0
    },
  }
}
