/**
 * Jobs that outlive a request and a crash, on pg-boss over the same database.
 *
 *   - A job enqueued inside a transaction exists when the transaction commits.
 *   - A job whose worker died is handed out again.
 *   - `singletonKey`: at most one job of that key waits or runs.
 */
export type Job<T> = { readonly id: string; readonly data: T }

export type Queue = {
  enqueue<T extends object>(
    name: string,
    data: T,
    options?: { singletonKey?: string; startAfterSeconds?: number },
  ): Promise<void>
  /** One job at a time per `concurrency`. The signal is aborted at shutdown; the handler then ends soon. */
  work<T extends object>(
    name: string,
    options: { concurrency: number },
    handler: (job: Job<T>, signal: AbortSignal) => Promise<void>,
  ): Promise<void>
  stop(graceMs: number): Promise<void>
}
