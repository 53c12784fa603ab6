/**
 * A failure of one request to Graph or Entra, with what the ledger and the retry need to know about it.
 *
 *   refused  nothing was returned: a complete 4xx, 429, 500 or 503 answer, or the request never left
 *   unknown  messages may have been returned, and billed, without reaching us: reset, timeout, cut body, 502, 504
 */
import { VaultError, type VaultErrorDetails } from '../../domain/vault-error.ts'

export type Outcome = 'refused' | 'unknown'

/** Whether other requests would fail in the same way: a credential, a permission or billing concerns the whole tenant. */
export type Reach = 'tenant' | 'request'

/** What a person asked for does not have, so that there is nothing to export. */
export type Lack = 'mailbox' | 'licence'

export type GraphErrorDetails = VaultErrorDetails & {
  readonly outcome: Outcome
  /** `request` when left out. */
  readonly reach?: Reach | undefined
  readonly lacks?: Lack | undefined
  /** What was asked for belongs to another organization, which alone may read it. */
  readonly foreign?: boolean | undefined
  /** Microsoft says that there is no such thing (any more). A 404 of something in between does not say that. */
  readonly absent?: boolean | undefined
  /** Status of Graph's answer; absent when there was no complete one. */
  readonly httpStatus?: number | undefined
  /** `Retry-After` of the answer, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** An answer that tells every caller of the tenant to stop for `retryAfterMs`. */
  readonly stopSign?: boolean | undefined
  /** Microsoft's id of the request, for their support. */
  readonly requestId?: string | undefined
}

/** Status the door answers with when Microsoft 365 failed us: bad gateway. */
const DOOR_STATUS = 502

export class GraphError extends VaultError {
  readonly outcome: Outcome
  readonly reach: Reach
  readonly lacks: Lack | undefined
  readonly foreign: boolean
  readonly absent: boolean
  readonly httpStatus: number | undefined
  readonly retryAfterMs: number | undefined
  readonly stopSign: boolean
  readonly requestId: string | undefined

  constructor(details: GraphErrorDetails) {
    super({ status: DOOR_STATUS, ...details })
    this.name = 'GraphError'
    this.outcome = details.outcome
    this.reach = details.reach ?? 'request'
    this.lacks = details.lacks
    this.foreign = details.foreign ?? false
    this.absent = details.absent ?? false
    this.httpStatus = details.httpStatus
    this.retryAfterMs = details.retryAfterMs
    this.stopSign = details.stopSign ?? false
    this.requestId = details.requestId
  }
}

/** The careful reading: a request that isn't known to be refused may have been answered and billed. */
export function outcomeOf(thrown: unknown): Outcome {
  return thrown instanceof GraphError ? thrown.outcome : 'unknown'
}
