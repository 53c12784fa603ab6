/** Where a tenant's alerts go. Target and secret are in a sealed box that the alert service alone opens. */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { AlertEvent, ChannelKind, DeliveryState } from '../domain/alert.ts'

export type ChannelRow = {
  readonly id: string
  readonly tenantId: string
  readonly kind: ChannelKind
  readonly box: Uint8Array
  /** The target without what is secret in it. */
  readonly shown: string
  readonly events: readonly AlertEvent[]
  /** The mailbox that sends its e-mails where no mail server is set; null: the connection's test mailbox. */
  readonly sender: string | null
  /** Of its e-mails and cards, a BCP 47 tag. */
  readonly language: string
  readonly enabled: boolean
  readonly createdAt: Date
}

/** The newest delivery that was tried. */
export type LastTried = {
  readonly state: DeliveryState
  readonly triedAt: Date
  readonly attempts: number
  readonly answer: string | null
}

export type AlertChannels = {
  /** Oldest first, each with what became of its newest delivery. */
  list(tenantId: string): Promise<(ChannelRow & { readonly last: LastTried | null })[]>
  find(tenantId: string, id: string): Promise<ChannelRow | undefined>
  /** False, and nothing kept, when the tenant has `most` already. */
  add(row: ChannelRow, most: number): Promise<boolean>
  /** False when it is gone. */
  change(row: ChannelRow): Promise<boolean>
  /** What waits for it is given up. False when it was gone. */
  remove(tenantId: string, id: string): Promise<boolean>
}

const CHANNEL = sql`
  c.id, c.tenant_id as "tenantId", c.kind, c.box, c.shown, c.events, c.sender, c.language, c.enabled, c.created_at as "createdAt"
`

export function createAlertChannels({ kysely }: Pick<Database, 'kysely'>): AlertChannels {
  return {
    list: async (tenantId) => {
      const { rows } = await sql<ChannelRow & { last: LastTried | null; triedAt: Date | null }>`
        select ${CHANNEL}, d.tried_at as "triedAt",
               case when d.no is not null then
                 jsonb_build_object('state', d.state, 'attempts', d.attempts, 'answer', d.answer) end as last
        from alert_channel c
        left join lateral (
          select no, state, tried_at, attempts, answer from alert_delivery
          where channel_id = c.id and tried_at is not null order by tried_at desc, no desc limit 1
        ) d on true
        where c.tenant_id = ${tenantId} order by c.created_at, c.id
      `.execute(kysely)
      return rows.map(({ triedAt, last, ...row }) => ({
        ...row,
        last: last && triedAt && { ...last, triedAt },
      }))
    },

    find: async (tenantId, id) => {
      const { rows } = await sql<ChannelRow>`
        select ${CHANNEL} from alert_channel c where c.tenant_id = ${tenantId} and c.id = ${id}
      `.execute(kysely)
      return rows[0]
    },

    add: (row, most) =>
      kysely.transaction().execute(async (trx) => {
        // Two who add the last one take turns.
        await sql`select from tenant where id = ${row.tenantId} for update`.execute(trx)
        const { rows } = await sql`
          insert into alert_channel (id, tenant_id, kind, box, shown, events, sender, language, enabled, created_at)
          select ${row.id}, ${row.tenantId}::uuid, ${row.kind}, ${row.box}::bytea, ${row.shown}, ${[...row.events]}::text[],
                 ${row.sender}, ${row.language}, ${row.enabled}::boolean, ${row.createdAt}::timestamptz
          where (select count(*) from alert_channel where tenant_id = ${row.tenantId}) < ${most}
          returning id
        `.execute(trx)
        return rows.length > 0
      }),

    change: async (row) => {
      const { rows } = await sql`
        update alert_channel set box = ${row.box}, shown = ${row.shown}, events = ${[...row.events]}::text[],
               sender = ${row.sender}, language = ${row.language}, enabled = ${row.enabled}
        where tenant_id = ${row.tenantId} and id = ${row.id} returning id
      `.execute(kysely)
      return rows.length > 0
    },

    remove: async (tenantId, id) => {
      const { rows } = await sql`
        with given_up as (
          update alert_delivery set state = 'failed', answer = 'channel-removed'
          where tenant_id = ${tenantId} and channel_id = ${id} and state = 'waiting'
        )
        delete from alert_channel where tenant_id = ${tenantId} and id = ${id} returning id
      `.execute(kysely)
      return rows.length > 0
    },
  }
}
