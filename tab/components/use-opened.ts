import { useState } from 'react'

/** Whether something has been open before: from then on it remains mounted, so that it can close as it opened. */
export function useOpened(open: boolean): boolean {
  const [opened, setOpened] = useState(open)
  if (open && !opened) setOpened(true)
  return opened
}
