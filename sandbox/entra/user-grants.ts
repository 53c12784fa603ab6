import { createHash } from 'node:crypto'
import type { Operator } from '../tenant/people.ts'
import { type Application, newApplication } from './applications.ts'
import { contextsAsked } from './claims-request.ts'
import type { Entra } from './entra.ts'
import { SignInFailure } from './errors.ts'
import { required } from './form.ts'
import type { Sessions } from './sessions.ts'

const OIDC_SCOPES = ['openid', 'profile', 'email', 'offline_access']

/** Redeems a code with its PKCE verifier (Learn: OAuth 2.0 authorization code flow; RFC 7636). */
export function redeemCode(entra: Entra, sessions: Sessions, form: URLSearchParams): object {
  const clientId = required(form, 'client_id')
  const pending = sessions.takeCode(required(form, 'code'))
  if (!pending) throw new SignInFailure(70000)
  if (pending.expiresAt <= entra.clock()) throw new SignInFailure(70008)
  if (pending.clientId !== clientId)
    throw new SignInFailure(700016, `Application with identifier '${clientId}'.`)
  if (pending.redirectUri !== form.get('redirect_uri')) throw new SignInFailure(50011)
  if (pending.challenge !== challengeOf(required(form, 'code_verifier'))) throw new SignInFailure(501481)
  return tokens(entra, sessions, { ...pending, scope: form.get('scope') ?? pending.scope })
}

export function redeemRefreshToken(entra: Entra, sessions: Sessions, form: URLSearchParams): object {
  const known = sessions.findRefreshToken(required(form, 'refresh_token'))
  if (!known || known.clientId !== required(form, 'client_id')) throw new SignInFailure(70000)
  if (known.expiresAt <= entra.clock()) throw new SignInFailure(70008)
  const unmet = contextsAsked(form.get('claims')).filter((one) => !known.contexts.includes(one))
  if (unmet.length > 0) throw new SignInFailure(50076)
  return tokens(entra, sessions, { ...known, scope: form.get('scope') ?? known.scope })
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

interface Grant {
  readonly operator: Operator
  readonly clientId: string
  readonly scope: string
  readonly contexts: readonly string[]
  readonly nonce?: string | undefined
}

export function tokens(entra: Entra, sessions: Sessions, granted: Grant): object {
  const { operator, clientId, scope, contexts, nonce } = granted
  const scopes = scope.split(' ').filter((one) => one !== '')
  const grant = { operator, clientId, scope, contexts }
  // Apps of Microsoft's own sign people in without an entry here.
  const client =
    entra.applications.get(clientId.toLowerCase()) ?? newApplication({ clientId, displayName: '' })
  return {
    token_type: 'Bearer',
    scope: scopes.filter((one) => one !== 'offline_access').join(' '),
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: accessToken(entra, grant, scopes),
    ...(scopes.includes('offline_access') ? { refresh_token: sessions.issueRefreshToken(grant) } : {}),
    ...(scopes.includes('openid') ? { id_token: entra.idToken(operator, nonce, client) } : {}),
    client_info: clientInfo(entra, operator),
  }
}

/** Scopes of an API registered here give a token for it; anything else is delegated Graph. */
function accessToken(
  entra: Entra,
  { operator, clientId, contexts }: Grant,
  scopes: readonly string[],
): string {
  const resource = scopes.filter((scope) => !OIDC_SCOPES.includes(scope))
  const api = resource.map((scope) => apiOf(entra, scope)).find(Boolean)
  if (api) {
    const claims = contexts.length > 0 ? { acrs: contexts } : {}
    return entra.operatorToken(operator, { claims: { ...claims, azp: clientId } }, api)
  }
  const graphScopes = resource.map((scope) =>
    scope.replace(/^https:\/\/(graph\.microsoft\.com|localhost:\d+)\//, ''),
  )
  return entra.graphUserToken(operator.person, clientId, graphScopes)
}

/**
 * The API a scope such as `api://host/<client id>/access_as_user` names, by its Application ID URI or its client id. The
 * tab's own app, which was never told a host, answers to every URI that holds its id.
 */
function apiOf(entra: Entra, scope: string): Application | undefined {
  const at = scope.lastIndexOf('/')
  const [resource, name] = [scope.slice(0, at).toLowerCase(), scope.slice(at + 1)]
  if (resource.includes(entra.signIn.clientId)) return entra.signIn
  const api = [...entra.applications.values()].find(
    ({ clientId, registration }) =>
      clientId === resource || registration.identifierUris.some((uri) => uri.toLowerCase() === resource),
  )
  if (!api && resource.startsWith('api://')) throw new SignInFailure(500011, `'${resource}'.`)
  const exposes = api?.registration.api.oauth2PermissionScopes.some(({ value }) => value === name)
  if (api && name !== '.default' && !exposes) throw new SignInFailure(65005, `'${scope}'.`)
  return api
}

export function clientInfo(entra: Entra, operator: Operator): string {
  return Buffer.from(JSON.stringify({ uid: operator.person.id, utid: entra.tenant.id })).toString('base64url')
}
