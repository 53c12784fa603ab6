/** The steps of a setup, and the consent they lead to. */
import type { Names, Nested, None } from './values.ts'

export type SetupNotices = {
  'setup-begun': None
  'application-known': None
  'application-unknown': { readonly tenant: string }
  'application-id-missing': None
  'application-not-named': None
  'tenant-id-pasted': None
  'secret-accepted': None
  'certificate-accepted': None
  'no-credential-yet': None
  'credential-waits-for-consent': None
  'application-permissions-present': None
  'permission-not-added': Names
  'delegated-permissions': None
  'wider-permission-missing': None
  'consent-complete': None
  'consent-missing': None
  'consent-incomplete': Names
  'billing-not-asked': None
  'no-mailbox-to-try': None
  'connection-saved': None
  'waits-for-application': None
  'waits-for-credential': None
  'waits-for-consent': None
  'waits-for-permissions': None
  'microsoft-not-reached': Nested
  'still-asking': None
}
