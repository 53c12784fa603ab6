/** Alerts: where they go, and what was raised. */
import { z } from 'zod'
import { ALERT_EVENTS, CHANNEL_KINDS } from '../domain/alert.ts'
import { count, instant, pageOf } from './fields.ts'
import { LANGUAGES } from './session.ts'

export const AlertEvent = z.enum(ALERT_EVENTS)
export type AlertEvent = z.infer<typeof AlertEvent>

export const ChannelKind = z.enum(CHANNEL_KINDS)
export type ChannelKind = z.infer<typeof ChannelKind>

/** `waiting`: for its first or next attempt; `failed`: given up after a day. */
const state = z.enum(['waiting', 'delivered', 'failed'])

/** What became of a delivery so far. */
export const AlertTry = z.object({
  state,
  attempts: count,
  at: instant,
  /** What the other side said: a status, or words of a mail server; a code of ours where it said nothing. */
  answer: z.string().nullable(),
})
export type AlertTry = z.infer<typeof AlertTry>

export const AlertChannel = z.object({
  id: z.string(),
  kind: ChannelKind,
  /** Masked: enough to know it again. */
  target: z.string(),
  events: z.array(AlertEvent),
  /** The mailbox that sends its e-mails; null: the default. Used where no mail server is set. */
  sender: z.string().nullable(),
  enabled: z.boolean(),
  /** Of its e-mails, cards and texts. */
  language: z.string(),
  createdAt: instant,
  /** What became of the newest delivery that was tried. */
  last: AlertTry.nullable(),
})
export type AlertChannel = z.infer<typeof AlertChannel>

export const AlertChannelList = pageOf(AlertChannel).extend({
  mail: z.object({
    /** By the operator's mail server (SMTP_URL), or from a mailbox of the tenant, for which the app needs Mail.Send. */
    way: z.enum(['mail-server', 'microsoft-365']),
    /** The mailbox that sends where a channel names none: the connection's test mailbox. */
    sender: z.string().nullable(),
  }),
})
export type AlertChannelList = z.infer<typeof AlertChannelList>

/** `secret`: of a webhook, and only in this answer: the key of `Chatvault-Signature`, as text. */
export const AddedAlertChannel = AlertChannel.extend({ secret: z.string().optional() })
export type AddedAlertChannel = z.infer<typeof AddedAlertChannel>

const target = z.string().trim().min(1).max(2000)
/** An address of a mailbox in the tenant; empty or null: the default. */
const sender = z.string().trim().max(320).nullable().optional()
const events = z.array(AlertEvent).max(50)

/** A heartbeat is asked at each run and takes no events. */
export const AddAlertChannel = z.strictObject({
  kind: ChannelKind,
  target,
  events: events.default([]),
  sender,
  enabled: z.boolean().default(true),
  /** Left out: the language the person chose, or English. */
  language: z.enum(LANGUAGES).optional(),
})
export type AddAlertChannel = z.input<typeof AddAlertChannel>

/** What is left out doesn't change; nor does a target that is sent as it was shown. */
export const ChangeAlertChannel = z.strictObject({
  kind: ChannelKind.optional(),
  target: target.optional(),
  events: events.optional(),
  sender,
  enabled: z.boolean().optional(),
  language: z.enum(LANGUAGES).optional(),
})
export type ChangeAlertChannel = z.infer<typeof ChangeAlertChannel>

export const AlertDelivery = z.object({
  channelId: z.string(),
  /** Both null when the channel was removed. */
  kind: ChannelKind.nullable(),
  target: z.string().nullable(),
  about: z.enum(['raised', 'resolved']),
  ...AlertTry.shape,
  /** When it is tried next; null when it isn't. */
  nextAt: instant.nullable(),
})
export type AlertDelivery = z.infer<typeof AlertDelivery>

export const Alert = z.object({
  id: z.string(),
  event: AlertEvent,
  severity: z.enum(['info', 'warning', 'error']),
  /** English. */
  title: z.string(),
  text: z.string(),
  at: instant,
  /** When its cause was over; null while it lasts, and of tests. */
  resolvedAt: instant.nullable(),
  /** Where in the tab it leads. */
  href: z.string(),
  deliveries: z.array(AlertDelivery),
})
export type Alert = z.infer<typeof Alert>
