import { FluentProvider } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { BrowserRouter } from 'react-router'
import { CrashGuard } from '../components/CrashGuard.tsx'
import { i18n } from '../i18n/index.ts'
import { useDirection } from '../i18n/use-locale.ts'
import { useTheme } from '../theme/use-theme.ts'
import { createQueryClient } from './query-client.ts'
import { AppRoutes } from './routes.tsx'
import { Shell } from './Shell.tsx'
import { SignInGate } from './SignInGate.tsx'

/** Everything the tab stands in, around its routes. */
export function App() {
  const [client] = useState(createQueryClient)
  return (
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={useTheme()} dir={useDirection()}>
        <CrashGuard>
          <QueryClientProvider client={client}>
            <SignInGate>
              <BrowserRouter>
                <Shell>
                  <AppRoutes />
                </Shell>
              </BrowserRouter>
            </SignInGate>
          </QueryClientProvider>
        </CrashGuard>
      </FluentProvider>
    </I18nextProvider>
  )
}
