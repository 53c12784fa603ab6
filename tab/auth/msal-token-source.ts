import {
  type AccountInfo,
  type AuthenticationResult,
  type Configuration,
  InteractionRequiredAuthError,
  PublicClientApplication,
} from '@azure/msal-browser'
import type { SignInConfig } from '../../server/http/contract.ts'
import { type SignedIn, SignInNeeded, type TokenSource } from './token-source.ts'

/** Sign-in by redirect in a top-level page: no popup blockers, no third-party storage. Tokens live in sessionStorage. */
export async function msalTokenSource(config: SignInConfig, origin: string): Promise<TokenSource> {
  const client = new PublicClientApplication(settings(config, origin))
  await client.initialize()
  const account = () => client.getActiveAccount() ?? client.getAllAccounts()[0]

  return {
    async start() {
      const answer: AuthenticationResult | null = await client.handleRedirectPromise()
      if (answer) client.setActiveAccount(answer.account)
      const known = account()
      return known && signedIn(known)
    },
    async token({ fresh = false } = {}) {
      const known = account()
      if (!known) throw new SignInNeeded()
      try {
        const answer = await client.acquireTokenSilent({
          scopes: config.scopes,
          account: known,
          forceRefresh: fresh,
        })
        return answer.accessToken
      } catch (error) {
        throw error instanceof InteractionRequiredAuthError ? new SignInNeeded() : error
      }
    },
    async signIn() {
      await client.loginRedirect({ scopes: config.scopes })
    },
    async signOut() {
      await client.clearCache()
    },
  }
}

function settings(config: SignInConfig, origin: string): Configuration {
  return {
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      knownAuthorities: config.knownAuthorities,
      redirectUri: origin + config.redirectPath,
      ...(config.authorityMetadata ? { authorityMetadata: config.authorityMetadata } : {}),
    },
    cache: { cacheLocation: 'sessionStorage' },
  }
}

function signedIn(account: AccountInfo): SignedIn {
  return { name: account.name ?? account.username, username: account.username }
}
