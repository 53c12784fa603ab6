import { randomUUID } from 'node:crypto'
import type { Call } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import { authenticateClient } from './client-authentication.ts'
import { DEVICE_GRANT, redeemDeviceCode, SHORT_DEVICE_GRANT } from './device-code.ts'
import type { Entra } from './entra.ts'
import { failureReply, SignInFailure } from './errors.ts'
import { checkTenant, required } from './form.ts'
import type { Sessions } from './sessions.ts'
import { redeemCode, redeemRefreshToken } from './user-grants.ts'

/** `POST /{tenant}/oauth2/v2.0/token` (Learn: OAuth 2.0 client credentials flow; authorization code flow). */
export async function tokenEndpoint(entra: Entra, sessions: Sessions, call: Call): Promise<Reply> {
  const form = new URLSearchParams(call.body)
  const cors = corsHeaders(call)
  const correlationId = String(
    call.headers['client-request-id'] ?? form.get('client-request-id') ?? randomUUID(),
  )
  try {
    const answer = await grant(entra, sessions, call, form)
    return json(200, answer, { 'cache-control': 'no-store', pragma: 'no-cache', ...cors })
  } catch (error) {
    if (error instanceof SignInFailure) return failureReply(error, entra.clock, correlationId, cors)
    throw error
  }
}

/** A single-page app redeems its code from the browser, so its origin is answered. */
export function corsHeaders(call: Call): Record<string, string> {
  const { origin } = call.headers
  if (!origin) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': String(call.headers['access-control-request-headers'] ?? '*'),
    'access-control-max-age': '600',
    vary: 'Origin',
  }
}

function grant(entra: Entra, sessions: Sessions, call: Call, form: URLSearchParams): Promise<object> {
  const grantType = required(form, 'grant_type')
  const tenant = call.segments[0] ?? ''
  switch (grantType) {
    case 'client_credentials':
      checkTenant(entra, tenant, false)
      return appToken(entra, call, form)
    case 'authorization_code':
      checkTenant(entra, tenant, true)
      return Promise.resolve(redeemCode(entra, sessions, form, call.headers.origin))
    case DEVICE_GRANT:
    case SHORT_DEVICE_GRANT:
      checkTenant(entra, tenant, true)
      return Promise.resolve(redeemDeviceCode(entra, sessions, form))
    case 'refresh_token':
      checkTenant(entra, tenant, true)
      return Promise.resolve(redeemRefreshToken(entra, sessions, form))
    default:
      throw new SignInFailure(70003, `'${grantType}'.`)
  }
}

/** App-only token for Graph. Missing consent is no error here: the token comes without roles. */
async function appToken(entra: Entra, call: Call, form: URLSearchParams): Promise<object> {
  const clientId = required(form, 'client_id')
  const application = entra.applications.get(clientId.toLowerCase())
  if (!application || !entra.replicated(application.createdAt))
    throw new SignInFailure(700016, `Application with identifier '${clientId}'.`)
  const scope = required(form, 'scope')
  const credential = await authenticateClient(entra, application, call, form)
  if (!application.servicePrincipalId || !entra.replicated(application.servicePrincipalAt))
    throw new SignInFailure(7000229, `Application '${clientId}'.`)
  checkScope(scope, call.base)
  const access_token = entra.graphAppToken(application, credential)
  return { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token }
}

/** Graph by its own name or by the sandbox's address (clients build the scope from their Graph root). */
function checkScope(scope: string, base: string): void {
  const asked = scope.split(' ').filter((one) => one !== '')
  const resource = asked[0]?.replace(/\/+\.default$/, '').replace(/\/$/, '')
  const graph = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000', base]
  if (asked.length !== 1 || !asked[0]?.endsWith('/.default')) throw new SignInFailure(70011, `'${scope}'.`)
  if (!graph.includes(resource ?? '') && !/^https:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(resource ?? ''))
    throw new SignInFailure(500011, `'${resource}'.`)
}
