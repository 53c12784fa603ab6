/** The window of `authentication.authenticate`: one at a time, answered once. */
export type PopupAnswer = [true, unknown] | [false, string]

const POLL_MS = 200

export class AuthenticationPopup {
  #window: Window | null = null
  #settle: ((answer: PopupAnswer) => void) | undefined

  is(source: Window): boolean {
    return this.#window === source
  }

  /**
   * Resolves when the page in it reports, or with `CancelledByUser` when it is closed. A page whose opener policy cuts
   * it off looks closed from here too, although the person still sees it.
   */
  open(address: string, width: number, height: number): Promise<PopupAnswer> {
    this.#settle?.([false, 'CancelledByUser'])
    const opened = window.open(address, '_blank', `popup,width=${width},height=${height}`)
    if (!opened) return Promise.resolve([false, 'FailedToOpenWindow'])
    this.#window = opened
    return new Promise((resolve) => {
      const watch = setInterval(() => {
        if (opened.closed) this.#settle?.([false, 'CancelledByUser'])
      }, POLL_MS)
      this.#settle = (answer) => {
        clearInterval(watch)
        this.#settle = undefined
        resolve(answer)
      }
    })
  }

  /** The page in the window has reported. */
  report(answer: PopupAnswer): void {
    this.#settle?.(answer)
  }
}
