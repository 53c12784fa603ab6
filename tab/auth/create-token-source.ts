import type { SignInConfig } from '../../server/http/contract.ts'
import type { TokenSource } from './token-source.ts'

/** The token source of a plain browser tab. MSAL is loaded when it is needed. A Teams host gets another one here. */
export async function createTokenSource(config: SignInConfig): Promise<TokenSource> {
  const { msalTokenSource } = await import('./msal-token-source.ts')
  return msalTokenSource(config, window.location.origin)
}
