import { createContext, useContext } from 'react'
import type { Host } from './host.ts'

const Context = createContext<Host | undefined>(undefined)

export const HostProvider = Context.Provider

/** Where the tab is shown. Only below `HostGate`: before it no one knows. */
export function useHost(): Host {
  const host = useContext(Context)
  if (!host) throw new Error('Only inside HostGate: the host is not known yet.')
  return host
}
