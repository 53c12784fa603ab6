/** What jsdom leaves out of a browser, as far as a screen looks at it: nothing moves, and everything has room. */

class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): never[] {
    return []
  }
}

export function completeBrowser(): void {
  Object.assign(globalThis, { ResizeObserver: Observer, IntersectionObserver: Observer })
  const query = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }
  Object.assign(window, { matchMedia: () => query, scrollTo: () => undefined })
  Object.assign(Element.prototype, { scrollIntoView: () => undefined })
  // Lists draw the rows there is room for.
  for (const side of ['offsetHeight', 'offsetWidth', 'clientHeight', 'clientWidth'])
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => 600 })
}
