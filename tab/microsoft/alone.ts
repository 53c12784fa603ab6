/** The browser's locks, as far as they are used here. */
type Locks = Pick<LockManager, 'request'>

/**
 * Runs `work` under a lock that all tabs and windows of this browser share, and tells it whether it is the only one. A
 * frame that may store nothing is refused locks as well (`SecurityError`), and old browsers have none: then nobody can
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
