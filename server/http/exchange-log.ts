/** Opens every exchange, and closes it with one log line and one measurement: by template, never by address. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { Clock } from '../domain/clock.ts'
import type { Logger } from '../process/logging.ts'
import { exchangeOf, openExchange } from './exchange.ts'
import type { Metrics } from './metrics.ts'
import { CLIENT_GONE, problemOf, sendProblem } from './problem.ts'

type Observers = {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly newRequestId: () => string
}

/** Where nothing was matched: static files, and addresses that do not exist. */
const ELSEWHERE = 'elsewhere'

export function exchangeLog({ clock, logger, metrics, newRequestId }: Observers): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock.now().getTime()
    const gone = new AbortController()
    openExchange(response, { requestId: requestIdOf(request) ?? newRequestId(), signal: gone.signal })
    response.set('X-Request-Id', exchangeOf(response).requestId)
    response.once('close', () => {
      gone.abort()
      const ms = clock.now().getTime() - startedAt
      writeLine(logger, request, response, ms)
      const route = exchangeOf(response).route ?? ELSEWHERE
      metrics.observeRequest({ method: request.method, route, status: statusOf(response) }, ms / 1000)
    })
    next()
  }
}

/** A proxy's own id, where it is a plain word. */
function requestIdOf(request: Request): string | undefined {
  const given = request.get('X-Request-Id')
  return given && /^[\w-]{8,64}$/.test(given) ? given : undefined
}

function statusOf(response: Response): number {
  return response.writableFinished ? response.statusCode : CLIENT_GONE
}

function writeLine(logger: Logger, request: Request, response: Response, ms: number): void {
  const { requestId, route, operator, failure } = exchangeOf(response)
  const status = statusOf(response)
  const fields = {
    requestId,
    method: request.method,
    route: route ?? ELSEWHERE,
    status,
    ms,
    ...(operator ? { tenantId: operator.tenantId, operatorId: operator.id } : {}),
    ...(failure ? { code: failure.problem.code } : {}),
  }
  const broken = failure !== undefined && failure.problem.status >= 500
  if (broken) logger.error({ ...fields, err: failure.thrown }, 'request failed')
  else logger[route?.startsWith('/api') ? 'info' : 'debug'](fields, 'request')
}

/** The last handler: anything thrown becomes a problem document, or the end of an answer that had begun. */
export const problemHandler: ErrorRequestHandler = (thrown, _request, response, _next) => {
  const exchange = exchangeOf(response)
  const problem = problemOf(thrown, exchange.requestId)
  exchange.failure = { problem, thrown }
  if (!response.headersSent) sendProblem(response, problem)
  else if (exchange.channel?.endWith && !response.writableEnded) exchange.channel.endWith(problem)
  else response.destroy()
}
