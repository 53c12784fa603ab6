/** A surface that keeps the focus, or hands it on at its end: Tabster needs the page's sentinels for these. */
const OPEN = '[role="menu"], [data-tabster*="modalizer"]'
const SENTINELS = ':scope > [data-tabster-dummy]'

/**
 * Tabster, which keeps the focus inside Fluent's dialogs and menus, puts two sentinels around the page as soon as
 * anything on it may open one, and leaves them there: hidden from assistive technology and yet stops of Tab, which no one
 * can perceive. They are stops only while something is open; otherwise Tab goes through the page as the browser does it.
 */
export function quietSentinels(body: HTMLElement): void {
  const known = new WeakSet<HTMLElement>()
  const settle = () => {
    const tabIndex = body.querySelector(OPEN) ? 0 : -1
    for (const it of body.querySelectorAll<HTMLElement>(SENTINELS)) {
      if (it.tabIndex !== tabIndex) it.tabIndex = tabIndex
      if (known.has(it)) continue
      known.add(it)
      // Tabster makes one a stop again when it leads the focus out of the page.
      observer.observe(it, { attributeFilter: ['tabindex'] })
    }
  }
  // Not at once: Tab, which closes a menu, must have had its effect first.
  const observer = new MutationObserver(() => setTimeout(settle))
  // What opens hangs below the page's own root, and so do the sentinels.
  observer.observe(body, { childList: true })
}
