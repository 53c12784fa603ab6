/**
 * Who is asking. A bearer token is an operator's when all of this holds (facts/graph.md section 8):
 *
 *   - RS256 signature by a key of the configured key set, named by `kid`; no other algorithm, no key from the token;
 *   - `aud` is our client id, `exp` and `nbf` hold with a little skew, `tid` and `oid` are there;
 *   - `iss` is the issuer template with the token's own `tid`;
 *   - it is a person's (`scp` contains `access_as_user`, not `idtyp` app);
 *   - it was given to our own app, to one of Microsoft's hosts, or to one the operator of the server named (`azp`, in v1 tokens
 *     `appid`); a token that names none is one no client of ours could have got by another way, and is taken;
 *   - where an authentication context is configured, Conditional Access has seen to it (`acrs`);
 *   - the tenant may enter.
 *
 * An operator is known by `tid` and `oid`; the name is for show. Roles may be empty: the routes refuse that.
 */

import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { SignInSettings } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import { isGuid } from '../domain/guid.ts'
import type { PlainCode } from '../domain/notice.ts'
import type { Operator, OperatorRole } from '../domain/operator.ts'
import { isText, toShortText } from '../domain/text.ts'
import { VaultError } from '../domain/vault-error.ts'

export const SCOPE = 'access_as_user'

/** Entra's display names have 256 characters at most. */
const LONGEST_NAME = 256

const CLOCK_SKEW_SECONDS = 30

/** App roles of our sign-in app (manifest/entra.manifest.json). */
const ROLES_BY_NAME: Readonly<Record<string, OperatorRole>> = {
  'Vault.Admin': 'admin',
  'Vault.Operator': 'operator',
  'Vault.Reviewer': 'reviewer',
  'Vault.Auditor': 'auditor',
}

/** Directory role templates that make an admin: Global and Privileged Role Administrator (Learn, Jan 2026). */
const ADMIN_TEMPLATES: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10',
  'e8611ab8-c189-46e8-94e1-60213ab1f814',
])

/**
 * Microsoft's hosts that ask for our scope on behalf of a person: those the sign-in app pre-authorises
 * (manifest/entra.manifest.json; Learn: Configure your app in Microsoft Entra ID, client ids of Teams, Outlook, Microsoft 365).
 */
export const HOST_CLIENTS = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  '4765445b-32c6-49b0-83e6-1d93765276ca',
  '0ec893e0-5785-4de6-99da-4ed124e5296c',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
  '27922004-5251-4030-b22d-91ecd9a37ea4',
]

export type SignIn = {
  /** The operator of an Authorization header. Throws 401, 403 or, when the keys cannot be fetched, 503. */
  authenticate(authorization: string | undefined): Promise<Operator>
}

export type SignInOptions = {
  readonly settings: SignInSettings
  /** Whether the books know the tenant. Asked only where no list of tenants is configured. */
  readonly knownTenant: (tenantId: string) => Promise<boolean>
  /** Makes a tenant known: its admin has signed in. */
  readonly admitTenant: (tenantId: string) => Promise<void>
  readonly clock: Clock
  /** How the key set is fetched; the process's own `fetch` when left out. */
  readonly fetchKeys?: typeof fetch
}

export function createSignIn({ settings, clock, fetchKeys = fetch, ...books }: SignInOptions): SignIn {
  const keys = remoteKeys(settings.jwksUrl, fetchKeys)
  const clients = new Set([settings.clientId.toLowerCase(), ...HOST_CLIENTS, ...settings.moreClients])
  const admitted = new Set<string>()

  /** The configured tenants; without a list, tenants we know, and those whose admin is the first to sign in. */
  async function mayEnter({ tenantId, roles }: Operator): Promise<boolean> {
    if (settings.allowedTenants) return settings.allowedTenants.has(tenantId)
    if (!roles.includes('admin')) return books.knownTenant(tenantId)
    if (!admitted.has(tenantId)) await books.admitTenant(tenantId)
    admitted.add(tenantId)
    return true
  }

  return {
    async authenticate(authorization) {
      const claims = await verify(bearerOf(authorization), keys, settings, clock.now())
      const operator = operatorOf(claims, settings.issuer)
      requireClient(claims, clients)
      requireContext(claims, settings.authContext)
      if (!(await mayEnter(operator))) throw tenantNotAllowed()
      return operator
    },
  }
}

function bearerOf(authorization: string | undefined): string {
  const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '') ?? []
  if (!token) throw tokenRefused('token-missing', 'the request has no bearer token')
  return token
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  settings: SignInSettings,
  now: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      audience: settings.clientId,
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: now,
      requiredClaims: ['exp', 'iss', 'tid', 'oid'],
    })
    return payload
  } catch (error) {
    if (error instanceof VaultError) throw error
    if (error instanceof errors.JWTExpired)
      throw tokenRefused('token-expired', 'the token has expired', error)
    if (error instanceof errors.JOSEError) throw tokenRefused('token-invalid', 'the token isn’t valid', error)
    throw error
  }
}

