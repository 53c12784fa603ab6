/** Charged rows by the kind of chat they belong to. Counted as pages become durable, in the same transaction. */
import { sql } from 'kysely'
import type { Database, Session } from '../database/database.ts'
import type { ChatType } from '../domain/chat-type.ts'
import type { Month } from '../domain/month.ts'

export type KindCounts = ReadonlyMap<ChatType, number>

export async function countKinds(
  trx: Session,
  tenantId: string,
  at: Date,
  counts: KindCounts,
): Promise<void> {
  if (counts.size === 0) return
  await sql`
    insert into charged_kind (tenant_id, hour, chat_type, messages)
    select ${tenantId}, date_trunc('hour', ${at}::timestamptz at time zone 'UTC') at time zone 'UTC', kind, messages
    from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) as counted (kind, messages)
    on conflict (tenant_id, hour, chat_type) do update set messages = charged_kind.messages + excluded.messages
  `.execute(trx)
}

export type KindRow = { readonly key: ChatType; readonly month: Month; readonly messages: number }

export type ChargedKinds = {
  /** A row for each kind and month. An hour that the span touches counts in full. */
  sum(tenantId: string, span: { from: Date; to: Date }): Promise<KindRow[]>
}

export function createChargedKinds({ kysely }: Pick<Database, 'kysely'>): ChargedKinds {
  return {
    sum: async (tenantId, { from, to }) => {
      const { rows } = await sql<KindRow>`
        select chat_type as key, to_char(hour at time zone 'UTC', 'YYYY-MM') as month, sum(messages)::bigint as messages
        from charged_kind
        where tenant_id = ${tenantId} and hour + interval '1 hour' > ${from} and hour < ${to}
        group by 1, 2 order by 2, 1
      `.execute(kysely)
      return rows
    },
  }
}
