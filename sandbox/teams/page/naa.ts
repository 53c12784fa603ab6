/** Nested app authentication: MSAL in the tab asks the host for tokens (facts: teams-js `nestedAppAuthBridge`). */
import type { PageSettings } from '../settings.ts'
import type { Knobs } from './knobs.ts'
import { fetchToken } from './tokens.ts'

interface NaaRequest {
  method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup'
  requestId: string
  tokenParams?: { scope?: string }
}

/** The text that goes back to MSAL. */
export async function executeNaa(settings: PageSettings, knobs: Knobs, data: unknown): Promise<string> {
  const request = JSON.parse(String(data)) as NaaRequest
  const head = { messageType: 'NestedAppAuthResponse', requestId: request.requestId }
  if (request.method === 'GetInitContext')
    return JSON.stringify({ ...head, success: true, initContext: initContextOf(settings, knobs) })
  if (knobs.naa !== 'ok')
    return JSON.stringify({ ...head, success: false, error: { status: knobs.naa, code: '', subError: '' } })
  const token = await fetchToken(settings, knobs, [])
  return JSON.stringify({
    ...head,
    success: true,
    token: {
      access_token: token,
      // MSAL reads its claims and does not check the signature; the access token has them all.
      id_token: token,
      expires_in: 3599,
      scope: request.tokenParams?.scope ?? '',
      properties: null,
    },
    account: { ...accountOf(settings, knobs), username: personOf(settings, knobs)?.signInName },
  })
}

function initContextOf(settings: PageSettings, knobs: Knobs): object {
  return {
    sdkName: 'sandbox',
    sdkVersion: '1.0.0',
    capabilities: { queryAccount: true },
    accountContext: accountOf(settings, knobs),
  }
}

function accountOf(settings: PageSettings, knobs: Knobs): object {
  const person = personOf(settings, knobs)
  return {
    homeAccountId: `${person?.id}.${settings.tenantId}`,
    environment: 'login.microsoftonline.com',
    tenantId: settings.tenantId,
    localAccountId: person?.id,
    name: person?.name,
  }
}

function personOf({ people }: PageSettings, { who }: Knobs) {
  return people.find(({ name, signInName }) => [name, signInName, name.split(' ')[0]].includes(who))
}
