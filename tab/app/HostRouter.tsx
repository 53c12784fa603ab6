import { type ReactNode, useEffect, useState } from 'react'
import { BrowserRouter, useNavigate } from 'react-router'
import type { SignInConfig } from '../../server/contract/index.ts'
import { type TeamsApp, TeamsAppProvider } from '../components/teams-app.ts'
import type { Host } from '../host/host.ts'
import { useHost } from '../host/use-host.ts'
import { addressOf } from '../links/links.ts'

interface HostRouterProps {
  config: () => Promise<SignInConfig>
  children: ReactNode
}

/** The router, which also goes where the host says: at the start, while the tab is open, and back. */
export function HostRouter({ config, children }: HostRouterProps) {
  const host = useHost()
  // Before the router looks at the address, so that no other page is drawn first.
  useState(() => beginAtLink(host, window.history, window.location.pathname))
  return (
    <TeamsAppProvider value={useTeamsApp(config)}>
      <BrowserRouter>
        <HostNavigation />
        {children}
      </BrowserRouter>
    </TeamsAppProvider>
  )
}

/**
 * A host opens the tab at its one address and names the page a link asks for beside it. A page that was loaded again
 * remains where the person has gone since: the router has marked its entry.
 */
export function beginAtLink(
  { subPageId }: Pick<Host, 'subPageId'>,
  history: Pick<History, 'state' | 'replaceState'>,
  pathname: string,
): void {
  const address = subPageId && addressOf(subPageId)
  if (address && pathname === '/' && entryOf(history) === undefined) history.replaceState(null, '', address)
}

function HostNavigation() {
  const host = useHost()
  const navigate = useNavigate()
  useEffect(
    () =>
      host.onSubPage((subPageId) => {
        const address = addressOf(subPageId)
        const { pathname, search } = window.location
        // To where the person is already leads no step on.
        if (address) void navigate(address, { replace: address === pathname + search })
      }),
    [host, navigate],
  )
  useEffect(
    () =>
      host.onBack(() => {
        if (!canGoBack(window.history)) return false
        void navigate(-1)
        return true
      }),
    [host, navigate],
  )
  return null
}

/** Whether the entry before this one is the tab's too, and not what was in the frame before it. */
export function canGoBack(history: Pick<History, 'state'>): boolean {
  return (entryOf(history) ?? 0) > 0
}

/** The router numbers its entries from 0 in their state. */
function entryOf({ state }: Pick<History, 'state'>): number | undefined {
  const index: unknown = (state as { idx?: unknown } | null)?.idx
  return typeof index === 'number' ? index : undefined
}

function useTeamsApp(config: () => Promise<SignInConfig>): TeamsApp | undefined {
  const [app, setApp] = useState<TeamsApp>()
  useEffect(() => {
    config().then(
      ({ teamsAppId: appId, teamsUrl: url }) => setApp(appId && url ? { appId, url } : undefined),
      // Without it a link opens in a browser, which is well.
      () => undefined,
    )
  }, [config])
  return app
}
