import { createHash } from 'node:crypto'
import type { Operator } from '../tenant/people.ts'
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
  readonly scope: string
  readonly contexts: readonly string[]
  readonly nonce?: string | undefined
}

function tokens(entra: Entra, sessions: Sessions, { operator, scope, contexts, nonce }: Grant): object {
  const scopes = scope.split(' ').filter((one) => one !== '')
  const grant = { operator, clientId: entra.signIn.clientId, scope, contexts }
  return {
    token_type: 'Bearer',
    scope: scopes.filter((one) => one !== 'offline_access').join(' '),
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: accessToken(entra, operator, scopes, contexts),
    ...(scopes.includes('offline_access') ? { refresh_token: sessions.issueRefreshToken(grant) } : {}),
    ...(scopes.includes('openid') ? { id_token: entra.idToken(operator, nonce) } : {}),
    client_info: clientInfo(entra, operator),
  }
}

/** Scopes of our own API give a token for it; anything else is delegated Graph. */
function accessToken(
  entra: Entra,
  operator: Operator,
  scopes: readonly string[],
  contexts: readonly string[],
): string {
  const resource = scopes.filter((scope) => !OIDC_SCOPES.includes(scope))
  const { clientId } = entra.signIn
  if (resource.some((scope) => scope.includes(clientId)))
    return entra.operatorToken(operator, contexts.length > 0 ? { claims: { acrs: contexts } } : {})
  const graphScopes = resource.map((scope) => scope.replace(/^https:\/\/graph\.microsoft\.com\//, ''))
  return entra.graphUserToken(operator.person, clientId, graphScopes)
}

export function clientInfo(entra: Entra, operator: Operator): string {
  return Buffer.from(JSON.stringify({ uid: operator.person.id, utid: entra.tenant.id })).toString('base64url')
}
