import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Downloads without a token. Who finds this table can fetch nothing with it: it has hashes only. */
export type TicketRow = {
  readonly tenantId: string
  readonly exportId: string
  readonly operatorId: string
  readonly operatorName: string
}

/** Bytes `from` up to, not including, `to` of a file of `bytes`. */
export type Stretch = { readonly from: number; readonly to: number; readonly bytes: number }

export type TicketRefusal = 'unknown' | 'used' | 'expired'

export type Tickets = {
  keep(hash: Uint8Array, row: TicketRow, times: { at: Date; expiresAt: Date }): Promise<void>
  /** What the ticket would open now. Changes nothing. */
  look(hash: Uint8Array, at: Date): Promise<TicketRow | TicketRefusal>
  /**
   * What the ticket opens, as often as it is asked for, by any process, until one whole file was sent. Anyone who begins
   * in time may continue until `goesOnUntil`. `isFirst`: no one had asked before.
   */
  open(
    hash: Uint8Array,
    times: { at: Date; goesOnUntil: Date },
  ): Promise<(TicketRow & { readonly isFirst: boolean }) | TicketRefusal>
  /** Stretches that follow each other add up; the ticket is used up when they reach the end of the file. */
  noteSent(hash: Uint8Array, stretch: Stretch, times: { at: Date; goesOnUntil: Date }): Promise<void>
  /** What was handed out last did not arrive: the ticket is as good as before. */
  takeBack(hash: Uint8Array, stretch: Stretch): Promise<void>
}

/** So long a ticket that is over is still told apart from one that never was. */
const KEPT_MS = 86_400_000

/** However often it is asked for again, a ticket is over a day after it was given. */
function goingOn(until: Date, of = sql``) {
  return sql`greatest(${of}expires_at, least(${until}::timestamptz, ${of}issued_at + interval '24 hours'))`
}

const ROW = sql`
  t.tenant_id as "tenantId", t.export_id as "exportId", t.operator_id as "operatorId", t.operator_name as "operatorName"
`

export function createTickets({ kysely }: Pick<Database, 'kysely'>): Tickets {
  async function refusalOf(hash: Uint8Array): Promise<TicketRefusal> {
    const { rows } = await sql<{ used: boolean }>`
      select used_at is not null as used from download_ticket where ticket_hash = ${hash}
    `.execute(kysely)
    return rows[0] === undefined ? 'unknown' : rows[0].used ? 'used' : 'expired'
  }

  return {
    keep: async (hash, { tenantId, exportId, operatorId, operatorName }, { at, expiresAt }) => {
      const before = new Date(at.getTime() - KEPT_MS)
      await sql`delete from download_ticket where expires_at < ${before}`.execute(kysely)
      await sql`
        insert into download_ticket
          (ticket_hash, tenant_id, export_id, operator_id, operator_name, issued_at, expires_at)
        values (${hash}, ${tenantId}, ${exportId}, ${operatorId}, ${operatorName}, ${at}, ${expiresAt})
      `.execute(kysely)
    },

    look: async (hash, at) => {
      const { rows } = await sql<TicketRow>`
        select ${ROW} from download_ticket t where ticket_hash = ${hash} and used_at is null and expires_at > ${at}
      `.execute(kysely)
      return rows[0] ?? refusalOf(hash)
    },

    open: async (hash, { at, goesOnUntil }) => {
      const { rows } = await sql<TicketRow & { isFirst: boolean }>`
        with asked as (
          select ticket_hash, begun_at is null as is_first from download_ticket
          where ticket_hash = ${hash} and used_at is null and expires_at > ${at}
          for update
        )
        update download_ticket t
        set begun_at = coalesce(t.begun_at, ${at}), expires_at = ${goingOn(goesOnUntil, sql`t.`)}
        from asked where t.ticket_hash = asked.ticket_hash
        returning ${ROW}, asked.is_first as "isFirst"
      `.execute(kysely)
      return rows[0] ?? refusalOf(hash)
    },

    noteSent: async (hash, { from, to, bytes }, { at, goesOnUntil }) => {
      await sql`
        update download_ticket
        set sent_bytes = greatest(sent_bytes, ${to}),
            used_at = case when ${to}::bigint >= ${bytes}::bigint then coalesce(used_at, ${at}) else used_at end,
            expires_at = ${goingOn(goesOnUntil)}
        where ticket_hash = ${hash} and sent_bytes >= ${from}
      `.execute(kysely)
    },

    takeBack: async (hash, { from }) => {
      await sql`
        update download_ticket set used_at = null, sent_bytes = ${from} where ticket_hash = ${hash}
      `.execute(kysely)
    },
  }
}
