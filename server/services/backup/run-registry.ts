/** Runs this process is working on, so that cancel and shutdown reach them at once. */
import type { RunWork, StopCause } from './run-work.ts'

export type RunRegistry = {
  /** Does the work; a second call for the same run waits for the first, then does its own (it may find nothing left). */
  take(
    runId: string,
    work: (onStart: (handle: Pick<RunWork, 'stop'>) => void) => Promise<void>,
  ): Promise<void>
  stop(runId: string, cause: StopCause): void
  /** Stops all of them and waits until their pages under way are durable. */
  stopAll(cause: StopCause): Promise<void>
}

type Taken = { handle?: Pick<RunWork, 'stop'>; stopped?: StopCause; done: Promise<void> }

export function createRunRegistry(): RunRegistry {
  const taken = new Map<string, Taken>()

  function stop(runId: string, cause: StopCause): void {
    const entry = taken.get(runId)
    if (entry === undefined) return
    entry.stopped ??= cause
    entry.handle?.stop(cause)
  }

  return {
    take(runId, work) {
      const before = taken.get(runId)?.done ?? Promise.resolve()
      const entry: Taken = { done: before }
      const onStart = (handle: Pick<RunWork, 'stop'>) => {
        entry.handle = handle
        if (entry.stopped !== undefined) handle.stop(entry.stopped)
      }
      const own = before.catch(() => undefined).then(() => work(onStart))
      entry.done = own.finally(() => {
        if (taken.get(runId) === entry) taken.delete(runId)
      })
      taken.set(runId, entry)
      return entry.done
    },
    stop,
    async stopAll(cause) {
      for (const runId of taken.keys()) stop(runId, cause)
      await Promise.allSettled([...taken.values()].map(({ done }) => done))
    },
  }
}
