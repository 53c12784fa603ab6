/**
 * An admin's two stops on the way to Entra's consent page and back. The browser shows no token here: the signed state
 * says who was sent. In every case it ends on a page of the tab, which reports to the window it came from and learns one
 * word.
 */
import { type ErrorRequestHandler, type Response, Router } from 'express'
import type { ConsentEnd } from '../contract/index.ts'
import type { ConsentService } from '../services/consent/consent.ts'
import { nameRoute, refuseMethod } from './api.ts'
import { exchangeOf } from './exchange.ts'
import { noStore } from './headers.ts'
import { limitOfStrangers } from './limits.ts'
import { problemOf } from './problem.ts'

const END_PAGE = '/auth/consent-end.html'

export function consentPages(consent: ConsentService): Router {
  const router = Router({ strict: true, caseSensitive: true })
  const guards = [noStore, limitOfStrangers()]
  // Express would answer HEAD by GET, and a link checker would use the state up.
  const onlyGet = refuseMethod(['get'])
  router
    .route('/start')
    .all(nameRoute('/consent/start'), ...guards)
    .head(onlyGet)
    .get(async (request, response) => {
      const next = await consent.start(firstOf(request.query.state ?? ''))
      if ('url' in next) response.redirect(302, next.url)
      else end(response, next.outcome)
    })
    .all(onlyGet)
  router
    .route('/callback')
    .all(nameRoute('/consent/callback'), ...guards)
    .head(onlyGet)
    .get(async (request, response) => {
      const said = Object.entries(request.query).map(([name, value]) => [name, firstOf(value)])
      end(response, await consent.answer(Object.fromEntries(said)))
    })
    .all(onlyGet)
  router.use(endBadly)
  return router
}

/** A parameter that comes twice is what it was the first time. */
function firstOf(value: unknown): string {
  return String(Array.isArray(value) ? value[0] : value)
}

function end(response: Response, outcome: ConsentEnd): void {
  response.redirect(303, `${END_PAGE}#outcome=${outcome}`)
}

/** A popup that shows a problem document would leave the tab waiting. Who asks too often gets one nevertheless, with its 429. */
const endBadly: ErrorRequestHandler = (thrown, request, response, next) => {
  const exchange = exchangeOf(response)
  const problem = problemOf(thrown, exchange.requestId)
  if (request.method !== 'GET' || problem.status === 429) return next(thrown)
  exchange.failure = { problem, thrown }
  end(response, 'error')
}
