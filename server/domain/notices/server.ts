/** Who is asking, and the server itself. */
import type { Count, None, Quoted } from './values.ts'

export type AccessNotices = Record<
  | 'token-missing'
  | 'token-expired'
  | 'token-invalid'
  | 'claims-required'
  | 'scope-missing'
  | 'client-not-known'
  | 'tenant-not-allowed'
  | 'not-an-operator'
  | 'not-allowed'
  | 'second-person-required'
  | 'sign-in-keys-unavailable',
  None
>

export type RequestNotices = {
  /** The members that are wrong, and how. */
  'invalid-request': Quoted
  'bad-json': None
  'bad-request': None
  'not-json': None
  'too-large': None
  'too-many-at-once': Count
  'too-busy': None
  'too-many-requests': None
  'method-not-allowed': Quoted
  'not-found': None
}

/** Of channels and their targets. */
export type AlertNotices = Record<
  | 'alert-email-invalid'
  | 'alert-email-not-possible'
  | 'alert-email-not-permitted'
  | 'alert-sender-invalid'
  | 'alert-teams-retired'
  | 'alert-address-invalid'
  | 'alert-address-not-https'
  | 'alert-address-not-public'
  | 'alert-channel-unknown'
  | 'alert-channels-full'
  | 'alert-channel-kind',
  None
>

export type ServerNotices = {
  internal: None
  'not-ready': Quoted
  stopping: None
  'database-unreachable': None
  'archive-unreachable': None
  'database-busy': None
  'database-memory': None
  'database-short': None
  'disk-full': None
  'disk-read-only': None
  'disk-failed': None
  'too-many-files': None
}
