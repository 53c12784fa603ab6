import type { Call } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import { adminConsent } from './admin-consent.ts'
import { authorize, logout } from './authorize.ts'
import { devicePage, startDeviceSignIn } from './device-code.ts'
import { instanceDiscovery, openIdConfiguration } from './discovery.ts'
import type { Entra } from './entra.ts'
import { failureReply, SignInFailure } from './errors.ts'
import { checkTenant } from './form.ts'
import type { Sessions } from './sessions.ts'
import { corsHeaders, tokenEndpoint } from './token-endpoint.ts'

/** Answers everything of Entra; undefined when the path is none of its. */
export async function entraDoor(entra: Entra, sessions: Sessions, call: Call): Promise<Reply | undefined> {
  const [tenant = '', ...rest] = call.lower
  const path = rest.join('/')
  if (call.method === 'OPTIONS' && ROUTES.has(path)) return { status: 204, headers: corsHeaders(call) }
  switch (path) {
    case 'oauth2/v2.0/token':
      return tokenEndpoint(entra, sessions, call)
    case 'oauth2/v2.0/authorize':
      return authorize(entra, sessions, call)
    case 'oauth2/v2.0/devicecode':
      return startDeviceSignIn(entra, sessions, call)
    case 'oauth2/deviceauth':
      return devicePage(entra, sessions, call)
    case 'oauth2/v2.0/logout':
      return logout(entra, sessions, call)
    case 'adminconsent':
      return adminConsent(entra, sessions, call, 1)
    case 'v2.0/adminconsent':
      return adminConsent(entra, sessions, call, 2)
    case 'discovery/v2.0/keys':
    case 'discovery/keys':
      return json(200, entra.keys.jwks(), corsHeaders(call))
    case 'v2.0/.well-known/openid-configuration':
    case '.well-known/openid-configuration':
      return configuration(entra, call, tenant)
    case 'discovery/instance':
      return json(200, instanceDiscovery(call.base, discoveredTenant(call)), corsHeaders(call))
    default:
      return undefined
  }
}

const ROUTES = new Set([
  'oauth2/v2.0/token',
  'discovery/v2.0/keys',
  'discovery/keys',
  'discovery/instance',
  'v2.0/.well-known/openid-configuration',
  '.well-known/openid-configuration',
])

function configuration(entra: Entra, call: Call, tenant: string): Reply {
  try {
    checkTenant(entra, tenant, true)
  } catch (error) {
    if (error instanceof SignInFailure) return failureReply(error, entra.clock, '', corsHeaders(call))
    throw error
  }
  return json(200, openIdConfiguration(entra, call.base, tenant), corsHeaders(call))
}

/** The tenant inside the `authorization_endpoint` parameter MSAL sends. */
function discoveredTenant(call: Call): string {
  const endpoint = call.query.get('authorization_endpoint') ?? ''
  return /^https?:\/\/[^/]+\/([^/]+)\//.exec(endpoint)?.[1] ?? 'common'
}
