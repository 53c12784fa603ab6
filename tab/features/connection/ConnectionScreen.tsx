import { useTranslation } from 'react-i18next'
import { useConnection } from '../../api/connection.ts'
import { useQuota } from '../../api/quota.ts'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { ConnectionPanel } from './ConnectionPanel.tsx'
import type { ConnectionParts } from './parts.ts'

export default function ConnectionScreen(parts: ConnectionParts) {
  const { t } = useTranslation()
  const connection = useConnection()
  const quota = useQuota()
  const both = {
    data: connection.data && quota.data && { connection: connection.data, quota: quota.data },
    error: connection.error ?? quota.error,
    isPending: !connection.isError && !quota.isError,
    refetch: () => Promise.all([connection.refetch(), quota.refetch()]),
  }
  return (
    <Page title={t('connection.title')} intro={t('connection.intro')}>
      {both.data ? (
        <ConnectionPanel connection={both.data.connection} quota={both.data.quota} {...parts} />
      ) : (
        <Panel>
          <StateView query={both} skeleton={<LinesSkeleton lines={12} what={t('connection.loading')} />}>
            {() => null}
          </StateView>
        </Panel>
      )}
    </Page>
  )
}
