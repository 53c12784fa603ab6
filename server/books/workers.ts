/**
 * Who is at work. A worker holds an advisory lock of the database while it lives, so that its death is a fact the
 * database knows and not a guess from silence: a process that was killed, or lost its session, is gone at once.
 *
 *   - `register` first, then reserve or claim: what belongs to a worker without a row is taken for left behind.
 *   - `live` prunes the rows of the dead; settle their reservations and claims right after it.
 */
export type Workers = {
  /** `onLost` is called once when the lock may be gone: what this worker does from then on, another may do too. */
  register(workerId: string, onLost: (cause: Error) => void): Promise<RegisteredWorker>
  live(): Promise<string[]>
  /**
   * How far the clock of a worker is ahead of Microsoft's, in milliseconds: of several, the furthest from it. As of the last
   * ten seconds; undefined where none knows, and on an embedded database, whose one process knows it itself.
   */
  worstLead(): Promise<number | undefined>
}

export type RegisteredWorker = {
  /** Ends the worker in good order. Calling it again, or after the loss, is success. */
  release(): Promise<void>
}
