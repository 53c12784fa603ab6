/** What Entra, MSAL and Microsoft's hosts answer when there is no token, and what it means here. */
import { type FailureReason, SignInFailed, SignInNeeded } from './token-source.ts'

type Meaning = { need: 'ended' | 'consent' | 'claims' } | { reason: FailureReason }

/**
 * Entra's error numbers (Learn: Microsoft Entra authentication and authorization error codes). A number means the same
 * wherever it appears: in a redirect, in MSAL's message, in a host's text.
 */
const ENTRA: Readonly<Record<string, Meaning>> = Object.fromEntries([
  ...codes({ need: 'consent' }, 65001),
  ...codes({ need: 'ended' }, 50058, 50173, 70043, 70044, 700082, 700084),
  ...codes({ need: 'claims' }, 50072, 50074, 50076, 50078, 50079, 50158),
  ...codes({ reason: 'closed' }, 65004),
  ...codes({ reason: 'approval' }, 90093, 90094, 90095, 900941),
  ...codes({ reason: 'rule' }, 50005, 53000, 53001, 53002, 53003, 53004, 53009, 530002, 530003, 530032),
  ...codes({ reason: 'role' }, 50105),
  ...codes({ reason: 'tenant' }, 50020, 90072, 500213),
  ...codes(
    { reason: 'setup' },
    50011,
    50194,
    500011,
    650052,
    650053,
    650056,
    650057,
    700016,
    7000112,
    9002326,
  ),
])

function codes(meaning: Meaning, ...numbers: number[]): [string, Meaning][] {
  return numbers.map((number) => [`AADSTS${number}`, meaning])
}

/** The texts of hosts (facts/tab.md 3.3), matched whole: they are not an interface and differ between hosts. */
const HOST: Readonly<Record<string, Meaning>> = {
  resourceRequiresConsent: { need: 'consent' },
  consent_required: { need: 'consent' },
  tokenRevoked: { need: 'ended' },
  interaction_required: { need: 'ended' },
  login_required: { need: 'ended' },
  resourceDisabled: { reason: 'setup' },
  'App resource defined in manifest and iframe origin do not match': { reason: 'setup' },
  CancelledByUser: { reason: 'closed' },
  FailedToOpenWindow: { reason: 'blocked' },
  renewalTimeout: { reason: 'host' },
  unknownAuthError: { reason: 'host' },
}

/** What MSAL calls its own failures (`BrowserAuthErrorCodes`). */
const MSAL: Readonly<Record<string, Meaning>> = {
  user_cancelled: { reason: 'closed' },
  access_denied: { reason: 'closed' },
  popup_window_error: { reason: 'blocked' },
  empty_window_error: { reason: 'blocked' },
  no_network_connectivity: { reason: 'network' },
  network_error: { reason: 'network' },
  post_request_failed: { reason: 'network' },
  get_request_failed: { reason: 'network' },
  storage_not_supported: { reason: 'storage' },
  interaction_required: { need: 'ended' },
  login_required: { need: 'ended' },
  consent_required: { need: 'consent' },
}

/** Of a rejection of `getAuthToken`. `claims` is what was asked for with it. */
export function hostAnswer(error: unknown, claims: string | undefined): SignInNeeded | SignInFailed {
  const text = textOf(error).trim()
  const code = entraCode(text)
  const meaning = at(HOST, text) ?? (code ? at(ENTRA, code) : undefined)
  // With a challenge in progress, whatever needs a click needs it for the challenge.
  if (meaning && 'need' in meaning) return new SignInNeeded(claims ? 'claims' : meaning.need, claims)
  return new SignInFailed(meaning?.reason ?? 'unknown', text.slice(0, LONGEST) || 'no-text')
}

const LONGEST = 200

/** What of an `AuthError` of MSAL's is read. */
export interface MsalAnswer {
  errorCode?: string
  errorMessage?: string
  subError?: string
  correlationId?: string
  /** A claims challenge, on `InteractionRequiredAuthError`. */
  claims?: string
}

export function msalAnswer(error: unknown): SignInNeeded | SignInFailed {
  const answer: MsalAnswer = typeof error === 'object' && error !== null ? error : {}
  const { errorCode = '', subError = '', correlationId = '' } = answer
  if (answer.claims) return new SignInNeeded('claims', answer.claims)
  const number = entraCode(`${answer.errorMessage ?? ''} ${textOf(error)}`)
  const meaning = (number ? at(ENTRA, number) : undefined) ?? at(MSAL, errorCode)
  if (meaning && 'need' in meaning) return new SignInNeeded(meaning.need)
  const parts = errorCode ? [number, errorCode, subError, correlationId] : [textOf(error).slice(0, LONGEST)]
  return new SignInFailed(meaning?.reason ?? 'unknown', parts.filter(Boolean).join(' '))
}

function entraCode(text: string): string | undefined {
  return /AADSTS\d+/.exec(text)?.[0]
}

function at(table: Readonly<Record<string, Meaning>>, key: string): Meaning | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
