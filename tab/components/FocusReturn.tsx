import { useEffect, useRef } from 'react'

/**
 * Stands in what covers the screen, a dialog or a drawer, and gives the focus back to what had it before. When that is
 * gone, or the focus is somewhere else by then, it is left there.
 */
export function FocusReturn() {
  const opener = useRef<Element>(null)
  useEffect(() => {
    opener.current ??= document.activeElement
    return () => {
      const { activeElement, body } = document
      const before = opener.current
      if (activeElement === body && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return null
}
