import type { SignInConfig } from '../../server/contract/index.ts'
import { createMsalClient, signedIn } from './msal-client.ts'
import { msalAnswer } from './sign-in-answers.ts'
import { SignInNeeded, type TokenSource } from './token-source.ts'

/** Sign-in by redirect in a page of its own: no pop-up blockers, no third-party storage. Tokens live in sessionStorage. */
export async function msalTokenSource(config: SignInConfig): Promise<TokenSource> {
  const { client, askFor, account, use, token } = await createMsalClient(config, 'sessionStorage')
  /** Who signed out here last: Microsoft is told whom to forget. */
  let left = account()
  return {
    signsInBy: 'redirect',
    async start() {
      const answer = await client.handleRedirectPromise().catch((error: unknown) => {
        throw msalAnswer(error)
      })
      const known = answer?.account ?? account()
      if (!known) throw new SignInNeeded('nobody')
      use(known)
      return signedIn(known)
    },
    token: (wanted = {}) => token(wanted),
    async signIn(wanted = {}) {
      try {
        await client.acquireTokenRedirect(askFor(wanted))
      } catch (error) {
        throw msalAnswer(error)
      }
      return new Promise(() => undefined) // the page is leaving
    },
    async signOut() {
      left = account() ?? left
      use(null)
      await client.clearCache()
    },
    async signOutOfMicrosoft() {
      const { origin } = window.location
      // The one address of ours that Entra knows; the page there continues to the tab.
      const back = { postLogoutRedirectUri: origin + config.redirectPath }
      await client.logoutRedirect(left ? { account: left, ...back } : back)
    },
  }
}
