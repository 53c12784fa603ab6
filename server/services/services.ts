/**
 * What the product does, as the door (`http/`) sees it. Each function takes the verified operator first: the tenant of that
 * operator bounds everything it can reach. Failures are `VaultError`s with the status the door answers with.
 */

import type { BrowseService } from './archive/browse.ts'
import type { ExportService } from './archive/exports.ts'
import type { TicketService } from './archive/tickets.ts'
import type { AuditService } from './audit.ts'
import type { RunService } from './backup/runs.ts'
import type { ConnectService } from './connection/connect.ts'
import type { CredentialService } from './connection/replace-credential.ts'
import type { ConsentService } from './consent/consent.ts'
import type { HealthService } from './health/health.ts'
import type { QuotaService } from './metering/quota.ts'
import type { OverviewService } from './overview/overview.ts'
import type { PeopleService } from './people/people.ts'
import type { PreferenceService } from './preferences.ts'
import type { ReadinessService } from './readiness.ts'
import type { LimitAdviceService } from './setup/limit-advice.ts'
import type { SetupService } from './setup/setup.ts'

export type Services = {
  readonly connect: ConnectService
  readonly credential: CredentialService
  readonly health: HealthService
  readonly setup: SetupService
  readonly consent: ConsentService
  readonly preferences: PreferenceService
  readonly quota: QuotaService
  readonly limitAdvice: LimitAdviceService
  readonly people: PeopleService
  readonly runs: RunService
  readonly browse: BrowseService
  readonly exports: ExportService
  readonly tickets: TicketService
  readonly overview: OverviewService
  readonly audit: AuditService
  readonly readiness: ReadinessService
}
