import { type RefObject, useEffect, useRef } from 'react'

/**
 * When one phase follows another, the focus goes to its heading: what was pressed is gone with the phase before. Anyone who
 * is busy elsewhere on the page is left there.
 */
export function useFollow<Root extends HTMLElement>(phase: string): RefObject<Root | null> {
  const root = useRef<Root>(null)
  const before = useRef(phase)
  useEffect(() => {
    if (before.current === phase) return
    before.current = phase
    const { activeElement, body } = document
    const isElsewhere = activeElement && activeElement !== body && !root.current?.contains(activeElement)
    const heading = root.current?.querySelector<HTMLElement>('h2')
    if (isElsewhere || !heading) return
    heading.tabIndex = -1
    heading.focus()
  }, [phase])
  return root
}
