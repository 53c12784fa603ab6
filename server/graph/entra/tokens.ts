/**
 * App-only tokens for one tenant (client credentials; Learn: v2-oauth2-client-creds-grant-flow), by MSAL.
 *
 * MSAL gets the authority's addresses as data, so it calls the token endpoint and nothing else, and does so over our own
 * exchange: same connections, time limits and trust as Graph. Each fetch uses a new MSAL client: tokens are kept here
 * alone, and MSAL's own memory of throttled requests does not outlive a fetch.
 */

import { ConfidentialClientApplication } from '@azure/msal-node'
import type { Clock } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Exchange } from '../wire/exchange.ts'
import { GraphError } from '../wire/graph-error.ts'
import type { Cloud } from './cloud.ts'
import { type Certificate, type Credential, readCertificate } from './credential.ts'
import { askAgainAfterMs } from './spreading.ts'
import { rolesOf } from './token-claims.ts'
import { tokenError } from './token-errors.ts'
import { tokenNetwork } from './token-network.ts'

export type TokenSource = {
  /** One that is valid for minutes to come. Rejects with a `GraphError` of outcome `refused`. */
  token(): Promise<string>
  /** Application permissions in the token. Empty without admin consent: Entra issues role-less tokens (same source). */
  roles(): Promise<readonly string[]>
  /** Forgets `token` if it is still the current one: twenty requests answered 401 fetch one new token, not twenty. */
  invalidate(token: string): void
}

export type TokenOptions = {
  readonly cloud: Pick<Cloud, 'loginUrl' | 'scope'>
  readonly tenantId: string
  readonly applicationId: string
  readonly credential: Credential
  readonly exchange: Exchange
  readonly clock: Pick<Clock, 'now'>
  /** When the credential took the place of another; left out where no one relies on it yet. */
  readonly setAt?: Date | undefined
  /** What to prove ourselves with from now on; asked for each time a token is fetched. The above when left out. */
  readonly current?: () => Promise<AppProof>
}

type AppProof = Pick<TokenOptions, 'applicationId' | 'credential' | 'setAt'>

/** A page takes at most 100 s, and clocks differ. */
export const REFRESH_BEFORE_MS = 5 * 60_000

type Held = { readonly token: string; readonly expiresAtMs: number; readonly refreshAtMs: number }

/** Throws `bad-certificate` for a PEM that cannot be used. Fetches nothing yet. */
export function tokenSource(options: TokenOptions): TokenSource {
  const { clock } = options
  const auth = authOf(options)
  let held: Held | undefined
  let fetching: Promise<Held> | undefined

  async function fetchOne(): Promise<Held> {
    try {
      const proof = await options.current?.()
      held = await (proof === undefined
        ? acquire(auth, options)
        : acquire(authOf({ ...options, ...proof }), { ...options, ...proof }))
      return held
    } catch (error) {
      // Entra being away must not stop work that a valid token can still do.
      if (held !== undefined && isLater(error) && held.expiresAtMs > clock.now().getTime()) return held
      throw error
    } finally {
      fetching = undefined
    }
  }

  async function current(): Promise<Held> {
    if (held !== undefined && held.refreshAtMs > clock.now().getTime()) return held
    fetching ??= fetchOne()
    return fetching
  }

  return {
    token: async () => (await current()).token,
    roles: async () => rolesOf((await current()).token),
    invalidate(token) {
      if (held?.token === token) held = undefined
    },
  }
}

function isLater(error: unknown): boolean {
  return error instanceof VaultError && error.retry === 'later'
}

type Auth = ConstructorParameters<typeof ConfidentialClientApplication>[0]['auth']

function authOf(options: TokenOptions): Auth {
  const { cloud, tenantId, applicationId, credential } = options
  const authority = `${cloud.loginUrl}/${tenantId}`
  return {
    clientId: applicationId,
    authority,
    knownAuthorities: [new URL(authority).host],
    authorityMetadata: JSON.stringify(metadataOf(authority)),
    ...proofOf(credential),
  }
}

/** What discovery would answer (Learn: OpenID Connect on the Microsoft identity platform). */
function metadataOf(authority: string) {
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  }
}

function proofOf(credential: Credential): Pick<Auth, 'clientSecret' | 'clientCertificate'> {
  if (credential.kind === 'secret') return { clientSecret: credential.clientSecret }
  const { thumbprint, privateKey }: Certificate = readCertificate(credential.certificatePem)
  return { clientCertificate: { thumbprintSha256: thumbprint, privateKey } }
}

/** A token of a short life is used for half of it: otherwise each request would fetch its own. */
function heldUntil(token: string, expiresAtMs: number, nowMs: number): Held {
  const margin = Math.min(REFRESH_BEFORE_MS, (expiresAtMs - nowMs) / 2)
  return { token, expiresAtMs, refreshAtMs: expiresAtMs - margin }
}

async function acquire(auth: Auth, options: TokenOptions): Promise<Held> {
  const { cloud, credential, exchange } = options
  const network = tokenNetwork(exchange)
  const msal = new ConfidentialClientApplication({
    auth,
    system: { networkClient: network, disableInternalRetries: true },
  })
  try {
    const result = await msal.acquireTokenByClientCredential({ scopes: [cloud.scope], skipCache: true })
    // MSAL takes an error without OAuth members for a success without a token.
    if (!result?.accessToken) throw new Error('the answer has no token')
    return heldUntil(result.accessToken, result.expiresOn?.getTime() ?? 0, options.clock.now().getTime())
  } catch (error) {
    throw laterIfNew(tokenError(network.failure ?? error, network.answer, credential), options)
  }
}

/** It had got a token before it was stored: a server that refuses it now has not heard of it yet. */
function laterIfNew(error: GraphError, { setAt, clock }: TokenOptions): GraphError {
  const waitMs = askAgainAfterMs(error.code, setAt, clock.now())
  if (waitMs === undefined) return error
  const { code, attempted, outcome, reach, requestId } = error
  return new GraphError({
    code,
    attempted,
    outcome,
    reach,
    requestId,
    notice: notice('credential-spreading'),
    why: 'Microsoft Entra doesn’t know the new secret or certificate everywhere yet',
    hint: 'You don’t need to do anything. Chatvault tries again automatically. It can take two minutes.',
    retry: 'later',
    retryAfterMs: waitMs,
  })
}
