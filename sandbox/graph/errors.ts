import { randomUUID } from 'node:crypto'
import { json, type Reply } from '../http/reply.ts'

/** An answer other than 200, thrown by handlers (Learn: Microsoft Graph error responses and resource types). */
export class GraphFailure extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export const badRequest = (message: string) => new GraphFailure(400, 'BadRequest', message)

export function throttled(seconds: number): GraphFailure {
  return new GraphFailure(429, 'TooManyRequests', 'Please retry again later.', {
    'retry-after': String(seconds),
  })
}

/** The documented envelope; both request ids are echoed. */
export function failureReply(failure: GraphFailure, now: number, clientRequestId: string | undefined): Reply {
  const requestId = randomUUID()
  const date = new Date(now).toISOString().slice(0, 19)
  const ids = { date, 'request-id': requestId, 'client-request-id': clientRequestId ?? requestId }
  const inner =
    failure.status === 429 ? { code: '429', message: 'Please retry after', status: '429', ...ids } : ids
  return json(
    failure.status,
    { error: { code: failure.code, message: failure.message, innerError: inner } },
    { ...failure.headers, 'request-id': requestId, 'client-request-id': ids['client-request-id'] },
  )
}
