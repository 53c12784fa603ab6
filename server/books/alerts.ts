/**
 * What was raised, and what is to be sent about it. An alert and its deliveries are written by one statement: none is raised
 * that no one will be told of, and none of a cause twice while it is open, however many processes look at the same time.
 *
 * A delivery is claimed before it is tried: the claim counts the attempt and moves the next one on, so a process that dies
 * in the middle has only delayed it, and no two make the same attempt.
 */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { AlertEvent, BeatPhase, ChannelKind, DeliveryAbout, DeliveryState } from '../domain/alert.ts'
import type { ChannelRow } from './alert-channels.ts'

export type AlertRow = {
  readonly id: string
  readonly tenantId: string
  readonly event: AlertEvent
  readonly cause: string
  readonly data: object
  readonly at: Date
  readonly endedAt: Date | null
}

/** `kind` and `shown` of its channel; null when that was removed. */
export type DeliveryRow = {
  readonly subject: string
  readonly channelId: string
  readonly kind: ChannelKind | null
  readonly shown: string | null
  readonly about: DeliveryAbout
  readonly state: DeliveryState
  readonly attempts: number
  readonly createdAt: Date
  readonly triedAt: Date | null
  readonly nextAt: Date
  readonly answer: string | null
}

/** A delivery that is this caller's to try, its channel, and the alert, unless it is about a run. */
export type Claim = {
  readonly no: number
  readonly about: DeliveryAbout
  readonly channel: ChannelRow
  readonly alert: AlertRow | null
}

/** When it is sent for the first time, and when it is given up. */
export type Times = { readonly at: Date; readonly until: Date }

export type Alerts = {
  listOpen(tenantId: string): Promise<AlertRow[]>
  /** Whether a channel that is turned on asks for the event, and this cause was never raised. */
  isWanted(tenantId: string, event: AlertEvent, cause: string): Promise<boolean>
  /** Newest first; `before` is an alert's `no`. */
  list(
    tenantId: string,
    page: { limit: number; before?: number | undefined },
  ): Promise<(AlertRow & { no: number })[]>
  /** Of these alerts, oldest first. */
  deliveriesOf(tenantId: string, alertIds: readonly string[]): Promise<DeliveryRow[]>
  /**
   * Raises it to every channel that wants the event, unless one of the same event and cause is open. Answers the channels
   * that have something to send.
   */
  raise(alert: Omit<AlertRow, 'endedAt' | 'at'>, times: Times): Promise<string[]>
  /** Ends it. `tell`: those who were told of it are told of its end; the answer is as of `raise`. */
  end(tenantId: string, alertId: string, times: Times, options: { tell: boolean }): Promise<string[]>
  /** One that is over at once, for one channel alone, and claimed by the caller. */
  raiseTest(
    alert: Omit<AlertRow, 'endedAt' | 'at'>,
    channelId: string,
    times: Times,
  ): Promise<Claim | undefined>
  /** A step of a run, for heartbeats that were there when it happened. Telling it twice is telling it once. */
  beat(
    run: { tenantId: string; id: string },
    phase: BeatPhase,
    happenedAt: Date,
    times: Times,
  ): Promise<string[]>
  /** The channel's next delivery that is due, from now on this caller's; a heartbeat's steps follow each other. */
  claim(channelId: string, now: Date): Promise<Claim | undefined>
  /** What became of the attempt. Once `until` has come, what wasn't delivered is given up. */
  settle(no: number, result: { delivered: boolean; answer: string; at: Date }): Promise<Tried>
  /** When the channel has something to send next. */
  nextOf(channelId: string): Promise<Date | undefined>
  /** Channels with something to send by then. */
  listDue(now: Date): Promise<string[]>
  /** Forgets what ended before, and deliveries about runs. */
  sweep(before: Date): Promise<void>
}

export type Tried = Pick<DeliveryRow, 'state' | 'attempts' | 'answer'> & { readonly triedAt: Date }

/** Seconds from one attempt to the next; then always the last. */
const PAUSES = [5, 15, 45, 120, 300, 900, 1800, 3600]

const ALERT = sql`a.id, a.tenant_id as "tenantId", a.event, a.cause, a.data, a.at, a.ended_at as "endedAt"`

