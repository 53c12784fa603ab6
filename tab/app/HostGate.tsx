import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FullPage, FullPageWait } from '../components/FullPage.tsx'
import { HostSilent } from '../host/connect-host.ts'
import type { Host } from '../host/host.ts'
import { HostProvider } from '../host/use-host.ts'

interface HostGateProps {
  /** Undefined while no one knows; what was thrown when no one answered. */
  host: Host | HostSilent | undefined
  children: ReactNode
}

/** Nothing below it has to wonder where it is shown. */
export function HostGate({ host, children }: HostGateProps) {
  const { t } = useTranslation()
  if (!host) return <FullPageWait text={t('session.starting')} />
  if (!(host instanceof HostSilent)) return <HostProvider value={host}>{children}</HostProvider>
  return (
    <FullPage
      kind="error"
      title={t('session.silentTitle', { place: host.place ?? t('session.silentSomewhere') })}
      text={t('session.silentText')}
      hint={t('session.silentHint')}
      code="host-silent"
      action={{ label: t('action.retry'), onClick: () => window.location.reload() }}
      second={{ label: t('session.openWindow'), href: window.location.href }}
    />
  )
}
