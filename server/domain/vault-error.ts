import { systemFailureOf } from './system-failure.ts'

/**
 * What goes wrong, said so that an operator can act: what was attempted, on what, why it failed, what to do now.
 *
 * Three ways to be bad (see also `Fault` in run.ts):
 *   - a `VaultError` thrown to the top ends what was asked for;
 *   - caught by a run's loop it becomes a fault: one person's messages are late, the run goes on;
 *   - anything else that is thrown is a defect of ours and says so.
 */
export type Retry = 'never' | 'later' | 'now'

export type VaultErrorDetails = {
  /** Stable and machine-readable: `AADSTS7000215`, `Forbidden`, `quota-reached`, … */
  readonly code: string
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
  readonly attempted: string
  readonly why: string
  readonly hint: string
  readonly retry: Retry
  readonly status: number
  readonly members: Readonly<Record<string, unknown>>

  constructor(details: VaultErrorDetails) {
    super(`Could not ${details.attempted}: ${details.why}`, { cause: details.cause })
    this.name = 'VaultError'
    this.code = details.code
    this.attempted = details.attempted
    this.why = details.why
    this.hint = details.hint
    this.retry = details.retry ?? 'never'
    this.status = details.status ?? 500
    this.members = details.members ?? {}
  }
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
    hint: 'This is a defect of Chatvault. The server log has the details under the same time.',
    cause: thrown,
  })
}
