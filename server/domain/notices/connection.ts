/** The connection: its checks, its credential, its health. */
import type { Count, Name, Names, Nested, None, Quoted, Seconds } from './values.ts'

export type CheckNotices = {
  'application-accepted': None
  'permissions-granted': None
  'missing-permission': Names
  'consent-not-given': Names
  'organization-connected': Name
  'mailbox-found': Name
  'mailbox-not-found': { readonly address: string }
  'mailbox-guest': Name
  'mailbox-disabled': Name
  'mailbox-missing': Name
  'export-works': None
  'export-works-unread': None
  'backup-read-people': None
  'backup-read-messages': None
  'limit-blocks-test': None
  'test-message-spent': Quoted
}

export type ConnectionNotices = {
  'not-connected': None
  'cost-not-acknowledged': None
  'connection-test-failed': None
  'connection-in-use': None
  'connection-changed': None
  'credential-ambiguous': None
  'credential-missing': None
  'no-certificate-made': None
  'new-credential-refused': Nested
  'new-credential-not-tested': Nested
  'permission-lost': Names
  'permissions-kept': None
}

/** Whole sentences for each kind: a language may bend more than the noun. */
type Expiry<Kind extends string> = {
  [Code in
    | `${Kind}-expires`
    | `${Kind}-expires-this-month`
    | `${Kind}-expires-soon`
    | `${Kind}-expires-now`]: Count
} & {
  [Code in
    | `${Kind}-expires-tomorrow`
    | `${Kind}-expires-today`
    | `${Kind}-expired`
    | `${Kind}-end-unknown`]: None
} & { [Code in `${Kind}-valid`]: Count }

export type ExpiryNotices = Expiry<'secret'> & Expiry<'certificate'>

export type HealthNotices = {
  'not-reached': None
  'not-in-time': None
  'backup-reads-now': None
  'check-read-already': None
  'backup-read-lately': None
  'optional-permissions-granted': None
  'optional-permissions-missing': Names
  'group-permission-missing': None
  'billing-not-required': None
  'billing-counted': None
  'billing-not-linked': None
  'billing-linked': None
  'clock-right': None
  'clock-ahead': { readonly by: Seconds }
  'clock-behind': { readonly by: Seconds }
}
