import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** What an operator chose for themselves. */
export type PreferenceRow = { readonly tourSeen: boolean; readonly language: string | null }

export type PreferenceBook = {
  /** Nothing chosen: the tour is new, the language is the host's. */
  find(tenantId: string, operatorId: string): Promise<PreferenceRow>
  /** What is undefined remains as it is. */
  change(
    tenantId: string,
    operatorId: string,
    change: { tourSeen?: boolean | undefined; language?: string | null | undefined },
  ): Promise<PreferenceRow>
}

const NOTHING_CHOSEN: PreferenceRow = { tourSeen: false, language: null }

export function createPreferences({ kysely }: Pick<Database, 'kysely'>): PreferenceBook {
  return {
    find: async (tenantId, operatorId) => {
      const { rows } = await sql<PreferenceRow>`
        select tour_seen as "tourSeen", language from preference
        where tenant_id = ${tenantId} and operator_id = ${operatorId}
      `.execute(kysely)
      return rows[0] ?? NOTHING_CHOSEN
    },

    // One statement, so that two hosts open at once do not undo each other's choice.
    change: async (tenantId, operatorId, { tourSeen, language }) => {
      const { rows } = await sql<PreferenceRow>`
        insert into preference (tenant_id, operator_id, tour_seen, language)
        values (${tenantId}, ${operatorId}, ${tourSeen ?? false}, ${language ?? null})
        on conflict (tenant_id, operator_id) do update set
          tour_seen = case when ${tourSeen !== undefined} then excluded.tour_seen else preference.tour_seen end,
          language = case when ${language !== undefined} then excluded.language else preference.language end
        returning tour_seen as "tourSeen", language
      `.execute(kysely)
      return rows[0] ?? NOTHING_CHOSEN
    },
  }
}
