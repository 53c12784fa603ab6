/**
 * Entra's page on which an administrator grants the application its permissions (Learn: Admin consent on the Microsoft
 * identity platform, v2.0), and what it says on the way back.
 *
 * Nothing on the way back is proof: anyone who knows the state can write `tenant` and `admin_consent` into an address. A
 * failure carries `admin_consent=True` as well, so only `error` counts; success is proven by a token that has the roles.
 */
import type { Cloud } from './cloud.ts'

export type ConsentPage = {
  /** Login root as browsers reach it. */
  readonly signInUrl: string
  readonly cloud: Pick<Cloud, 'scope'>
  readonly tenantId: string
  readonly applicationId: string
  readonly redirectUri: string
  readonly state: string
}

export function consentPageUrl(page: ConsentPage): string {
  const query = new URLSearchParams({
    client_id: page.applicationId,
    scope: page.cloud.scope,
    redirect_uri: page.redirectUri,
    state: page.state,
  })
  return `${page.signInUrl}/${page.tenantId}/v2.0/adminconsent?${query}`
}

export type ConsentSaid = {
  readonly outcome: 'accepted' | 'declined' | 'not-enough-rights' | 'wrong-tenant' | 'error'
  /** `AADSTS…`, or the OAuth word; null when everything went well or nothing readable came. */
  readonly code: string | null
}

/** AADSTS numbers with a meaning of their own (Learn: Microsoft Entra error codes, read 2026-11-22); words decide else. */
const BY_NUMBER: Readonly<Record<string, ConsentSaid['outcome']>> = {
  65004: 'declined',
  90093: 'not-enough-rights',
  90094: 'not-enough-rights',
  90095: 'not-enough-rights',
  650057: 'not-enough-rights',
  50020: 'wrong-tenant',
  50034: 'wrong-tenant',
  90072: 'wrong-tenant',
}

/** `consent_required` is what v2.0 says when the administrator declines; the others are of v1.0 and of OAuth. */
const BY_WORD: Readonly<Record<string, ConsentSaid['outcome']>> = {
  consent_required: 'declined',
  access_denied: 'declined',
  permission_denied: 'declined',
}

/** `tenantId` is the operator's: another one in the answer is worth a word, the same one is worth nothing. */
export function readConsentAnswer(said: Readonly<Record<string, string>>, tenantId: string): ConsentSaid {
  if (said.error !== undefined) return refusal(said)
  if (said.tenant !== undefined && said.tenant.trim().toLowerCase() !== tenantId)
    return { outcome: 'wrong-tenant', code: null }
  if (said.admin_consent?.trim().toLowerCase() !== 'true') return { outcome: 'error', code: null }
  return { outcome: 'accepted', code: null }
}

/** `error_subcode=cancel`: the page was left by its Cancel button, whatever `error` says (Learn: Handle errors and exceptions). */
function refusal(said: Readonly<Record<string, string>>): ConsentSaid {
  const { error: word = '', error_description = '', error_subcode } = said
  const number = /\bAADSTS(\d{4,8})\b/.exec(error_description)?.[1]
  const known = number === undefined ? undefined : BY_NUMBER[number]
  const code = number === undefined ? plainWord(word) : `AADSTS${number}`
  const cancelled = error_subcode?.trim().toLowerCase() === 'cancel' ? 'declined' : undefined
  return { outcome: known ?? cancelled ?? BY_WORD[word] ?? 'error', code }
}

/** What comes from an address is kept only when it looks like one of the words there are. */
function plainWord(word: string): string | null {
  return /^[a-z_]{1,40}$/.test(word) ? word : null
}
