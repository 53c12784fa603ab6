/** Turns an answer, or its absence, into a `GraphError`: a refusal, a lost answer, or one that cannot be read. */
import { notice, type ProblemCode } from '../../domain/notice.ts'
import type { Answer, ExchangeError, ExchangeFault } from './exchange.ts'
import { GraphError } from './graph-error.ts'
import { jsonOfBytes } from './json-bytes.ts'
import { redact } from './redact.ts'
import { refusalOf } from './refusals.ts'

/** The members of Graph's error envelope that we read; both spellings of the inner key occur. */
type Envelope = {
  readonly error?: {
    readonly code?: unknown
    readonly message?: unknown
    readonly innerError?: {
      readonly 'request-id'?: unknown
      readonly code?: unknown
      readonly message?: unknown
    }
    readonly innererror?: {
      readonly 'request-id'?: unknown
      readonly code?: unknown
      readonly message?: unknown
    }
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** An HTML page of a gateway, or nothing, reads as an envelope without members. */
function envelopeOf(body: Buffer): Envelope {
  try {
    const parsed: unknown = jsonOfBytes(body)
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}

/** What was asked; `nowMs` turns a `Retry-After` date into a length where the answer has no date of its own. */
type Asked = { readonly attempted: string; readonly ofExport: boolean; readonly nowMs: number }

/** Message of a refusal, with code and message within it. For comparing, never for showing: it isn't redacted. */
export function saidIn({ body }: Pick<Answer, 'body'>): string {
  const { error } = envelopeOf(body)
  const inner = error?.innerError ?? error?.innererror
  return [text(error?.message), text(inner?.code), text(inner?.message)].join(' ')
}

const OF_TOKEN: ReadonlySet<string> = new Set(['permission-not-granted', 'directory-refused'])

/**
 * Whether another token may do: this one isn't valid any more, or was issued before an admin granted what it lacks. Entra
 * lets it live for an hour all the same (Learn: access tokens, lifetime).
 */
export function blamesToken({ httpStatus, notice: cause }: GraphError): boolean {
  return httpStatus === 401 || OF_TOKEN.has(cause?.code ?? '')
}

/** Any answer but a readable 200. */
export function refused(answer: Answer, { attempted, ofExport, nowMs }: Asked): GraphError {
  const { error } = envelopeOf(answer.body)
  const inner = error?.innerError ?? error?.innererror
  const message = saidIn(answer)
  const refusal = refusalOf({ status: answer.status, code: text(error?.code), message, ofExport })
  const said = redact(text(error?.message))
  // A word such as "UnknownError" tells no one anything; it is the code as well.
  const quoted = said.includes(' ') ? said : ''
  return new GraphError({
    code: redact(text(error?.code)) || `http-${answer.status}`,
    attempted,
    notice:
      refusal.cause === undefined
        ? notice('microsoft-answered', { status: answer.status, quoted })
        : notice(refusal.cause, { quoted }),
    why: quoted ? `${refusal.why} ("${quoted}")` : refusal.why,
    hint: refusal.hint,
    retry: refusal.retry,
    outcome: refusal.outcome,
    reach: refusal.reach,
    lacks: refusal.lacks,
    foreign: refusal.foreign,
    absent: refusal.absent,
    httpStatus: answer.status,
    stopSign: isStopSign(answer.status),
    retryAfterMs: retryAfterMs(
      text(answer.headers['retry-after']),
      Date.parse(text(answer.headers.date)) || nowMs,
    ),
    requestId: text(answer.headers['request-id']) || text(inner?.['request-id']) || undefined,
  })
}

/** Throttling and overload (Learn: throttling guidance; 509 is bandwidth). Other failures may name a pause for one request. */
export function isStopSign(status: number): boolean {
  return status === 429 || status === 503 || status === 509
}

/** RFC 9110 10.2.3: seconds or an HTTP date. Undefined when absent or nonsense. */
export function retryAfterMs(header: string, nowMs: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000
  const left = Date.parse(header) - nowMs
  return Number.isNaN(left) ? undefined : Math.max(0, left)
}

const CODES: Readonly<Record<ExchangeFault, string>> = {
  unreachable: 'unreachable',
  broken: 'connection-broken',
  timeout: 'timeout',
  truncated: 'truncated',
  'too-large': 'too-large',
}

const CAUSES = {
  unreachable: 'microsoft-unreachable',
  broken: 'microsoft-connection-broken',
  timeout: 'microsoft-timeout',
  truncated: 'microsoft-answer-cut',
  'too-large': 'microsoft-answer-too-large',
} as const satisfies Readonly<Record<ExchangeFault, ProblemCode>>

/** No complete answer. A cut-off refusal is still a refusal: its status line came, and it carries no messages. */
export function unanswered(error: ExchangeError, attempted: string, service = 'Microsoft 365'): GraphError {
  const status = error.status ?? 0
  const refusedAnyway = status >= 400 && status !== 502 && status !== 504
  return new GraphError({
    code: CODES[error.fault],
    notice: notice(CAUSES[error.fault], { service }),
    attempted,
    why: `${service} couldn’t be read: ${error.message}`,
    hint:
      error.fault === 'unreachable'
        ? 'Check that this server can reach Microsoft 365 over HTTPS (proxy, firewall, certificates).'
        : 'You don’t need to do anything. Chatvault tries again automatically.',
    retry: error.fault === 'too-large' ? 'never' : 'later',
    outcome: refusedAnyway ? 'refused' : error.outcome,
  })
}

/** A 200 with an unexpected body. Its messages may have been billed. */
export function unreadable(attempted: string, why: string): GraphError {
  return new GraphError({
    code: 'truncated',
    notice: notice('microsoft-answer-cut', { service: 'Microsoft 365' }),
    attempted,
    why,
    hint: 'You don’t need to do anything. Chatvault tries again automatically.',
    retry: 'later',
    outcome: 'unknown',
    httpStatus: 200,
  })
}
