import type { Entra } from '../entra/entra.ts'
import type { Faults } from '../faults.ts'
import type { Meter } from '../metering.ts'
import type { Clock, Settings } from '../options.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { Throttle } from '../throttle.ts'
import type { Access } from './access.ts'
import type { ExportLists } from './export-lists.ts'
import type { MailRules, SentMail } from './mail.ts'
import type { Oddities } from './oddities.ts'

/** What Graph's handlers work with. */
export interface GraphContext {
  readonly tenant: Tenant
  readonly entra: Entra
  readonly access: Access
  /** Switches as they stand now; the control turns them. */
  readonly knobs: Settings
  readonly clock: Clock
  readonly meter: Meter
  readonly faults: Faults
  readonly oddities: Oddities
  readonly throttle: Throttle
  readonly lists: ExportLists
  /** Mails that were taken, oldest first. */
  readonly mails: SentMail[]
  /** What Exchange says of apps that send, beside Entra's `Mail.Send`; object ids of people. */
  readonly mailRules: MailRules
  /** Requests so far by kind. */
  readonly requests: Map<string, number>
}
