/**
 * What people are told without opening the tab. An alert is about one cause and is raised once until the cause is over; it
 * carries figures and names of causes, never a word of a message.
 */

/** In the order they are shown in. `test` is what a person asks for to try a channel. */
export const ALERT_EVENTS = [
  'run-failed',
  'run-faults',
  'run-late',
  'gap-too-wide',
  'limit-80',
  'limit-reached',
  'credential-expiring',
  'permission-lost',
  'verification-failed',
  'weekly-summary',
  'test',
] as const
export type AlertEvent = (typeof ALERT_EVENTS)[number]

export const CHANNEL_KINDS = ['email', 'webhook', 'teams', 'heartbeat'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

export type AlertSeverity = 'info' | 'warning' | 'error'

/** What the words of each event need. Instants are RFC 3339; a `reason` is an English sentence of ours. */
export type AlertData = {
  'run-failed': { readonly runId: string; readonly reason: string }
  'run-faults': { readonly runId: string; readonly faults: number }
  /** `since`: the end of the last good backup; null: one that was missed has just begun. */
  'run-late': { readonly since: string | null }
  'gap-too-wide': { readonly days: number }
  'limit-80': LimitData
  'limit-reached': LimitData
  'credential-expiring': {
    readonly kind: 'secret' | 'certificate'
    /** Negative: it is over. */
    readonly days: number
    readonly expiresAt: string
  }
  'permission-lost': { readonly reason: string }
  'verification-failed': { readonly damaged: number }
  'weekly-summary': WeekData
  test: Record<never, never>
}

type LimitData = { readonly month: string; readonly used: number; readonly limit: number }

/** What a week came to, and how the month is doing. Amounts of money are decimal numbers as text. */
type WeekData = {
  /** From Monday to Monday, as the clocks of `timeZone` show them. */
  readonly from: string
  readonly to: string
  readonly timeZone: string
  /** Of the last good backup; null before there was one. */
  readonly lastGoodAt: string | null
  readonly runs: number
  readonly good: number
  readonly added: number
  readonly month: string
  readonly used: number
  /** Null: none. */
  readonly limit: number | null
  readonly cost: string
  readonly currency: string
  /** By the end of the month, at the pace of the last seven days. */
  readonly expected: number
  /** What is wrong now. */
  readonly needs: readonly Trouble[]
}

/** What lasts until its cause is over. */
export type Trouble = Exclude<AlertEvent, 'weekly-summary' | 'test'>

/** One event with its data. */
export type Occurrence = { [E in AlertEvent]: { readonly event: E; readonly data: AlertData[E] } }[AlertEvent]

const SEVERITIES: Readonly<Record<AlertEvent, AlertSeverity>> = {
  'run-failed': 'error',
  'run-faults': 'warning',
  'run-late': 'warning',
  'gap-too-wide': 'error',
  'limit-80': 'warning',
  'limit-reached': 'error',
  'credential-expiring': 'warning',
  'permission-lost': 'error',
  'verification-failed': 'error',
  'weekly-summary': 'info',
  test: 'info',
}

export function severityOf(event: AlertEvent): AlertSeverity {
  return SEVERITIES[event]
}

/** What only informs isn't over one day, and no one is told that it is. */
export function isTrouble(event: AlertEvent): event is Trouble {
  return severityOf(event) !== 'info'
}

/**
 * What a delivery is about: an alert that was raised, or is over; or a step of a run, which heartbeats are asked at.
 */
export type DeliveryAbout = 'raised' | 'resolved' | BeatPhase
export type BeatPhase = 'start' | 'success' | 'fail'

/** `failed`: given up. */
export type DeliveryState = 'waiting' | 'delivered' | 'failed'
