/** Every route below `/api`, noun by noun. */
import type { Services } from '../services/services.ts'
import type { Route } from './route.ts'
import { alertRoutes } from './routes/alerts.ts'
import { auditRoutes } from './routes/audit.ts'
import { connectionRoutes } from './routes/connection.ts'
import { consentRoutes } from './routes/consent.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { exportRoutes } from './routes/exports.ts'
import { forecastRoutes } from './routes/forecasts.ts'
import { holdRoutes } from './routes/holds.ts'
import { meRoutes } from './routes/me.ts'
import { openApiRoutes } from './routes/openapi.ts'
import { overviewRoutes } from './routes/overview.ts'
import { peopleRoutes } from './routes/people.ts'
import { preferenceRoutes } from './routes/preferences.ts'
import { quotaRoutes } from './routes/quota.ts'
import { readingRoutes } from './routes/reading.ts'
import { restoreRoutes } from './routes/restores.ts'
import { retentionRoutes } from './routes/retention.ts'
import { runRoutes } from './routes/runs.ts'
import { scheduleRoutes } from './routes/schedule.ts'
import { searchRoutes } from './routes/search.ts'
import { setupRoutes } from './routes/setup.ts'
import { usageRoutes } from './routes/usage.ts'
import { verificationRoutes } from './routes/verifications.ts'

export function apiRoutes(services: Services, publicUrl: string): Route[] {
  const routes = [
    ...meRoutes(services.preferences),
    ...preferenceRoutes(services.preferences),
    ...overviewRoutes(services.overview),
    ...connectionRoutes(services),
    ...setupRoutes(services.setup),
    ...consentRoutes(services.consent),
    ...quotaRoutes(services.quota, services.limitAdvice),
    ...peopleRoutes(services.people),
    ...runRoutes(services.runs, services.strategy),
    ...verificationRoutes(services.verifications, services.integrity),
    ...restoreRoutes(services.restores),
    ...scheduleRoutes(services.schedule),
    ...forecastRoutes(services.forecast),
    ...conversationRoutes(services.browse),
    ...searchRoutes(services.search, services.savedSearches),
    ...exportRoutes(services.exports, services.tickets),
    ...holdRoutes(services.holds),
    ...retentionRoutes(services.retention),
    ...erasureRoutes(services.erasures),
    ...readingRoutes(services),
    ...usageRoutes(services.usage),
    ...alertRoutes(services),
    ...auditRoutes(services.audit),
  ]
  return [...routes, ...openApiRoutes(routes, publicUrl)]
}
