/** What the backups of a span came to. */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Runs that ended in the span and weren't cancelled; `good`: those that completed. `added`: messages new to the archive. */
export type RunSums = { readonly runs: number; readonly good: number; readonly added: number }

/** `from` is inclusive, `to` is not. */
export type SumRuns = (tenantId: string, span: { from: Date; to: Date }) => Promise<RunSums>

export function createRunSums({ kysely }: Pick<Database, 'kysely'>): SumRuns {
  return async (tenantId, { from, to }) => {
    const { rows } = await sql<RunSums>`
      select count(*)::int as runs, count(*) filter (where state <> 'failed')::int as good,
             coalesce(sum(added), 0)::bigint as added
      from run
      where tenant_id = ${tenantId} and state in ('completed', 'completed-with-faults', 'failed')
        and ended_at >= ${from} and ended_at < ${to}
    `.execute(kysely)
    return rows[0] ?? { runs: 0, good: 0, added: 0 }
  }
}
