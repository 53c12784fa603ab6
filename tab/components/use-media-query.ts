import { useCallback, useSyncExternalStore } from 'react'

/** Below this width: one pane, cards instead of tables, the tabs in a menu. */
export const NARROW = '(max-width: 640px)'

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
