/** Every route below `/api`, noun by noun. */
import type { Services } from '../services/services.ts'
import type { Route } from './route.ts'
import { auditRoutes } from './routes/audit.ts'
import { connectionRoutes } from './routes/connection.ts'
import { consentRoutes } from './routes/consent.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { exportRoutes } from './routes/exports.ts'
import { meRoutes } from './routes/me.ts'
import { openApiRoutes } from './routes/openapi.ts'
import { overviewRoutes } from './routes/overview.ts'
import { peopleRoutes } from './routes/people.ts'
import { preferenceRoutes } from './routes/preferences.ts'
import { quotaRoutes } from './routes/quota.ts'
import { runRoutes } from './routes/runs.ts'
import { setupRoutes } from './routes/setup.ts'

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
    ...runRoutes(services.runs),
    ...conversationRoutes(services.browse),
    ...exportRoutes(services.exports, services.tickets),
    ...auditRoutes(services.audit),
  ]
  return [...routes, ...openApiRoutes(routes, publicUrl)]
}
