import type { MicrosoftHost } from '../host/host.ts'
import { hostAnswer } from './sign-in-answers.ts'
import { type SignedIn, SignInFailed, SignInNeeded, type TokenSource } from './token-source.ts'

/** A host that failed on its own is asked once more after this long. */
const PAUSE_MS = 1000
/** A question that shows nothing to anyone has no reason to take longer. */
const PATIENCE_MS = 15_000
const NO_ANSWER = 'no-answer'

interface Surroundings {
  pause?: (ms: number) => Promise<void>
  now?: () => number
  patience?: (ms: number) => Promise<void>
}

/**
 * The host has signed the person in and keeps the tokens: each burst of requests asks it, and none is kept here. But
 * for one: a host need not remember what met a claims challenge, so that token serves until it expires.
 */
export function teamsTokenSource(
  host: MicrosoftHost,
  { pause = wait, now = Date.now, patience = wait }: Surroundings = {},
): TokenSource {
  let proof: { token: string; until: number } | undefined
  let asking: Promise<string> | undefined
  let owner: string | undefined

  const ask = async (silent: boolean, claims: string | undefined): Promise<string> => {
    const asked = host.authToken(claims ? { silent, claims } : { silent }).catch((error: unknown) => {
      throw hostAnswer(error, claims)
    })
    return silent ? Promise.race([asked, giveUp()]) : asked
  }
  const giveUp = async (): Promise<never> => {
    await patience(PATIENCE_MS)
    throw new SignInFailed('host', NO_ANSWER)
  }
  const askTwice = async (silent: boolean, claims: string | undefined): Promise<string> => {
    const token = await ask(silent, claims).catch(async (error: unknown) => {
      if (!(error instanceof SignInFailed && error.reason === 'host')) throw error
      // Who kept silent once is not worth as long again.
      if (error.detail === NO_ANSWER) throw error
      await pause(PAUSE_MS)
      return ask(silent, claims)
    })
    if (claims) proof = { token, until: expiryOf(token) ?? 0 }
    return token
  }
  /** Many requests leave at once; one question does for all of them. */
  const quietly = () => {
    asking ??= askTwice(true, undefined).finally(() => {
      asking = undefined
    })
    return asking
  }

  const signedIn = (token: string): SignedIn => {
    owner = accountOf(token)
    return { account: owner ?? host.person.username, ...host.person }
  }
  const anyToken = ({ fresh = false, claims }: { fresh?: boolean; claims?: string }) => {
    if (claims) return askTwice(true, claims)
    if (fresh) proof = undefined
    return proof && now() < proof.until ? Promise.resolve(proof.token) : quietly()
  }

  return {
    signsInBy: 'window',
    async start() {
      return signedIn(await quietly())
    },
    async token(wanted = {}) {
      const token = await anyToken(wanted)
      // The host has changed hands: what is on the screen is not for the new one to continue with.
      if (accountOf(token) !== owner) throw new SignInNeeded('ended')
      return token
    },
    async signIn({ claims } = {}) {
      proof = undefined
      try {
        return signedIn(await askTwice(false, claims))
      } catch (error) {
        if (!(error instanceof SignInNeeded)) throw error
        // The host has asked the person and it is not enough: approving is not theirs, or the host can't ask.
        throw error.need === 'consent'
          ? new SignInFailed('approval', 'consent-required')
          : new SignInFailed('host', error.need)
      }
    },
  }
}

/** Time for a request to arrive with a token that is still good. */
const MARGIN_MS = 60_000

/** For nothing but forgetting it in time. */
function expiryOf(token: string): number | undefined {
  const { exp } = wordsOf(token)
  return exp === undefined ? undefined : exp * 1000 - MARGIN_MS
}

/** For nothing but telling one person from another. */
function accountOf(token: string): string | undefined {
  const { oid, tid } = wordsOf(token)
  return oid && tid ? `${oid}.${tid}` : undefined
}

/** The token's own words, which only the server verifies; none when they can't be read. */
function wordsOf(token: string): { exp?: number; oid?: string; tid?: string } {
  try {
    const body = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    return JSON.parse(atob(body))
  } catch {
    return {}
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
