/**
 * Tabster, which keeps the focus inside Fluent's dialogs, puts two sentinels around the page as soon as anything may
 * become modal, and leaves them there. They are hidden from assistive technology and yet stops of Tab: two stops that
 * nobody can perceive. What is modal has sentinels of its own, so those of the page need not be stops; Tabster itself
 * focuses them by script, which goes on.
 */
export function quietSentinels(body: HTMLElement): void {
  const known = new WeakSet<HTMLElement>()
  const quieten = () => {
    for (const it of body.querySelectorAll<HTMLElement>(':scope > [data-tabster-dummy]')) {
      if (it.tabIndex !== -1) it.tabIndex = -1
      if (known.has(it)) continue
      known.add(it)
      // Tabster makes one a stop again when it leads the focus out of the page.
      observer.observe(it, { attributeFilter: ['tabindex'] })
    }
  }
  const observer = new MutationObserver(quieten)
  // Only children of the page itself: that is where they come, and where they come again when something moved them.
  observer.observe(body, { childList: true })
}