export function createAlerts({ kysely }: Pick<Database, 'kysely'>): Alerts {
  const claimWhere = async (which: ReturnType<typeof sql>, now: Date): Promise<Claim | undefined> => {
    const { rows } = await sql<{ no: number; about: DeliveryAbout; channelId: string; subject: string }>`
      update alert_delivery set attempts = attempts + 1, tried_at = ${now}::timestamptz,
        next_at = ${now}::timestamptz + make_interval(secs => (${PAUSES}::int[])[least(attempts + 1, ${PAUSES.length})])
      where no = (
        select d.no from alert_delivery d join alert_channel c on c.id = d.channel_id
        where d.state = 'waiting' and ${which} order by d.no limit 1
        for update of d skip locked
      )
      returning no, about, channel_id as "channelId", subject
    `.execute(kysely)
    const [claimed] = rows
    if (claimed === undefined) return undefined
    const channel = await findChannel(claimed.channelId)
    if (channel === undefined) return undefined
    const { no, about, subject } = claimed
    const isOfAlert = about === 'raised' || about === 'resolved'
    return { no, about, channel, alert: isOfAlert ? ((await findAlert(subject)) ?? null) : null }
  }

  async function findChannel(id: string): Promise<ChannelRow | undefined> {
    const { rows } = await sql<ChannelRow>`
      select id, tenant_id as "tenantId", kind, box, shown, events, sender, language, enabled, created_at as "createdAt"
      from alert_channel where id = ${id}
    `.execute(kysely)
    return rows[0]
  }

  async function findAlert(id: string): Promise<AlertRow | undefined> {
    const { rows } = await sql<AlertRow>`select ${ALERT} from alert a where a.id = ${id}`.execute(kysely)
    return rows[0]
  }

  return {
    listOpen: async (tenantId) => {
      const { rows } = await sql<AlertRow>`
        select ${ALERT} from alert a where a.tenant_id = ${tenantId} and a.ended_at is null order by a.no
      `.execute(kysely)
      return rows
    },

    list: async (tenantId, { limit, before = null }) => {
      const { rows } = await sql<AlertRow & { no: number }>`
        select a.no, ${ALERT} from alert a
        where a.tenant_id = ${tenantId} and (${before}::bigint is null or a.no < ${before})
        order by a.no desc limit ${limit}
      `.execute(kysely)
      return rows
    },

    deliveriesOf: async (tenantId, alertIds) => {
      const { rows } = await sql<DeliveryRow>`
        select d.subject, d.channel_id as "channelId", c.kind, c.shown, d.about, d.state, d.attempts,
               d.created_at as "createdAt", d.tried_at as "triedAt", d.next_at as "nextAt", d.answer
        from alert_delivery d left join alert_channel c on c.id = d.channel_id
        where d.tenant_id = ${tenantId} and d.subject = any (${[...alertIds]}::text[])
          and d.about in ('raised', 'resolved')
        order by d.no
      `.execute(kysely)
      return rows
    },

    isWanted: async (tenantId, event, cause) => {
      const { rows } = await sql<{ wanted: boolean }>`
        select exists (
          select from alert_channel
          where tenant_id = ${tenantId} and enabled and kind <> 'heartbeat' and ${event} = any (events)
        ) and not exists (
          select from alert where tenant_id = ${tenantId} and event = ${event} and cause = ${cause}
        ) as wanted
      `.execute(kysely)
      return rows[0]?.wanted ?? false
    },

    raise: async ({ id, tenantId, event, cause, data }, { at, until }) => {
      const { rows } = await sql<{ channelId: string }>`
        with raised as (
          insert into alert (id, tenant_id, event, cause, data, at)
          values (${id}, ${tenantId}, ${event}, ${cause}, ${JSON.stringify(data)}::jsonb, ${at})
          on conflict (tenant_id, event, cause) where ended_at is null do nothing
          returning id, tenant_id, event
        )
        insert into alert_delivery (tenant_id, channel_id, about, subject, created_at, next_at, until)
        select r.tenant_id, c.id, 'raised', r.id, ${at}::timestamptz, ${at}::timestamptz, ${until}::timestamptz
        from raised r join alert_channel c on c.tenant_id = r.tenant_id
        where c.enabled and c.kind <> 'heartbeat' and r.event = any (c.events)
        returning channel_id as "channelId"
      `.execute(kysely)
      return rows.map(({ channelId }) => channelId)
    },

    end: async (tenantId, alertId, { at, until }, { tell }) => {
      const { rows } = await sql<{ channelId: string }>`
        with ended as (
          update alert set ended_at = ${at}
          where tenant_id = ${tenantId} and id = ${alertId} and ended_at is null
          returning id, tenant_id
        )
        insert into alert_delivery (tenant_id, channel_id, about, subject, created_at, next_at, until)
        select e.tenant_id, c.id, 'resolved', e.id, ${at}::timestamptz, ${at}::timestamptz, ${until}::timestamptz
        from ended e
        join alert_delivery d on d.subject = e.id and d.about = 'raised' and d.state <> 'failed'
        join alert_channel c on c.id = d.channel_id
        where c.enabled and ${tell}::boolean
        returning channel_id as "channelId"
      `.execute(kysely)
      return rows.map(({ channelId }) => channelId)
    },

    raiseTest: async ({ id, tenantId, event, cause, data }, channelId, { at, until }) => {
      await sql`
        with raised as (
          insert into alert (id, tenant_id, event, cause, data, at, ended_at)
          values (${id}, ${tenantId}, ${event}, ${cause}, ${JSON.stringify(data)}::jsonb, ${at}, ${at})
          returning id, tenant_id
        )
        insert into alert_delivery (tenant_id, channel_id, about, subject, created_at, next_at, until)
        select r.tenant_id, ${channelId}::text, 'raised', r.id, ${at}::timestamptz, ${at}::timestamptz, ${until}::timestamptz
        from raised r
      `.execute(kysely)
      return claimWhere(sql`d.channel_id = ${channelId} and d.subject = ${id}`, at)
    },

    beat: async ({ tenantId, id }, phase, happenedAt, { at, until }) => {
      const { rows } = await sql<{ channelId: string }>`
        insert into alert_delivery (tenant_id, channel_id, about, subject, created_at, next_at, until)
        select tenant_id, id, ${phase}, ${id}, ${at}::timestamptz, ${at}::timestamptz, ${until}::timestamptz
        from alert_channel
        where tenant_id = ${tenantId} and kind = 'heartbeat' and enabled and created_at <= ${happenedAt}
        on conflict do nothing
        returning channel_id as "channelId"
      `.execute(kysely)
      return rows.map(({ channelId }) => channelId)
    },

    claim: (channelId, now) =>
      claimWhere(
        sql`d.channel_id = ${channelId} and d.next_at <= ${now} and ${SENDS} and not ${FOLLOWS_ANOTHER}`,
        now,
      ),

    settle: async (no, { delivered, answer, at }) => {
      const { rows } = await sql<Tried>`
        update alert_delivery set answer = ${answer}, tried_at = ${at}::timestamptz,
          state = case when ${delivered}::boolean then 'delivered' when next_at > until then 'failed' else 'waiting' end
        where no = ${no}
        returning state, attempts, answer, tried_at as "triedAt"
      `.execute(kysely)
      const [tried] = rows
      if (tried === undefined) throw new Error(`Delivery ${no} isn’t in the books`)
      return tried
    },

    nextOf: async (channelId) => {
      const { rows } = await sql<{ nextAt: Date | null }>`
        select min(d.next_at) as "nextAt" from alert_delivery d join alert_channel c on c.id = d.channel_id
        where d.state = 'waiting' and d.channel_id = ${channelId} and ${SENDS} and not ${FOLLOWS_ANOTHER}
      `.execute(kysely)
      return rows[0]?.nextAt ?? undefined
    },

    listDue: async (now) => {
      const { rows } = await sql<{ id: string }>`
        select distinct c.id from alert_delivery d join alert_channel c on c.id = d.channel_id
        where d.state = 'waiting' and d.next_at <= ${now} and ${SENDS}
      `.execute(kysely)
      return rows.map(({ id }) => id)
    },

    sweep: async (before) => {
      await sql`
        update alert_delivery set state = 'failed', answer = coalesce(answer, 'not-in-time')
        where state = 'waiting' and until < ${before}
      `.execute(kysely)
      await sql`
        delete from alert_delivery d where d.created_at < ${before} and d.state <> 'waiting'
          and not exists (select from alert a where a.id = d.subject and (a.ended_at is null or a.ended_at >= ${before}))
      `.execute(kysely)
      await sql`
        delete from alert a where a.ended_at < ${before}
          and not exists (select from alert_delivery d where d.subject = a.id)
      `.execute(kysely)
    },
  }
}

/** A channel that was switched off keeps what waits; what is a test is sent all the same. */
const SENDS = sql`
  (c.enabled or exists (select from alert t where t.id = d.subject and t.event = 'test'))
`

/** Heartbeats go by the order of what they are told. */
const FOLLOWS_ANOTHER = sql`
  (c.kind = 'heartbeat' and exists (
    select from alert_delivery e where e.channel_id = d.channel_id and e.state = 'waiting' and e.no < d.no
  ))
`
