/**
 * What the product does, as the door (`http/`) sees it. Each function takes the verified operator first: the tenant of that
 * operator bounds everything it can reach. Failures are `VaultError`s with the status the door answers with.
 */

import type { AlertChannelService } from './alerts/channels.ts'
import type { AlertService } from './alerts/raised.ts'
import type { BrowseService } from './archive/browse.ts'
import type { IntegrityService } from './archive/integrity.ts'
import type { VerificationService } from './archive/verifications.ts'
import type { AuditService } from './audit.ts'
import type { RunService } from './backup/runs.ts'
import type { StrategyService } from './backup/strategy.ts'
import type { ConnectService } from './connection/connect.ts'
import type { CredentialService } from './connection/replace-credential.ts'
import type { ConsentService } from './consent/consent.ts'
import type { ExportService } from './exports/exports.ts'
import type { TicketService } from './exports/tickets.ts'
import type { ForecastService } from './forecast/forecast.ts'
import type { HealthService } from './health/health.ts'
import type { MeasuringService } from './measuring.ts'
import type { QuotaService } from './metering/quota.ts'
import type { UsageService } from './metering/usage.ts'
import type { OverviewService } from './overview/overview.ts'
import type { PeopleService } from './people/people.ts'
import type { PreferenceService } from './preferences.ts'
import type { ReadinessService } from './readiness.ts'
import type { ReadingPolicyService } from './reading/policy.ts'
import type { ReadingRequestService } from './reading/requests.ts'
import type { ErasureService } from './removal/erasures.ts'
import type { HoldService } from './removal/holds.ts'
import type { RetentionService } from './removal/retention.ts'
import type { RestoreService } from './restores/restores.ts'
import type { ScheduleService } from './schedule/schedule.ts'
import type { SavedSearchService } from './search/saved-searches.ts'
import type { SearchService } from './search/search.ts'
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
  readonly integrity: IntegrityService
  readonly verifications: VerificationService
  readonly restores: RestoreService
  readonly strategy: StrategyService
  readonly schedule: ScheduleService
  readonly forecast: Pick<ForecastService, 'ask'>
  readonly browse: BrowseService
  readonly exports: ExportService
  readonly tickets: TicketService
  readonly overview: OverviewService
  readonly search: SearchService
  readonly savedSearches: SavedSearchService
  readonly holds: HoldService
  readonly retention: RetentionService
  readonly erasures: ErasureService
  readonly readingPolicy: ReadingPolicyService
  readonly readingRequests: ReadingRequestService
  readonly usage: UsageService
  readonly alerts: AlertService
  readonly alertChannels: AlertChannelService
  readonly audit: AuditService
  readonly readiness: ReadinessService
  readonly measuring: MeasuringService
}
