import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../server/contract/index.ts'
import type { SignedIn } from '../auth/token-source.ts'
import { isMicrosoft } from '../host/host.ts'
import { useHost } from '../host/use-host.ts'

/** Who, where and which app: what an admin needs to find, as far as it is known. */
export type AdminWords = {
  name: string
  tenant: string
  app: string
  /** What manifest and registration must both say. */
  resource: string
}

export function useAdminWords(config: () => Promise<SignInConfig>, signedIn?: SignedIn): AdminWords {
  const { t } = useTranslation()
  const host = useHost()
  const { data } = useQuery({
    queryKey: ['config'],
    queryFn: config,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const who = signedIn ?? (isMicrosoft(host) ? host.person : undefined)
  return {
    name: who?.username || who?.name || t('session.unknownPerson'),
    tenant: who?.tenantId ?? t('session.unknownTenant'),
    app: data?.clientId ?? t('app.name'),
    resource: data?.scopes[0]?.replace(/\/[^/]+$/, '') ?? `api://${window.location.host}`,
  }
}
