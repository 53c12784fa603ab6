/** A screen without a browser: the tab's own routes, texts and cache over a server that answers what it is told to. */
import { FluentProvider, webLightTheme } from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import type { Me } from '../../../server/contract/index.ts'
import { SignedProvider } from '../../api/context.tsx'
import { browserHost } from '../../host/browser-host.ts'
import { HostProvider } from '../../host/use-host.ts'
import { i18n } from '../../i18n/index.ts'
import { createQueryClient } from '../query-client.ts'
import { AppRoutes } from '../routes.tsx'
import { type FakeServer, WHO } from './server.ts'

/** Draws what is at that address. */
export function show(address: string, { api }: FakeServer, me: Me): void {
  const client = createQueryClient()
  const { queries = {} } = client.getDefaultOptions()
  // What is asked again is asked at once.
  client.setDefaultOptions({ queries: { ...queries, retryDelay: 0 } })
  render(
    <I18nextProvider i18n={i18n}>
      <FluentProvider theme={webLightTheme}>
        <HostProvider value={browserHost('page')}>
          <QueryClientProvider client={client}>
            <SignedProvider value={{ api, me, who: WHO, signOut: undefined }}>
              <MemoryRouter initialEntries={[address]}>
                <AppRoutes />
              </MemoryRouter>
            </SignedProvider>
          </QueryClientProvider>
        </HostProvider>
      </FluentProvider>
    </I18nextProvider>,
  )
}
