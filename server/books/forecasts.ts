/** What backups are expected to read: shown last, kept by the run it was for, and compared with what came. */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Strategy } from '../domain/run.ts'

/** Messages. `correction`: the factor by which earlier runs corrected the estimate. */
export type ForecastMessages = {
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly correction: number
}

export type ForecastRow = {
  readonly tenantId: string
  readonly strategy: Strategy
  /** Null: everyone in scope. */
  readonly subjectIds: readonly string[] | null
  readonly at: Date
  readonly messages: ForecastMessages
}

/** A run that ended well, with what was expected of it. */
export type ForecastOutcome = {
  readonly strategy: Strategy
  readonly messages: ForecastMessages
  readonly fetched: number
}

export type Forecasts = {
  /** In the place of the one before: the run that is started next keeps it. */
  save(row: ForecastRow): Promise<void>
  /** Of the last runs that ended well and had one, newest first. */
  listOutcomes(tenantId: string, limit: number): Promise<ForecastOutcome[]>
}

export function createForecasts({ kysely }: Pick<Database, 'kysely'>): Forecasts {
  return {
    save: async ({ tenantId, strategy, subjectIds, at, messages }) => {
      await sql`
        insert into forecast (tenant_id, strategy, subject_ids, at, messages)
        values (${tenantId}, ${strategy}, ${subjectIds}::text[], ${at}, ${JSON.stringify(messages)}::jsonb)
        on conflict (tenant_id, strategy) do update set
          subject_ids = excluded.subject_ids, at = excluded.at, messages = excluded.messages
      `.execute(kysely)
    },

    listOutcomes: async (tenantId, limit) => {
      const { rows } = await sql<ForecastOutcome>`
        select strategy, forecast as messages, fetched from run
        where tenant_id = ${tenantId} and forecast is not null and state in ('completed', 'completed-with-faults')
        order by created_no desc limit ${limit}
      `.execute(kysely)
      return rows
    },
  }
}
