/** Which of the things that are thrown suspend a run instead of ending it or losing a person. */
import { MustWait, type Suspension } from '../../domain/suspension.ts'
import { stopMs } from '../../graph/fenced.ts'
import type { GraphError } from '../../graph/graph-error.ts'

/**
 * Undefined when it is not for waiting. A stop sign comes here only when it is longer than a request bears to wait
 * (graph/retrying.ts): an answer, if a refusal, so Microsoft 365 is not away.
 */
export function suspensionOf(thrown: unknown, now: Date): Suspension | undefined {
  if (thrown instanceof MustWait) {
    const { code, why, hint, wakeAt } = thrown
    return { code, detail: `${why.charAt(0).toUpperCase()}${why.slice(1)}.`, hint, wakeAt }
  }
  const leftMs = stopMs(thrown)
  return leftMs > 0 ? asked(new Date(now.getTime() + leftMs)) : undefined
}

export const ASKED_TO_WAIT: GraphError['code'] = 'microsoft-asks-to-wait'

function asked(wakeAt: Date): Suspension {
  return {
    code: ASKED_TO_WAIT,
    detail: `Microsoft 365 asked Chatvault to send nothing until ${minuteOf(wakeAt)}. What was read is kept.`,
    hint: 'Nothing to do: the backup goes on by itself then.',
    wakeAt,
  }
}

/** `2026-11-28 20:15 (UTC)`, the minute in which it is over. */
function minuteOf(at: Date): string {
  const [day, time] = new Date(Math.ceil(at.getTime() / 60_000) * 60_000).toISOString().split('T')
  return `${day} ${time?.slice(0, 5)} (UTC)`
}
