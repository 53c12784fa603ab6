import { type Notice, notice, type PlainCode } from './notice.ts'
import { systemFailureOf } from './system-failure.ts'

/**
 * An error an operator can act on: what was attempted, on what, why it failed, what to do now.
 *
 * Three ways to be bad (see also `Fault` in run.ts):
 *   - a `VaultError` thrown to the top ends the request;
 *   - caught by a run's loop it becomes a fault: one person's messages are late, the run continues;
 *   - anything else that is thrown is a defect of ours and says so.
 */
export type Retry = 'never' | 'later' | 'now'

/**
 * Stable and machine-readable: `AADSTS7000215`, `Forbidden`, `quota-reached`, …, and the cause as data for a reader. One
 * code is enough where it names one cause that needs no more words. `null`: only for the log and the console.
 */
type Named =
  | { readonly code: PlainCode; readonly notice?: undefined }
  /** `code` is the notice's own when left out. */
  | { readonly code?: string; readonly notice: Notice }
  | { readonly code: string; readonly notice: Notice | null }

export type VaultErrorDetails = Named & {
  /** What was being done, e.g. `read the messages of Mia Berg`. */
  readonly attempted: string
  /** Why it failed. */
  readonly why: string
  /** What the operator should do. */
  readonly hint: string
  /** Whether the same attempt may succeed. */
  readonly retry?: Retry
  /** HTTP status the door answers with. */
  readonly status?: number
  readonly cause?: unknown
  /** More members for the problem document, e.g. `runId`. */
  readonly members?: Readonly<Record<string, unknown>>
}

export class VaultError extends Error {
  readonly code: string
  readonly notice: Notice | null
  readonly attempted: string
  readonly why: string
  readonly hint: string
  readonly retry: Retry
  readonly status: number
  readonly members: Readonly<Record<string, unknown>>

  constructor(details: VaultErrorDetails) {
    super(`Couldn’t ${details.attempted}: ${details.why}`, { cause: details.cause })
    this.name = 'VaultError'
    this.notice = noticeOf(details)
    this.code = details.code ?? details.notice.code
    this.attempted = details.attempted
    this.why = details.why
    this.hint = details.hint
    this.retry = details.retry ?? 'never'
    this.status = details.status ?? 500
    this.members = details.members ?? {}
  }
}

function noticeOf(details: Named): Notice | null {
  return details.notice === undefined ? notice(details.code) : details.notice
}

/** The same shape for everything that was thrown: what the machine lacks as itself, a stranger as our own defect. */
export function toVaultError(thrown: unknown, attempted: string): VaultError {
  if (thrown instanceof VaultError) return thrown
  const failure = systemFailureOf(thrown)
  if (failure) return new VaultError({ ...failure, status: 503, retry: 'later', attempted, cause: thrown })
  return new VaultError({
    code: 'internal',
    attempted,
    why: thrown instanceof Error ? thrown.message : String(thrown),
    hint: 'This is a bug in Chatvault. The server log has the details at this time.',
    cause: thrown,
  })
}
