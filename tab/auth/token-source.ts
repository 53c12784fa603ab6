import type { SignInConfig } from '../../server/http/contract.ts'

export interface SignedIn {
  name: string
  username: string
}

/**
 * Where the operator's token comes from. Promises: `start` resolves to who is signed in, or to undefined, and takes
 * in the answer of a sign-in that is coming back; `token` resolves to a token for our API or throws
 * `SignInNeeded`; `signIn` and `signOut` leave the page or settle in place. Tokens stay inside: callers put them
 * into the Authorization header and nowhere else.
 */
export interface TokenSource {
  start(): Promise<SignedIn | undefined>
  token(options?: { fresh?: boolean }): Promise<string>
  signIn(): Promise<void>
  signOut(): Promise<void>
}

export class SignInNeeded extends Error {
  constructor() {
    super('Sign in to continue.')
    this.name = 'SignInNeeded'
  }
}

/** Answers `GET /config.json`; throws when it cannot be had or read. */
export async function fetchSignInConfig(fetcher: typeof fetch = fetch): Promise<SignInConfig> {
  const response = await fetcher('/config.json', { cache: 'no-store' })
  if (!response.ok) throw new Error(`config.json answered with status ${response.status}`)
  return (await response.json()) as SignInConfig
}
