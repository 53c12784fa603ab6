/** The browser's locks, as far as they are used here. */
type Locks = Pick<LockManager, 'request'>

/**
 * Runs `work` under a lock that all tabs and windows of this browser share, and tells it whether it is the only one. A
 * frame that may store nothing is refused locks as well (`SecurityError`), and old browsers have none: then no one can
 * know, and `work` begins as the only one. That is safe: every step looks for what it would make.
 */
export async function aloneInBrowser(
  locks: () => Locks | undefined,
  name: string,
  work: (isAlone: boolean) => void | Promise<void>,
): Promise<void> {
  let isBegun = false
  const begin = (isAlone: boolean) => {
    isBegun = true
    return work(isAlone)
  }
  try {
    const known = locks()
    if (known) return await known.request(name, { ifAvailable: true }, (lock) => begin(lock !== null))
  } catch (error) {
    if (isBegun) throw error
  }
  await begin(true)
}

/** One click at a time in this tab, and one tab of this browser at a time. */
export class Turns {
  readonly #locks: () => Locks | undefined
  readonly #name: string
  #last: Promise<void> = Promise.resolve()
  #isEntering = false

  constructor(locks: () => Locks | undefined, name: string) {
    this.#locks = locks
    this.#name = name
  }

  /** The turn that was taken last: another one is another promise. */
  get last(): Promise<void> {
    return this.#last
  }

  /** Does nothing while someone else is at the door; else `work` hears whether it is the only one. */
  async take(work: (isAlone: boolean) => void | Promise<void>): Promise<void> {
    if (this.#isEntering) return
    this.#isEntering = true
    // The browser lets go of its lock a moment after the end of the turn before.
    await this.#last.catch(() => undefined)
    this.#last = aloneInBrowser(this.#locks, this.#name, (isAlone) => {
      this.#isEntering = false
      return work(isAlone)
    })
    await this.#last
  }
}
