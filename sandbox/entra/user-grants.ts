import { createHash } from 'node:crypto'
import type { Operator } from '../tenant/people.ts'
import { type Application, newApplication, redirectUrisOf } from './applications.ts'
import { contextsAsked } from './claims-request.ts'
import { unconsented } from './delegated-consent.ts'
import type { Entra } from './entra.ts'
import { SignInFailure } from './errors.ts'
import { required } from './form.ts'
import { type AskedScopes, readScopes, refuseSeveral } from './scopes.ts'
import type { Sessions } from './sessions.ts'

/** Redeems a code with its PKCE verifier (Learn: OAuth 2.0 authorization code flow; RFC 7636). */
export function redeemCode(
  entra: Entra,
  sessions: Sessions,
  form: URLSearchParams,
  origin: string | undefined,
): object {
  const clientId = required(form, 'client_id')
  const pending = sessions.takeCode(required(form, 'code'))
  if (!pending) throw new SignInFailure(70000)
  if (pending.expiresAt <= entra.clock()) throw new SignInFailure(70008)
  if (pending.clientId !== clientId)
    throw new SignInFailure(700016, `Application with identifier '${clientId}'.`)
  if (pending.redirectUri !== form.get('redirect_uri')) throw new SignInFailure(50011)
  if (pending.challenge !== challengeOf(required(form, 'code_verifier'))) throw new SignInFailure(501481)
  if (origin !== undefined) checkSpa(entra.applications.get(clientId.toLowerCase()), pending.redirectUri)
  return tokens(entra, sessions, { ...pending, scope: form.get('scope') ?? pending.scope })
}

/** A page may redeem a code itself when its redirect address is of the type SPA; an app without any is a development app. */
function checkSpa(app: Application | undefined, redirectUri: string): void {
  if (app && redirectUrisOf(app) && !app.registration.spa.redirectUris.includes(redirectUri))
    throw new SignInFailure(9002326)
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

/** Tokens for one resource; what has not been consented to, or no longer is, needs the person again. */
export function tokens(entra: Entra, sessions: Sessions, granted: Grant): object {
  const { operator, clientId, scope, contexts, nonce } = granted
  const asked = readScopes(entra, scope)
  refuseSeveral(asked)
  // Apps of Microsoft's own sign people in without an entry here.
  const known = entra.applications.get(clientId.toLowerCase())
  if (unconsented(entra, known, operator, asked).size > 0)
    throw new SignInFailure(65001, `Application '${clientId}'(${known?.registration.displayName}).`)
  const client = known ?? newApplication({ clientId, displayName: '' })
  const grant = { operator, clientId, scope, contexts }
  const { accessToken, scopes } = accessTokenFor(entra, grant, client, asked)
  return {
    token_type: 'Bearer',
    scope: [...scopes, ...asked.oidc.filter((one) => one !== 'offline_access')].join(' '),
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: accessToken,
    ...(asked.oidc.includes('offline_access') ? { refresh_token: sessions.issueRefreshToken(grant) } : {}),
    ...(asked.oidc.includes('openid') ? { id_token: entra.idToken(operator, nonce, client) } : {}),
    client_info: clientInfo(entra, operator),
  }
}

/** Scopes of an API registered here give a token for it; anything else is Azure's or Graph's. */
function accessTokenFor(
  entra: Entra,
  { operator, clientId, contexts, scope }: Grant,
  client: Application,
  asked: AskedScopes,
): { accessToken: string; scopes: readonly string[] } {
  const [api] = asked.apis
  if (api) {
    const claims = contexts.length > 0 ? { acrs: contexts } : {}
    const accessToken = entra.operatorToken(operator, { claims: { ...claims, azp: clientId } }, api)
    return { accessToken, scopes: scope.split(' ').filter((one) => one !== '' && !asked.oidc.includes(one)) }
  }
  if (asked.arm.length > 0)
    return {
      accessToken: entra.armUserToken(operator.person, clientId),
      scopes: [`${asked.prefix}user_impersonation`],
    }
  const names = graphScopesOf(entra, operator, client, asked)
  return {
    accessToken: entra.graphUserToken(operator.person, clientId, names),
    scopes: asked.graph.length > 0 ? names.map((name) => asked.prefix + name) : [],
  }
}

/** A Graph token carries all that was consented to, not only what is asked for now. */
export function graphScopesOf(
  entra: Entra,
  { person }: Operator,
  client: Application,
  asked: AskedScopes,
): string[] {
  const resource = entra.assignments.graphServicePrincipalId
  const held = entra.grants.scopesOf(client.servicePrincipalId, resource, person.id)
  return [...new Set([...asked.graph.filter((name) => name !== '.default'), ...held])]
}

export function clientInfo(entra: Entra, operator: Operator): string {
  return Buffer.from(JSON.stringify({ uid: operator.person.id, utid: entra.tenant.id })).toString('base64url')
}
