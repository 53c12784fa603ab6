import type { Job as BossJob } from 'pg-boss'
import type { Job } from './queue.ts'

/** pg-boss hands out batches; ours have one job. A handler's error goes to the log and back to pg-boss, to try again. */
export function createHandler<T extends object>(
  handler: (job: Job<T>, signal: AbortSignal) => Promise<void>,
  stopping: AbortSignal,
  onError: (error: unknown) => void,
): (jobs: BossJob<T>[]) => Promise<void> {
  return async (jobs) => {
    for (const { id, data, signal } of jobs) {
      const ending = AbortSignal.any([signal, stopping])
      try {
        await handler({ id, data }, ending)
      } catch (error) {
        if (!ending.aborted) onError(error)
        throw error
      }
    }
  }
}
