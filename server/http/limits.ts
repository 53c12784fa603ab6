/** Rate limits, kept in this process's memory: with several web processes each counts its own share. */
import type { Request, RequestHandler, Response } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { VaultError } from '../domain/vault-error.ts'
import { operatorOf } from './exchange.ts'

/** Contract: 300 requests a minute per operator. */
export const REQUESTS_PER_MINUTE = 300

/** Refused tokens a minute and address; a whole office may sit behind one address. */
export const REFUSALS_PER_MINUTE = 300

/** Requests per minute and address to routes that need no token. */
export const STRANGERS_PER_MINUTE = 120

export function limitOfStrangers(): RequestHandler {
  return limit(STRANGERS_PER_MINUTE, byAddress)
}

export function limitPerOperator(): RequestHandler {
  return limit(REQUESTS_PER_MINUTE, (_request, response) => {
    const { tenantId, id } = operatorOf(response)
    return `${tenantId}/${id}`
  })
}

/** Counts what could not be authenticated, and nothing else: an office is not locked out by one broken browser. */
export function limitOfRefusals(): RequestHandler {
  return limit(REFUSALS_PER_MINUTE, byAddress)
}

function byAddress(request: Request): string {
  return ipKeyGenerator(request.ip ?? 'unknown')
}

function limit(perMinute: number, key: (request: Request, response: Response) => string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: key,
    handler: (_request, _response, next) => next(tooManyRequests(perMinute)),
  })
}

/** `Retry-After` is on the response already. */
function tooManyRequests(perMinute: number): VaultError {
  return new VaultError({
    code: 'too-many-requests',
    status: 429,
    attempted: 'answer so many requests',
    why: `more than ${perMinute} came within a minute`,
    hint: 'Wait as long as Retry-After says.',
    retry: 'later',
  })
}
