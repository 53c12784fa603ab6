/** Members of the groups of a scope, as Microsoft said last. For display; a backup asks again. */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

export type GroupRow = {
  readonly groupId: string
  /** null: the directory did not know the group. */
  readonly memberIds: readonly string[] | null
  readonly readAt: Date
}

export type GroupMembers = {
  keep(tenantId: string, row: GroupRow): Promise<void>
  /** Those that were read at all, in no order. */
  list(tenantId: string, groupIds: readonly string[]): Promise<GroupRow[]>
}

export function createGroupMembers({ kysely }: Pick<Database, 'kysely'>): GroupMembers {
  return {
    keep: async (tenantId, { groupId, memberIds, readAt }) => {
      await sql`
        insert into group_members (tenant_id, group_id, member_ids, read_at)
        values (${tenantId}, ${groupId}, ${memberIds}::text[], ${readAt})
        on conflict (tenant_id, group_id) do update
        set member_ids = excluded.member_ids, read_at = excluded.read_at
        where group_members.read_at <= excluded.read_at
      `.execute(kysely)
    },

    list: async (tenantId, groupIds) => {
      const { rows } = await sql<GroupRow>`
        select group_id as "groupId", member_ids as "memberIds", read_at as "readAt"
        from group_members
        where tenant_id = ${tenantId} and group_id = any(${groupIds}::text[])
      `.execute(kysely)
      return rows
    },
  }
}
