/** Nested app authentication: MSAL in the tab asks the host for tokens (facts: teams-js `nestedAppAuthBridge`). */
import type { PageSettings } from '../settings.ts'
import type { Knobs } from './knobs.ts'
import { type Ask, fetchToken } from './tokens.ts'

interface NaaRequest {
  method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup'
  requestId: string
  tokenParams?: { clientId?: string; scope?: string }
}

/** The text that goes back to MSAL. */
export async function executeNaa(
  settings: PageSettings,
  knobs: Knobs,
  data: unknown,
  ask: Ask,
): Promise<string> {
  const request = JSON.parse(String(data)) as NaaRequest
  const head = { messageType: 'NestedAppAuthResponse', requestId: request.requestId }
  if (request.method === 'GetInitContext')
    return JSON.stringify({ ...head, success: true, initContext: initContextOf(settings, knobs) })
  if (knobs.naa !== 'ok')
    return JSON.stringify({ ...head, success: false, error: { status: knobs.naa, code: '', subError: '' } })
  const scope = request.tokenParams?.scope ?? ''
  // The tab's own API; without any scope MSAL asks for nothing else.
  if (scope !== '' && !scope.includes('access_as_user')) {
    const answer = await delegatedToken(knobs, request, ask)
    const account = { ...accountOf(settings, knobs), username: personOf(settings, knobs)?.signInName }
    return JSON.stringify({ ...head, ...answer, ...(answer.success ? { account } : {}) })
  }
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

type HostGets =
  | { access_token: string; id_token: string; scope: string }
  | { needs: 'consent' | 'approval'; application: string; permissions: string[] }

/** A token of Graph or Azure for the person who is signed in to the host; what is new to them is asked in a dialog. */
async function delegatedToken(
  knobs: Knobs,
  { method, tokenParams }: NaaRequest,
  ask: Ask,
): Promise<{ success: boolean } & Record<string, unknown>> {
  const fetchIt = async (accepted: boolean) => {
    const asked = { user: knobs.who, clientId: tokenParams?.clientId, scope: tokenParams?.scope, accepted }
    const body = JSON.stringify(asked)
    const answer = await fetch('/_sandbox/delegated-token', { method: 'POST', body })
    if (!answer.ok) throw new Error(await answer.text())
    return (await answer.json()) as HostGets
  }
  const refused = (status: string, code: string, subError: string) => ({
    success: false,
    error: { status, code, subError, description: `AADSTS${code}` },
  })
  let got = await fetchIt(false)
  if ('needs' in got) {
    if (method === 'GetToken') return refused('USER_INTERACTION_REQUIRED', '65001', 'consent_required')
    const { application, permissions, needs } = got
    if (needs === 'approval') {
      await ask('Need admin approval', `Only an admin can grant ${application} this.`, 'OK')
      return refused('USER_INTERACTION_REQUIRED', '90094', '')
    }
    const agreed = await ask(
      'Permissions requested',
      `${application} wants: ${permissions.join('; ')}`,
      'Accept',
    )
    if (!agreed) return refused('USER_CANCEL', '65004', '')
    got = await fetchIt(true)
  }
  if ('needs' in got) return refused('PERSISTENT_ERROR', '65001', '')
  return { success: true, token: { ...got, expires_in: 3599, properties: null } }
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
