import { useEffect, useState } from 'react'

/** Where the browser cannot tell when it is idle, it is taken for idle after this. */
const SOON_MS = 200

/** False until the browser has drawn what there is and has nothing else to do. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const now = () => setIdle(true)
    if (!window.requestIdleCallback) {
      const timer = setTimeout(now, SOON_MS)
      return () => clearTimeout(timer)
    }
    const asked = window.requestIdleCallback(now, { timeout: 2000 })
    return () => window.cancelIdleCallback(asked)
  }, [])
  return idle
}
