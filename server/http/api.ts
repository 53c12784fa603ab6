/** The routes as an Express router: authenticate, limit, then the route itself. */

import { type ErrorRequestHandler, type RequestHandler, Router } from 'express'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { SignIn } from './authenticate.ts'
import { exchangeOf } from './exchange.ts'
import { noStore } from './headers.ts'
import { limitOfRefusals, limitPerOperator } from './limits.ts'
import type { Door, Route } from './route.ts'

export function apiRouter(routes: readonly Route[], signIn: SignIn, door: Door): Router {
  const router = Router({ strict: true, caseSensitive: true })
  const admit = [authentication(signIn), countRefusals(limitOfRefusals()), limitPerOperator()]
  router.use(noStore, readableAddress)
  for (const [path, methods] of byPath(routes)) {
    const mounted = router.route(path).all(nameRoute(`/api${path}`))
    for (const route of methods) mounted[route.method](...admit, route.handle(door))
    mounted.all(refuseMethod(methods.map(({ method }) => method)))
  }
  router.use(refuseAddress)
  return router
}

function byPath(routes: readonly Route[]): Map<string, Route[]> {
  return Map.groupBy(routes, (route) => route.path)
}

/** For log and metrics. */
export function nameRoute(template: string): RequestHandler {
  return (_request, response, next) => {
    exchangeOf(response).route = template
    next()
  }
}

/**
 * Express refuses an address whose escapes are no UTF-8 before any route is found: no one would know who asked, and the
 * audit nothing. Such an escape becomes U+0000, which every route refuses as no text.
 */
const readableAddress: RequestHandler = (request, _response, next) => {
  const [path = '', ...query] = request.url.split('?')
  request.url = [readable(path), ...query].join('?')
  next()
}

function readable(path: string): string {
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return path.replace(/%[^/]*/g, '%00')
  }
}

function authentication(signIn: SignIn): RequestHandler {
  return async (request, response, next) => {
    exchangeOf(response).operator = await signIn.authenticate(request.headers.authorization)
    next()
  }
}

/** Stands behind authentication and sees its failures only. */
function countRefusals(count: RequestHandler): ErrorRequestHandler {
  return (error, request, response, next) => {
    const refused = error instanceof VaultError && (error.status === 401 || error.status === 403)
    if (!refused) return next(error)
    count(request, response, (limited?: unknown) => next(limited ?? error))
  }
}

export function refuseMethod(methods: readonly string[]): RequestHandler {
  const allowed = methods.map((method) => method.toUpperCase()).join(', ')
  return (request, response) => {
    response.set('Allow', allowed)
    throw new VaultError({
      notice: notice('method-not-allowed', { quoted: allowed }),
      status: 405,
      attempted: `${request.method} this address`,
      why: `it accepts ${allowed}`,
      hint: 'GET /api/openapi.json lists all addresses.',
    })
  }
}

export const refuseAddress: RequestHandler = () => {
  throw new VaultError({
    code: 'not-found',
    status: 404,
    attempted: 'find this address',
    why: 'there is nothing here',
    hint: 'GET /api/openapi.json lists all addresses.',
  })
}
