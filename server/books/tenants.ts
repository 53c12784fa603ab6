import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import type { Strategy } from '../domain/run.ts'

export type ScopeRow = {
  readonly mode: 'all' | 'selected'
  readonly subjectIds: readonly string[]
  readonly groupIds: readonly string[]
  readonly excludeSubjectIds: readonly string[]
  /** Read before everyone else, if they are in scope. */
  readonly firstSubjectIds: readonly string[]
}

export type Tenants = {
  /** Makes the tenant's row when there is none. */
  ensure(tenantId: string): Promise<void>
  list(): Promise<string[]>
  /** Whether there is such a row. */
  has(tenantId: string): Promise<boolean>
  /** Everyone, unless it was set. */
  scope(tenantId: string): Promise<ScopeRow>
  setScope(tenantId: string, scope: ScopeRow): Promise<void>
  /** Of backups that are started without one: `pay-once` unless it was set. */
  strategy(tenantId: string): Promise<Strategy>
  setStrategy(tenantId: string, strategy: Strategy): Promise<void>
}

const EVERYONE: ScopeRow = {
  mode: 'all',
  subjectIds: [],
  groupIds: [],
  excludeSubjectIds: [],
  firstSubjectIds: [],
}

export function createTenants({ kysely }: Pick<Database, 'kysely'>, clock: Clock): Tenants {
  return {
    ensure: async (tenantId) => {
      await sql`
        insert into tenant (id, created_at) values (${tenantId}, ${clock.now()}) on conflict do nothing
      `.execute(kysely)
    },

    list: async () => {
      const { rows } = await sql<{ id: string }>`select id from tenant order by created_at, id`.execute(
        kysely,
      )
      return rows.map((row) => row.id)
    },

    has: async (tenantId) => {
      const { rows } = await sql`select from tenant where id = ${tenantId}`.execute(kysely)
      return rows.length > 0
    },

    scope: async (tenantId) => {
      const { rows } = await sql<ScopeRow>`
        select mode, subject_ids as "subjectIds", group_ids as "groupIds", exclude_subject_ids as "excludeSubjectIds",
               first_subject_ids as "firstSubjectIds"
        from scope where tenant_id = ${tenantId}
      `.execute(kysely)
      return rows[0] ?? EVERYONE
    },

    setScope: async (tenantId, { mode, subjectIds, groupIds, excludeSubjectIds, firstSubjectIds }) => {
      await sql`
        insert into scope (tenant_id, mode, subject_ids, group_ids, exclude_subject_ids, first_subject_ids)
        values (${tenantId}, ${mode}, ${subjectIds}::text[], ${groupIds}::text[], ${excludeSubjectIds}::text[],
                ${firstSubjectIds}::text[])
        on conflict (tenant_id) do update set
          mode = excluded.mode, subject_ids = excluded.subject_ids, group_ids = excluded.group_ids,
          exclude_subject_ids = excluded.exclude_subject_ids, first_subject_ids = excluded.first_subject_ids
      `.execute(kysely)
    },

    strategy: async (tenantId) => {
      const { rows } = await sql<{ strategy: Strategy }>`
        select strategy from tenant where id = ${tenantId}
      `.execute(kysely)
      return rows[0]?.strategy ?? 'pay-once'
    },

    setStrategy: async (tenantId, strategy) => {
      await sql`update tenant set strategy = ${strategy} where id = ${tenantId}`.execute(kysely)
    },
  }
}
