/** Which of the things that are thrown suspend a run instead of ending it or losing a person. */

import { toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import { MustWait, type Suspension } from '../../domain/suspension.ts'
import { type SystemFailure, systemFailureOf } from '../../domain/system-failure.ts'
import { stopMs } from '../../graph/limits/fenced.ts'
import type { GraphError } from '../../graph/wire/graph-error.ts'

/**
 * Undefined when it is not for waiting. A stop sign comes here only when it is longer than a request bears to wait
 * (graph/retrying.ts): an answer, if a refusal, so Microsoft 365 is not away.
 */
export function suspensionOf(thrown: unknown, now: Date): Suspension | undefined {
  if (thrown instanceof MustWait) {
    const { code, notice: cause, why, hint, wakeAt } = thrown
    return { code, notice: cause, detail: sentence(why), hint, wakeAt }
  }
  const leftMs = stopMs(thrown)
  if (leftMs > 0) return asked(new Date(now.getTime() + leftMs))
  const failure = systemFailureOf(thrown)
  return failure?.passes ? shortage(failure, new Date(now.getTime() + LOOK_AGAIN_MS)) : undefined
}

const LOOK_AGAIN_MS = 60_000
/** A page that is read before it turns out that nothing has changed is paid for and lost. */
const LONGEST_MS = 30 * 60_000

/** Our own storage has no room, or the database no means: pages are kept nowhere until it has. */
function shortage({ code, why, hint }: SystemFailure, wakeAt: Date): Suspension {
  const detail = `${sentence(why)} Messages already read are kept.`
  return { code, notice: notice(code), detail, hint, wakeAt, isShortage: true }
}

/** The same shortage again: the run waits twice as long as before. `waits`: how often in a row it has waited for it. */
export function waitAgain(suspension: Suspension, waits: number): Suspension {
  const lateMs = Math.min(LOOK_AGAIN_MS * 2 ** (waits - 1), LONGEST_MS) - LOOK_AGAIN_MS
  return { ...suspension, wakeAt: new Date(suspension.wakeAt.getTime() + lateMs) }
}

function sentence(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`
}

export const ASKED_TO_WAIT: GraphError['code'] = 'microsoft-asks-to-wait'

function asked(wakeAt: Date): Suspension {
  return {
    code: ASKED_TO_WAIT,
    notice: notice('microsoft-asks-to-wait-until', { until: { instant: toInstant(wakeAt) } }),
    // Until when, `resumesAt` says: an instant in a sentence is in one reader's format alone.
    detail: 'Microsoft 365 asked Chatvault to send nothing for a while. Messages already read are kept.',
    hint: 'You don’t need to do anything. The backup continues automatically after that.',
    wakeAt,
  }
}
