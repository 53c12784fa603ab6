import {
  type AccountInfo,
  type Configuration,
  PublicClientApplication,
  type RedirectRequest,
} from '@azure/msal-browser'
import type { SignInConfig } from '../../server/contract/index.ts'
import { msalAnswer } from './sign-in-answers.ts'
import { type SignedIn, SignInNeeded } from './token-source.ts'

export interface MsalClient {
  readonly client: PublicClientApplication
  /** What Microsoft is asked for, in sight of the person. */
  askFor(wanted: { claims?: string; otherAccount?: boolean }): RedirectRequest
  account(): AccountInfo | null
  /** From now on tokens are this one's; null: of any person who is found. */
  use(account: AccountInfo | null): void
  /** Quietly: from the cache, by the refresh token, or by a hidden frame. */
  token(wanted: { fresh?: boolean; claims?: string }): Promise<string>
}

/** People take out their phone and type codes; MSAL's own minute is too short for that. */
const WINDOW_PATIENCE_MS = 5 * 60_000

export async function createMsalClient(
  config: SignInConfig,
  cacheLocation: 'sessionStorage' | 'memoryStorage',
  auth: Partial<Configuration['auth']> = {},
): Promise<MsalClient> {
  const { origin } = window.location
  const client = new PublicClientApplication({
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      knownAuthorities: config.knownAuthorities,
      redirectUri: origin + config.redirectPath,
      ...(config.authorityMetadata ? { authorityMetadata: config.authorityMetadata } : {}),
      ...auth,
    },
    cache: { cacheLocation },
    system: { popupBridgeTimeout: WINDOW_PATIENCE_MS },
  })
  await client.initialize()
  const { scopes } = config
  // Kept here too: a window that was given up may still sign someone else in, in the storage that is shared.
  let used: AccountInfo | null = null
  const account = () => used ?? client.getActiveAccount() ?? client.getAllAccounts()[0] ?? null
  return {
    client,
    askFor({ claims, otherAccount = false }) {
      const known = otherAccount ? null : account()
      return {
        scopes,
        ...(known ? { account: known } : {}),
        ...(otherAccount ? { prompt: 'select_account' } : {}),
        ...(claims ? { claims } : {}),
      }
    },
    account,
    use(account) {
      used = account
      if (account) client.setActiveAccount(account)
    },
    async token({ fresh = false, claims }) {
      const known = account()
      if (!known) throw new SignInNeeded('ended')
      const wanted = { scopes, account: known, forceRefresh: fresh, ...(claims ? { claims } : {}) }
      const answer = await client.acquireTokenSilent(wanted).catch((error: unknown) => {
        const meaning = msalAnswer(error)
        throw claims && meaning instanceof SignInNeeded ? new SignInNeeded('claims', claims) : meaning
      })
      return answer.accessToken
    },
  }
}

export function signedIn(account: AccountInfo): SignedIn {
  const { homeAccountId, name, username, tenantId } = account
  return { account: homeAccountId, name: name ?? username, username, tenantId }
}
