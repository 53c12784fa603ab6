/**
 * The door: headers, log, probes, API, tab. HTTP checks; the services decide.
 */
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Config } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import { toVaultError } from '../domain/vault-error.ts'
import type { Logger } from '../process/logging.ts'
import type { Services } from '../services/services.ts'
import { apiRouter, refuseAddress } from './api.ts'
import type { SignIn } from './authenticate.ts'
import { consentPages } from './consent-pages.ts'
import { downloadRouter } from './downloads.ts'
import { exchangeLog, problemHandler } from './exchange-log.ts'
import { noStore, securityHeaders } from './headers.ts'
import { createLastingDoor } from './lasting.ts'
import type { Metrics } from './metrics.ts'
import { probeRouter } from './probes.ts'
import { apiRoutes } from './routes.ts'
import { signInConfigOf } from './sign-in-config.ts'
import { tabRouter } from './tab.ts'

export type AppParts = {
  readonly config: Config
  readonly services: Services
  readonly signIn: SignIn
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly newRequestId: () => string
  /** The built tab. */
  readonly tabDir: string
  /** Aborted when the server stops: not ready any more, and streams end. */
  readonly stopping: AbortSignal
}

export function createApp(parts: AppParts): Express {
  const { config, services, signIn, metrics, stopping } = parts
  const app = express()
  app.set('trust proxy', [...config.trustedProxies])
  app.set('etag', false)
  app.use(exchangeLog(parts), securityHeaders(config))
  app.use(probeRouter(services.readiness, metrics, stopping))
  app.get('/config.json', noStore, (_request, response) => {
    response.json(signInConfigOf(config))
  })
  const door = { audit: services.audit, lasting: createLastingDoor(), stopping }
  app.use('/api', downloadRouter(services, door))
  app.use('/api', apiRouter(apiRoutes(services, config.publicUrl), signIn, door))
  app.use('/consent', consentPages(services.consent))
  app.use(tabRouter(parts.tabDir))
  app.use(refuseAddress)
  app.use(problemHandler)
  return app
}

/** Metrics and probes alone, for a port that people don't reach: `metrics` may say more there. */
export function createProbeApp({
  readiness,
  metrics,
  stopping,
}: Pick<Services, 'readiness'> & {
  readonly metrics: Pick<Metrics, 'registry'>
  readonly stopping: AbortSignal
}): Express {
  const app = express()
  app.set('etag', false)
  app.disable('x-powered-by')
  app.use(probeRouter(readiness, metrics, stopping))
  app.use((_request, response) => {
    response.sendStatus(404)
  })
  app.use(probeFailure)
  return app
}

/** What a probe asked for could not be found out: the status says it, the log of the other port has the rest. */
const probeFailure: ErrorRequestHandler = (error, _request, response, _next) => {
  response
    .status(503)
    .type('text')
    .send(`${toVaultError(error, 'answer a probe').message}\n`)
}
