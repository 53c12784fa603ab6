import type { AlertEvent, ChannelKind } from '../../../server/contract/index.ts'

export const KINDS = ['email', 'teams', 'webhook', 'heartbeat'] as const satisfies readonly ChannelKind[]

/** Those a destination can ask for, most pressing first. A test comes without being asked for. */
export const TOLD_EVENTS = [
  'run-failed',
  'run-late',
  'gap-too-wide',
  'permission-lost',
  'credential-expiring',
  'limit-reached',
  'limit-80',
  'verification-failed',
  'run-faults',
  'weekly-summary',
] as const satisfies readonly AlertEvent[]

/** What a new one begins with: everything that needs a person. */
export const SUGGESTED: AlertEvent[] = TOLD_EVENTS.filter(
  (event) => event !== 'run-faults' && event !== 'weekly-summary',
)
