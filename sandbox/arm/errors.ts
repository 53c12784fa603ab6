import { randomUUID } from 'node:crypto'
import { json, type Reply } from '../http/reply.ts'

interface Detail {
  readonly code: string
  readonly target?: string
  readonly message: string
}

/** An answer other than success, thrown by handlers (Azure Resource Manager's ErrorResponse). */
export class ArmFailure extends Error {
  readonly status: number
  readonly code: string
  readonly details: readonly Detail[]
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: readonly Detail[]; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = more.details ?? []
    this.headers = more.headers ?? {}
  }
}

export function failureReply({ status, code, message, details, headers }: ArmFailure): Reply {
  const error = { code, message, ...(details.length > 0 ? { details } : {}) }
  return json(status, { error }, headers)
}

/** Every answer of Azure's has ids to quote. */
export function withRequestIds(reply: Reply): Reply {
  const ids = { 'x-ms-request-id': randomUUID(), 'x-ms-correlation-request-id': randomUUID() }
  return { ...reply, headers: { 'cache-control': 'no-cache', ...ids, ...reply.headers } }
}
