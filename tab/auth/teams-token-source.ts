import type { MicrosoftHost } from '../host/host.ts'
import { hostAnswer } from './sign-in-answers.ts'
import { SignInFailed, SignInNeeded, type TokenSource } from './token-source.ts'

/** A host that failed by itself is asked once more after this long. */
const PAUSE_MS = 1000

/** The host has signed the person in and keeps the tokens: none is kept here, each burst of requests asks. */
export function teamsTokenSource(
  host: MicrosoftHost,
  pause: (ms: number) => Promise<void> = wait,
): TokenSource {
  /** Once a challenge has been met, tokens without it would be refused again. */
  let held: string | undefined
  let asking: Promise<string> | undefined

  const ask = async (silent: boolean, claims: string | undefined): Promise<string> => {
    try {
      return await host.authToken(claims ? { silent, claims } : { silent })
    } catch (error) {
      throw hostAnswer(error, claims)
    }
  }
  const askTwice = (silent: boolean, claims: string | undefined) =>
    ask(silent, claims).catch(async (error: unknown) => {
      if (!(error instanceof SignInFailed && error.reason === 'host')) throw error
      await pause(PAUSE_MS)
      return ask(silent, claims)
    })
  /** Many requests leave at once; one question does for all of them. */
  const quietly = () => {
    asking ??= askTwice(true, held).finally(() => {
      asking = undefined
    })
    return asking
  }

  return {
    signsInBy: 'window',
    async start() {
      await quietly()
      return host.person
    },
    async token({ claims } = {}) {
      if (!claims || claims === held) return quietly()
      const token = await askTwice(true, claims)
      held = claims
      return token
    },
    async signIn({ claims = held } = {}) {
      try {
        await askTwice(false, claims)
      } catch (error) {
        // The host has asked the person and still lacks consent: it is not theirs to give.
        if (error instanceof SignInNeeded && error.need === 'consent')
          throw new SignInFailed('approval', 'resourceRequiresConsent')
        if (error instanceof SignInNeeded) throw new SignInFailed('host', error.need)
        throw error
      }
      held = claims
      return host.person
    },
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
