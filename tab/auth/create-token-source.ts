import type { SignInConfig } from '../../server/contract/index.ts'
import { type Host, isMicrosoft } from '../host/host.ts'
import { storageAllowed } from './storage.ts'
import { teamsTokenSource } from './teams-token-source.ts'
import { SignInFailed, type TokenSource } from './token-source.ts'

/**
 * The token source that works where the tab is shown. MSAL is loaded where it is used and never inside a Microsoft
 * host, which has the token already. Throws `SignInFailed` where nothing can work.
 */
export async function createTokenSource(
  host: Host,
  config: () => Promise<SignInConfig>,
): Promise<TokenSource> {
  if (isMicrosoft(host)) return teamsTokenSource(host)
  if (host.kind === 'frame') {
    const [{ popupTokenSource }, settings] = await Promise.all([import('./popup-token-source.ts'), config()])
    return popupTokenSource(settings)
  }
  if (!storageAllowed()) throw new SignInFailed('storage', 'session-storage-denied')
  const [{ msalTokenSource }, settings] = await Promise.all([import('./msal-token-source.ts'), config()])
  return msalTokenSource(settings)
}
