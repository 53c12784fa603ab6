import type { SignInConfig } from '../../server/contract/index.ts'

export interface SignedIn {
  /** Whose answers these are: the same text for the same person of the same organization, and not to be read. */
  account: string
  /** For display and for the line an admin gets, like the rest. */
  name: string
  username: string
  tenantId: string | undefined
}

/**
 * Where the operator's token comes from. Tokens remain inside: callers put them into the Authorization header and
 * nowhere else.
 *
 * - `start` takes in the answer of a sign-in that is coming back. It resolves to who is signed in, or throws.
 * - `token` resolves to a token of our API: a new one when `fresh`, one that satisfies `claims` (the JSON of a claims
 *   challenge) when those are asked for. It never shows anything, and the token is of who `start` or `signIn` said.
 * - `signIn` shows Microsoft's sign-in: it leaves the page, or resolves to who signed in.
 *
 * All three throw `SignInNeeded` when only `signIn` can continue, and `SignInFailed` when Microsoft, the host or the
 * browser refused.
 */
export interface TokenSource {
  /** `redirect` leaves the page and may do so on its own; `window` opens one, which needs a click. */
  readonly signsInBy: 'redirect' | 'window'
  start(): Promise<SignedIn>
  token(wanted?: { fresh?: boolean; claims?: string }): Promise<string>
  signIn(wanted?: { claims?: string; otherAccount?: boolean }): Promise<SignedIn>
  /** Forgets what is kept here. Missing inside a Microsoft host: there no one signs out of one tab. */
  signOut?(): Promise<void>
  /** Leaves the page to end the sign-in in Microsoft 365 as well, for every app in this browser. */
  signOutOfMicrosoft?(): Promise<void>
}

/**
 * - no one: no one has signed in yet
 * - ended: someone had, and it can't be renewed quietly
 * - consent: Microsoft wants an approval
 * - claims: a conditional access rule wants more; `claims` says what, where that is known
 */
export type Need = 'nobody' | 'ended' | 'consent' | 'claims'

export class SignInNeeded extends Error {
  readonly need: Need
  readonly claims: string | undefined

  constructor(need: Need, claims?: string) {
    super(`Sign in to continue (${need}).`)
    this.name = 'SignInNeeded'
    this.need = need
    this.claims = claims
  }
}

/**
 * - closed, blocked: the window for signing in was closed, or not allowed to open
 * - approval: only an admin may approve the app, and none has
 * - rule: conditional access keeps this device, place or app out
 * - setup: manifest, registration and address do not fit each other
 * - role: the enterprise app lets only assigned people in
 * - tenant: the account belongs to an organization that does not use this app
 * - storage: the browser denies the storage a sign-in needs
 * - network: no one answered
 * - host: the Microsoft host failed on its own
 * - unknown: anything else; `detail` is all there is
 */
export type FailureReason =
  | 'closed'
  | 'blocked'
  | 'approval'
  | 'rule'
  | 'setup'
  | 'role'
  | 'tenant'
  | 'storage'
  | 'network'
  | 'host'
  | 'unknown'

export class SignInFailed extends Error {
  readonly reason: FailureReason
  /** Technical, to copy: codes of Microsoft's and of ours. */
  readonly detail: string

  constructor(reason: FailureReason, detail: string) {
    super(detail)
    this.name = 'SignInFailed'
    this.reason = reason
    this.detail = detail
  }
}

/** Answers `GET /config.json`; throws when it can’t be fetched or read. */
export async function fetchSignInConfig(fetcher: typeof fetch = fetch): Promise<SignInConfig> {
  const response = await fetcher('/config.json', { cache: 'no-store' })
  if (!response.ok) throw new Error(`config-${response.status}`)
  return (await response.json()) as SignInConfig
}
