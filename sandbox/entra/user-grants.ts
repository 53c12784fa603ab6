import { createHash } from 'node:crypto'
import type { Operator } from '../tenant/people.ts'
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
  return tokens(entra, sessions, pending.operator, form.get('scope') ?? pending.scope, pending.nonce)
}

export function redeemRefreshToken(entra: Entra, sessions: Sessions, form: URLSearchParams): object {
  const known = sessions.findRefreshToken(required(form, 'refresh_token'))
  if (!known || known.clientId !== required(form, 'client_id')) throw new SignInFailure(70000)
  if (known.expiresAt <= entra.clock()) throw new SignInFailure(70008)
  return tokens(entra, sessions, known.operator, form.get('scope') ?? known.scope, undefined)
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function tokens(
  entra: Entra,
  sessions: Sessions,
  operator: Operator,
  scope: string,
  nonce: string | undefined,
): object {
  const scopes = scope.split(' ').filter((one) => one !== '')
  const grant = { operator, clientId: entra.signIn.clientId, scope }
  return {
    token_type: 'Bearer',
    scope: scopes.filter((one) => one !== 'offline_access').join(' '),
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: accessToken(entra, operator, scopes),
    ...(scopes.includes('offline_access') ? { refresh_token: sessions.issueRefreshToken(grant) } : {}),
    ...(scopes.includes('openid') ? { id_token: entra.idToken(operator, nonce) } : {}),
    client_info: clientInfo(entra, operator),
  }
}

/** Scopes of our own API give a token for it; anything else is delegated Graph. */
function accessToken(entra: Entra, operator: Operator, scopes: readonly string[]): string {
  const resource = scopes.filter((scope) => !OIDC_SCOPES.includes(scope))
  const { clientId } = entra.signIn
  if (resource.some((scope) => scope.includes(clientId))) return entra.operatorToken(operator)
  const graphScopes = resource.map((scope) => scope.replace(/^https:\/\/graph\.microsoft\.com\//, ''))
  return entra.graphUserToken(operator.person, clientId, graphScopes)
}

export function clientInfo(entra: Entra, operator: Operator): string {
  return Buffer.from(JSON.stringify({ uid: operator.person.id, utid: entra.tenant.id })).toString('base64url')
}
