/** How long a call is repeated after a failure that passes. */
import { MicrosoftRefusal } from './refusal.ts'

/** What is being waited for. `replication`: Microsoft has not spread what was made a moment ago. */
export interface Wait {
  why: 'replication' | 'busy'
  waitedMs: number
  upToMs: number
}

export interface Patience {
  pause(ms: number): Promise<void>
  /** Undefined: the waiting is over. */
  onWait(wait: Wait | undefined): void
}

/** An answer that counts, or one that may be another one soon. */
export type Attempt<T> =
  | { value: T }
  | {
      again: 'replication' | 'busy'
      afterMs?: number | undefined
      otherwise: MicrosoftRefusal | { value: T }
    }

/** Microsoft: changes to the directory may take up to two minutes to be seen everywhere. */
export const REPLICATION_MS = 120_000
const BUSY_MS = 120_000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 10_000

export async function patiently<T>(
  { pause, onWait }: Patience,
  attempt: () => Promise<Attempt<T>>,
): Promise<T> {
  const waited = { replication: 0, busy: 0 }
  const upTo = { replication: REPLICATION_MS, busy: BUSY_MS }
  try {
    for (let round = 0; ; round++) {
      const answer = await attempt()
      if ('value' in answer) return answer.value
      const { again: why, afterMs, otherwise } = answer
      const pauseMs = afterMs ?? Math.min(FIRST_PAUSE_MS * 2 ** round, LONGEST_PAUSE_MS)
      const leftMs = upTo[why] - waited[why]
      // Asked to wait for longer than we would: the answer is known now.
      if (leftMs <= 0 || (afterMs ?? 0) > leftMs) {
        if (otherwise instanceof MicrosoftRefusal) throw otherwise.as(why)
        return otherwise.value
      }
      onWait({ why, waitedMs: waited[why], upToMs: upTo[why] })
      await pause(pauseMs)
      waited[why] += pauseMs
    }
  } finally {
    onWait(undefined)
  }
}

/** Seconds, as Microsoft writes it; undefined when there is none. */
export function retryAfterMs(headers: Headers | undefined): number | undefined {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN)
  return seconds > 0 ? seconds * 1000 : undefined
}
