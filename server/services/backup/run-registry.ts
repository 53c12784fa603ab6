/** Runs this process is working on, so that cancel and shutdown reach them at once. */
import type { RunWork, StopCause } from './run-work.ts'

export type RunRegistry = {
  /** Does the work; a second call for the same run waits for the first, then does its own (it may find nothing left). */
  take(
    runId: string,
    work: (onStart: (handle: Pick<RunWork, 'stop'>) => void) => Promise<void>,
  ): Promise<void>
  stop(runId: string, cause: StopCause): void
}

type Taken = { handle?: Pick<RunWork, 'stop'>; stopped?: StopCause; done: Promise<void> }

export function createRunRegistry(): RunRegistry {
  /** In the order they were taken: the first works, the others wait for it. */
  const taken = new Map<string, Taken[]>()

  return {
    take(runId, work) {
      const line = taken.get(runId) ?? []
      const before = line.at(-1)?.done ?? Promise.resolve()
      const entry: Taken = { done: before }
      const onStart = (handle: Pick<RunWork, 'stop'>) => {
        entry.handle = handle
        if (entry.stopped !== undefined) handle.stop(entry.stopped)
      }
      const own = before.catch(() => undefined).then(() => work(onStart))
      entry.done = own.finally(() => leave(taken, runId, entry))
      taken.set(runId, [...line, entry])
      return entry.done
    },
    stop(runId, cause) {
      for (const entry of taken.get(runId) ?? []) {
        entry.stopped ??= cause
        entry.handle?.stop(cause)
      }
    },
  }
}

function leave(taken: Map<string, Taken[]>, runId: string, entry: Taken): void {
  const left = (taken.get(runId) ?? []).filter((one) => one !== entry)
  if (left.length === 0) taken.delete(runId)
  else taken.set(runId, left)
}
