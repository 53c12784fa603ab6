/**
 * Asks again when waiting may help: exponential backoff with full jitter (AWS Architecture Blog, "Exponential Backoff and
 * Jitter"), a few times, within a budget of time. What was refused for good, the month's limit and an abort pass through.
 *
 * A stop sign (429 or 503 with `Retry-After`) needs no waiting here, since the fence inside holds the next attempt, and
 * does not count as an attempt: it costs nothing, and others who share the limit may take every turn for a while. Only the
 * budget of time ends that, at once when the sign lasts longer. After a 401 the wire
 * has forgotten its token, so the request is sent once more, at once.
 */
import type { Clock } from '../domain/clock.ts'
import { MustWait } from '../domain/suspension.ts'
import { VaultError } from '../domain/vault-error.ts'
import { type Around, around } from './around.ts'
import type { GraphCalls } from './calls.ts'
import { stopMs } from './limits/fenced.ts'
import { GraphError } from './wire/graph-error.ts'

export type RetryOptions = {
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  /** Attempts in all; 1 asks again only after a 401 (new token) or a stop sign, neither of which costs. */
  readonly attempts?: number
  /** No attempt begins later than this after the first. */
  readonly budgetMs?: number
  /** Which failures a repetition may heal, and can't make worse; whatever waiting heals when left out. */
  readonly heals?: (error: unknown) => error is VaultError
  readonly onRetry?: (error: VaultError, attempt: number, delayMs: number) => void
}

/** With 20 % of requests failing, one page in 16,000 is given up. */
export const ATTEMPTS = 6
/** Longer than the longest Retry-After we have seen documented, shorter than a job's patience. */
export const BUDGET_MS = 10 * 60_000
const FIRST_BACKOFF_MS = 500
const LONGEST_BACKOFF_MS = 30_000

export function retryingGraph(inner: GraphCalls, options: RetryOptions): GraphCalls {
  return around(inner, retrying(options))
}

export function retrying(options: RetryOptions): Around {
  const { clock, random, attempts = ATTEMPTS, budgetMs = BUDGET_MS, onRetry, heals = mayHeal } = options

  async function repeat<T>(send: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const startedAt = clock.now().getTime()
    let attempt = 1
    for (;;) {
      try {
        return await withNewToken(send)
      } catch (error) {
        const stoppedMs = stopMs(error)
        if (signal?.aborted || !heals(error) || (stoppedMs === 0 && attempt >= attempts)) throw error
        const delayMs = stoppedMs > 0 ? 0 : backoffMs(error, attempt, random)
        if (clock.now().getTime() - startedAt + Math.max(delayMs, stoppedMs) > budgetMs) throw error
        onRetry?.(error, attempt, delayMs)
        if (delayMs > 0) await clock.wait(delayMs, signal)
        if (stoppedMs === 0) attempt += 1
      }
    }
  }

  return (_lane, send, signal) => repeat(send, signal)
}

async function withNewToken<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof GraphError && error.httpStatus === 401) return await send()
    throw error
  }
}

export function mayHeal(error: unknown): error is VaultError {
  return error instanceof VaultError && error.retry !== 'never' && !(error instanceof MustWait)
}

function backoffMs(error: VaultError, attempt: number, random: () => number): number {
  const asked = error instanceof GraphError ? (error.retryAfterMs ?? 0) : 0
  const jitter = Math.floor(random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt))
  return Math.max(asked, jitter)
}
