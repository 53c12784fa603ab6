/**
 * From a failed token request to a `GraphError`. Outcome is always `refused` and there is no `httpStatus`: Graph itself was
 * never asked. MSAL's error is not kept as the cause: it quotes the answer, which is not ours to vouch for.
 */

import { notice } from '../../domain/notice.ts'
import { isStopSign, retryAfterMs, unanswered } from '../wire/answer-errors.ts'
import { type Answer, ExchangeError } from '../wire/exchange.ts'
import { GraphError } from '../wire/graph-error.ts'
import { jsonOfBytes } from '../wire/json-bytes.ts'
import { redact } from '../wire/redact.ts'
import { aadstsOf } from './aadsts.ts'
import type { Credential } from './credential.ts'

const ATTEMPTED = 'sign in to Microsoft Entra as the application'

export function tokenError(thrown: unknown, answer: Answer | undefined, credential: Credential): GraphError {
  if (thrown instanceof ExchangeError) return refusedAlways(unanswered(thrown, ATTEMPTED, 'Microsoft Entra'))
  if (answer === undefined || answer.status === 200) return unusable(thrown, credential)
  if (answer.status === 429 || answer.status >= 500) return away(answer)
  return refusal(answer, credential)
}

function refusedAlways(error: GraphError): GraphError {
  const { code, notice: cause, attempted, why, hint, retry } = error
  return new GraphError({
    code,
    notice: cause,
    attempted,
    why,
    hint,
    retry,
    outcome: 'refused',
    reach: 'tenant',
  })
}

/** `error_codes` and the first line of `error_description`; the shape is in Learn: v2-oauth2-client-creds-grant-flow. */
function refusal(answer: Answer, credential: Credential): GraphError {
  const body = bodyOf(answer)
  const number = Number(body.error_codes?.[0] ?? /AADSTS(\d+)/.exec(String(body.error_description))?.[1] ?? 0)
  const secret = credential.kind === 'secret' ? credential.clientSecret : undefined
  const known = aadstsOf(number, secret)
  const said = redact(String(body.error_description ?? '').split(/\r?\n/)[0] ?? '', secretsOf(credential))
  return new GraphError({
    code:
      number > 0
        ? `AADSTS${number}`
        : redact(String(body.error ?? `http-${answer.status}`), secretsOf(credential)),
    notice: known?.notice ?? notice('entra-refused', { quoted: said }),
    attempted: ATTEMPTED,
    why: known?.why ?? `Microsoft Entra refused (${said || `status ${answer.status}`})`,
    hint:
      known?.hint ??
      'Look the code up at https://login.microsoftonline.com/error, then test the connection again.',
    retry: known?.retry ?? 'never',
    outcome: 'refused',
    reach: 'tenant',
    requestId: typeof body.trace_id === 'string' ? body.trace_id : undefined,
  })
}

type TokenBody = {
  readonly error?: unknown
  readonly error_description?: unknown
  readonly error_codes?: readonly unknown[]
  readonly trace_id?: unknown
}

function bodyOf(answer: Answer): TokenBody {
  try {
    const body: unknown = jsonOfBytes(answer.body)
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}

function away(answer: Answer): GraphError {
  return new GraphError({
    code: `http-${answer.status}`,
    notice: notice('entra-unavailable', { status: answer.status }),
    attempted: ATTEMPTED,
    why: `Microsoft Entra is briefly unavailable (status ${answer.status})`,
    hint: 'You don’t need to do anything. Chatvault tries again automatically.',
    retry: 'later',
    outcome: 'refused',
    reach: 'tenant',
    stopSign: isStopSign(answer.status),
    retryAfterMs: retryAfterMs(
      String(answer.headers['retry-after'] ?? ''),
      Date.parse(String(answer.headers.date ?? '')),
    ),
  })
}

/** MSAL gave up before sending, or could do nothing with the answer. */
function unusable(thrown: unknown, credential: Credential): GraphError {
  const said = thrown instanceof Error ? redact(thrown.message, secretsOf(credential)) : 'unknown'
  return new GraphError({
    notice: notice('token-request', { quoted: said }),
    attempted: ATTEMPTED,
    why: `no token was issued (${said})`,
    hint: 'Check the application ID, the tenant and the credential.',
    outcome: 'refused',
    reach: 'tenant',
  })
}

function secretsOf(credential: Credential): string[] {
  if (credential.kind === 'secret')
    return [credential.clientSecret, encodeURIComponent(credential.clientSecret)]
  return credential.certificatePem
    .split(/\r?\n/)
    .filter((line) => line.length > 20 && !line.startsWith('-----'))
}
