import type { Call } from './call.ts'
import type { Reply } from './reply.ts'

/** Headers that pages of another origin may read besides the few they always may (seen on Graph and on Azure). */
const EXPOSED = [
  'ETag',
  'Location',
  'Azure-AsyncOperation',
  'Retry-After',
  'WWW-Authenticate',
  'request-id',
  'client-request-id',
  'x-ms-request-id',
  'x-ms-correlation-request-id',
].join(', ')

/** Graph and Azure answer pages of every origin: who may call is in the token, not in a cookie. */
export function readableAnywhere(call: Call, reply: Reply): Reply {
  if (!call.headers.origin) return reply
  const shared = { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED }
  return { ...reply, headers: { ...reply.headers, ...shared } }
}

/** The answer to a preflight, which browsers send because of the Authorization header. */
export function preflight(call: Call): Reply {
  return readableAnywhere(call, {
    status: 200,
    headers: {
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers': String(call.headers['access-control-request-headers'] ?? '*'),
      'access-control-max-age': '3600',
    },
  })
}
