/** Runs this process is working on, so that cancel and shutdown reach them at once. */
import type { RunWork, StopCause } from './run-work.ts'

type Handle = Pick<RunWork, 'stop'>

export type RunRegistry = {
  /** Does the work; undefined when this process is at work on the run already. */
  take(runId: string, work: (onStart: (handle: Handle) => void) => Promise<void>): Promise<void> | undefined
  stop(runId: string, cause: StopCause): void
}

export function createRunRegistry(): RunRegistry {
  const taken = new Map<string, { handle?: Handle; stopped?: StopCause }>()

  return {
    take(runId, work) {
      if (taken.has(runId)) return undefined
      const entry: { handle?: Handle; stopped?: StopCause } = {}
      taken.set(runId, entry)
      return work((handle) => {
        entry.handle = handle
        if (entry.stopped !== undefined) handle.stop(entry.stopped)
      }).finally(() => taken.delete(runId))
    },
    stop(runId, cause) {
      const entry = taken.get(runId)
      if (entry === undefined) return
      entry.stopped ??= cause
      entry.handle?.stop(cause)
    },
  }
}
