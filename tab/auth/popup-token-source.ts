import type { SignInConfig } from '../../server/contract/index.ts'
import { createMsalClient, signedIn } from './msal-client.ts'
import { msalAnswer } from './sign-in-answers.ts'
import { storageAllowed } from './storage.ts'
import { SignInFailed, SignInNeeded, type TokenSource } from './token-source.ts'

/**
 * Sign-in by a window, inside someone else's frame: Entra refuses to be framed, and of all ways only MSAL's relay
 * page survives partitioned storage together with a sign-in page that severs its opener (facts/tab.md 5.2). Where the
 * frame may store nothing, the sign-in lasts until the frame is loaded again.
 */
export async function popupTokenSource(config: SignInConfig): Promise<TokenSource> {
  const stores = storageAllowed()
  const language = document.documentElement.lang
  const relay = { popupRelayUri: `${config.relayPath}?lang=${encodeURIComponent(language)}` }
  const { client, askFor, account, use, token } = await createMsalClient(
    config,
    stores ? 'sessionStorage' : 'memoryStorage',
    relay,
  )
  return {
    signsInBy: 'window',
    async start() {
      const known = account()
      if (!known) throw new SignInNeeded('nobody')
      use(known)
      return signedIn(known)
    },
    token: (wanted = {}) => token(wanted),
    async signIn(wanted = {}) {
      try {
        const answer = await client.acquireTokenPopup({
          ...askFor(wanted),
          // Asked for by a click: it takes the place of a window that was given up.
          overrideInteractionInProgress: true,
        })
        use(answer.account)
        return signedIn(answer.account)
      } catch (error) {
        throw stores ? msalAnswer(error) : withoutStorage(msalAnswer(error))
      }
    },
    async signOut() {
      use(null)
      await client.clearCache()
    },
  }
}

/** What fails for no known reason where nothing may be stored fails for that. */
function withoutStorage(meaning: SignInNeeded | SignInFailed): SignInNeeded | SignInFailed {
  const known = meaning instanceof SignInNeeded || meaning.reason !== 'unknown'
  return known ? meaning : new SignInFailed('storage', meaning.detail)
}
