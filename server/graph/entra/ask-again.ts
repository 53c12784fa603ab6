/**
 * Entra spreads a change over its servers for seconds, at times a minute or two: until then one of them answers as if
 * nothing had been changed (facts: eventual consistency of registrations, grants and secrets). Such answers are asked
 * for again, less and less often, as long as the caller is willing to wait.
 */
import type { Clock } from '../../domain/clock.ts'

export type AskAgain<T> = {
  readonly ask: () => Promise<T>
  /** Whether waiting may change the answer. */
  readonly again: (answer: T) => boolean
  readonly clock: Clock
  /** No question is asked later than this. */
  readonly until: Date
  /** Called before each wait. */
  readonly onWait?: (answer: T) => void
  readonly signal?: AbortSignal | undefined
}

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 8000

/** The first final answer, or the last one when time is up. */
export async function askAgain<T>({ ask, again, clock, until, onWait, signal }: AskAgain<T>): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    signal?.throwIfAborted()
    const answer = await ask()
    const leftMs = until.getTime() - clock.now().getTime()
    if (!again(answer) || leftMs <= 0) return answer
    onWait?.(answer)
    await clock.wait(Math.min(waitMs, leftMs), signal)
  }
}
