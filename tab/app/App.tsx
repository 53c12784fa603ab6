import { FluentProvider } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { CrashGuard } from '../components/CrashGuard.tsx'
import { Toasts } from '../components/Toasts.tsx'
import { HostSilent } from '../host/connect-host.ts'
import type { Host } from '../host/host.ts'
import { i18n } from '../i18n/index.ts'
import { useLocale } from '../i18n/use-locale.ts'
import { useTheme } from '../theme/use-theme.ts'
import type { Arrival } from './arrival.ts'
import { HostGate } from './HostGate.tsx'
import { HostRouter } from './HostRouter.tsx'
import { createQueryClient } from './query-client.ts'
import { AppRoutes } from './routes.tsx'
import { Shell } from './Shell.tsx'
import { SignInGate } from './SignInGate.tsx'

/** Everything the tab stands in, around its routes. */
export function App({ arrival }: { arrival: Arrival }) {
  const [client] = useState(createQueryClient)
  const host = useArrival(arrival)
  const theme = useTheme(host instanceof HostSilent ? undefined : host)
  return (
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={theme} dir={useLocale().direction}>
        <CrashGuard>
          <HostGate host={host}>
            <QueryClientProvider client={client}>
              <SignInGate config={arrival.config}>
                <HostRouter config={arrival.config}>
                  <Shell>
                    <AppRoutes />
                  </Shell>
                  <Toasts />
                </HostRouter>
              </SignInGate>
            </QueryClientProvider>
          </HostGate>
        </CrashGuard>
      </FluentProvider>
    </I18nextProvider>
  )
}

function useArrival(arrival: Arrival): Host | HostSilent | undefined {
  const [host, setHost] = useState<Host | HostSilent>()
  useEffect(() => {
    arrival.host.then(setHost, (error: unknown) =>
      setHost(error instanceof HostSilent ? error : new HostSilent(undefined)),
    )
  }, [arrival])
  return host
}
