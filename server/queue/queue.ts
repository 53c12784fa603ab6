/**
 * Jobs that outlive a request and a crash, on pg-boss over the same database.
 *
 *   - A job enqueued inside a transaction exists when the transaction commits, and never when it does not.
 *   - A job whose worker died, or whose handler threw, is handed out again; after a throw a little later each time.
 *   - `singletonKey`: the queue's `repeat` decides about jobs of one key. `once`: one waits or runs. `after`: one waits and one
 *     runs, so a request during a job is handled after it, and ten requests count as one.
 *   - A job may run for a day; then its signal is aborted and it is handed out again.
 */
import type { Session } from '../database/database.ts'

export type Job<T> = { readonly id: string; readonly data: T }

/** How jobs of one key may follow each other. */
export type Repeat = 'once' | 'after'

export type EnqueueOptions = {
  readonly singletonKey?: string
  readonly startAfterSeconds?: number
  /** The transaction the job belongs to. */
  readonly within?: Session
}

export type Queue = {
  /** False when a job of the same `singletonKey` represents this one already (`Repeat`). */
  enqueue<T extends object>(name: string, data: T, options?: EnqueueOptions): Promise<boolean>
  /**
   * One job at a time per `concurrency`. The signal is aborted at shutdown; the handler then ends soon, and throws when
   * there is work left: only a job whose handler returned is done.
   */
  work<T extends object>(
    name: string,
    options: { concurrency: number },
    handler: (job: Job<T>, signal: AbortSignal) => Promise<void>,
  ): Promise<void>
  /** Whether a job is due that could run now, had it a worker: one whose key is running waits for that, not for a worker. */
  isWaiting(name: string): Promise<boolean>
  /** Takes no more jobs, aborts the signals, waits for handlers up to `graceMs`. Calling it again is success. */
  stop(graceMs: number): Promise<void>
}
