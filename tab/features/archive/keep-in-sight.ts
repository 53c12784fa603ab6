/** After so many frames in sight the rows around what has just got the focus have been measured, however slow a frame is. */
const MEASURED_FRAMES = 24
/** A list that never comes to rest is let go after these. */
const MOST_FRAMES = 120

/** What a reader scrolls by: wheel, finger, the scroll bar, a key. */
const SCROLLED_BY = ['wheel', 'touchmove', 'pointerdown', 'keydown']

/**
 * The browser scrolls to what gets the focus; then the rows around it are measured for the first time, and it moves away
 * again. So it is brought back into sight until that is over, or until the reader scrolls: frames can be slow, and no one
 * is to be pulled back.
 */
export function keepInSight(target: Element, scroller: Element | null): void {
  if (!scroller) return
  let [left, most] = [MEASURED_FRAMES, MOST_FRAMES]
  const over = new AbortController()
  for (const event of SCROLLED_BY)
    scroller.addEventListener(event, () => over.abort(), { passive: true, signal: over.signal })
  const look = () => {
    if (over.signal.aborted) return
    if (target !== document.activeElement) {
      over.abort()
      return
    }
    const [it, frame] = [target.getBoundingClientRect(), scroller.getBoundingClientRect()]
    if (it.bottom <= frame.top || it.top >= frame.bottom) {
      target.scrollIntoView({ block: 'nearest' })
      left = MEASURED_FRAMES
    }
    left -= 1
    most -= 1
    if (left > 0 && most > 0) requestAnimationFrame(look)
    else over.abort()
  }
  requestAnimationFrame(look)
}