function operatorOf(claims: JWTPayload, issuer: string): Operator {
  const { tid, oid } = claims
  if (typeof tid !== 'string' || !isGuid(tid) || typeof oid !== 'string' || !isObjectId(oid)) {
    throw tokenRefused('token-invalid', 'the token doesn’t name a tenant and a person')
  }
  if (claims.iss !== issuer.replaceAll('{tid}', tid)) {
    throw tokenRefused('token-invalid', 'the token was issued elsewhere')
  }
  if (!isDelegated(claims)) throw scopeMissing()
  return { tenantId: tid.toLowerCase(), id: oid, name: nameIn(claims, oid), roles: rolesIn(claims) }
}

/** Entra's are GUIDs; another issuer's may be any text that the books can hold. */
function isObjectId(oid: string): boolean {
  return oid !== '' && oid.length <= 200 && isText(oid)
}

/** A person's token for our scope; an app's own token has no `scp`. */
function isDelegated(claims: JWTPayload): boolean {
  return claims.idtyp !== 'app' && typeof claims.scp === 'string' && claims.scp.split(' ').includes(SCOPE)
}

/** The client a token was given to; anyone else who got one for our scope was never meant to speak for a person here. */
function requireClient({ azp, appid }: JWTPayload, known: ReadonlySet<string>): void {
  for (const client of [azp, appid]) {
    if (client !== undefined && !(typeof client === 'string' && known.has(client.toLowerCase())))
      throw clientNotKnown()
  }
}

/** Learn: Developer guide to Conditional Access authentication context. */
function requireContext(claims: JWTPayload, context: string | undefined): void {
  if (context !== undefined && !textsIn(claims.acrs).includes(context)) throw claimsRequired(context)
}

function rolesIn(claims: JWTPayload): OperatorRole[] {
  const roles = textsIn(claims.roles).flatMap((name) => ROLES_BY_NAME[name] ?? [])
  const isAdmin = textsIn(claims.wids).some((id) => ADMIN_TEMPLATES.has(id.toLowerCase()))
  return [...new Set(isAdmin ? (['admin', ...roles] as const) : roles)]
}

function nameIn(claims: JWTPayload, fallback: string): string {
  return toShortText(textsIn([claims.name, claims.preferred_username])[0] ?? fallback, LONGEST_NAME)
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : []
}

/**
 * Keys change rarely: they are kept for a day, and an unknown `kid` fetches them again, at most every 30 seconds. A key
 * set that can’t be fetched is our trouble (503), an unknown key the caller's (401).
 */
function remoteKeys(address: string, fetchKeys: typeof fetch): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL(address), {
    cacheMaxAge: 24 * 60 * 60 * 1000,
    cooldownDuration: 30_000,
    timeoutDuration: 5000,
    [customFetch]: fetchKeys,
  })
  return async (header, token) => {
    if (!header.kid) throw new errors.JWKSNoMatchingKey()
    try {
      return await keySet(header, token)
    } catch (error) {
      throw isAboutTheToken(error) ? error : keysUnavailable(error)
    }
  }
}

function isAboutTheToken(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys
}

function tokenRefused(code: PlainCode, why: string, cause?: unknown): VaultError {
  const hint = 'Sign in again.'
  return new VaultError({ code, status: 401, attempted: 'identify who is asking', why, hint, cause })
}

function scopeMissing(): VaultError {
  return new VaultError({
    code: 'scope-missing',
    status: 403,
    attempted: 'identify who is asking',
    why: 'the token isn’t from a person who opened Chatvault',
    hint: `Sign in as a person; the token needs the scope ${SCOPE}.`,
  })
}

/** `claims` is what the tab hands to MSAL or to the host, as it is. */
function claimsRequired(context: string): VaultError {
  return new VaultError({
    code: 'claims-required',
    status: 401,
    attempted: 'let you in',
    why: 'your organization requires an extra sign-in step for Chatvault',
    hint: 'Sign in again. Microsoft asks for what’s missing, such as a code from your phone.',
    members: {
      claims: JSON.stringify({ access_token: { acrs: { essential: true, value: context } } }),
    },
  })
}

function clientNotKnown(): VaultError {
  return new VaultError({
    code: 'client-not-known',
    status: 403,
    attempted: 'identify who is asking',
    why: 'the token is for an app that Chatvault doesn’t know',
    hint: 'Open Chatvault in Teams, Outlook, Microsoft 365 or a browser. For an app of your own, ask your Chatvault server admin to add its client ID to SIGNIN_CLIENTS.',
  })
}

function tenantNotAllowed(): VaultError {
  return new VaultError({
    code: 'tenant-not-allowed',
    status: 403,
    attempted: 'let your organization in',
    why: 'this Chatvault doesn’t serve it',
    hint: 'An admin of your organization must sign in first, or your Chatvault server admin must allow the tenant.',
  })
}

function keysUnavailable(cause: unknown): VaultError {
  return new VaultError({
    code: 'sign-in-keys-unavailable',
    status: 503,
    attempted: 'check the sign-in',
    why: 'the sign-in service’s keys can’t be loaded',
    hint: 'Try again in a minute. If this keeps happening, the server can’t reach SIGNIN_JWKS_URL.',
    retry: 'later',
    cause,
  })
}
