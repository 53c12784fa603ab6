import { makeStyles, Subtitle1 } from '@fluentui/react-components'
import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import type { Connection, Quota } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { AppFields } from './AppFields.tsx'
import { ConnectionFacts } from './ConnectionFacts.tsx'
import { ConnectionHead, HeadButtons } from './ConnectionHead.tsx'
import { ConsentPart, ConsentShown } from './ConsentPart.tsx'
import { CredentialPanel } from './CredentialPanel.tsx'
import { HealthPanel } from './HealthPanel.tsx'
import { LimitFields } from './LimitFields.tsx'
import { Outcome } from './Outcome.tsx'
import type { ConnectionParts } from './parts.ts'
import { SaveBar } from './SaveBar.tsx'
import { SetupLead } from './SetupLead.tsx'
import { StrategyPanel } from './StrategyPanel.tsx'
import { TestFields } from './TestFields.tsx'
import { UnlimitedDialog } from './UnlimitedDialog.tsx'
import { useConnectionForm } from './use-connection-form.ts'
import { useLook } from './use-look.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  values: { margin: '8px 0 0', scrollMarginTop: '72px', outlineStyle: 'none' },
})

interface ConnectionPanelProps extends ConnectionParts {
  connection: Connection
  quota: Quota
}

/** What may be changed is a form; who may not change it reads the same as facts. */
export function ConnectionPanel(props: ConnectionPanelProps) {
  const { connection, quota } = props
  const whyNot = useWhyNot('connection.save')
  useScrollToHash()
  if (whyNot === undefined) return <ConnectionToChange {...props} />
  return <ConnectionToRead connection={connection} quota={quota} whyNot={whyNot} />
}

function ConnectionToRead(props: Pick<ConnectionPanelProps, 'connection' | 'quota'> & { whyNot: string }) {
  const styles = useStyles()
  const { connection } = props
  const look = useLook()
  return (
    <div className={styles.stack}>
      <ConnectionHead connection={connection} />
      {connection.status !== 'none' && <HealthPanel look={look} />}
      {connection.credential && (
        <CredentialPanel connection={connection} credential={connection.credential} />
      )}
      <ConnectionFacts {...props} />
      {connection.status !== 'none' && <StrategyPanel />}
      {connection.applicationId && <ConsentShown applicationId={connection.applicationId} />}
    </div>
  )
}

/** The whole panel: status, health, credential, app registration, limit and usage, acknowledgement, test. */
function ConnectionToChange({ connection, quota, ...parts }: ConnectionPanelProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const control = useConnectionForm(connection, quota)
  const look = useLook()
  const { credential } = connection
  const connected = connection.status !== 'none'
  return (
    <div className={styles.stack}>
      <Suspense fallback={null}>{parts.setupNotice}</Suspense>
      {connected ? (
        <>
          <ConnectionHead connection={connection}>
            <HeadButtons connection={connection} control={control} look={look} />
          </ConnectionHead>
          <HealthPanel look={look} />
          {credential && (
            <CredentialPanel
              connection={connection}
              credential={credential}
              automatic={parts.automaticReplacement}
            />
          )}
        </>
      ) : (
        <SetupLead />
      )}
      <form className={styles.stack} noValidate onSubmit={control.submit} aria-label={t('connection.title')}>
        {!connected && (
          <>
            <Subtitle1 as="h2" id="values" tabIndex={-1} className={styles.values}>
              {t('connection.setup.values')}
            </Subtitle1>
            <ConnectionHead connection={connection} />
          </>
        )}
        <Panel title={t('connection.form.section')}>
          <AppFields connection={connection} control={control} />
        </Panel>
        <ConsentPart connection={connection} control={control} onTest={look.start} />
        <Panel title={t('connection.form.limitSection')}>
          <LimitFields quota={quota} control={control} works={connection.status === 'active'} />
        </Panel>
        <Panel title={t('connection.form.testSection')}>
          <TestFields connection={connection} quota={quota} control={control} />
          <SaveBar control={control} connected={connected} />
          <Outcome control={control} />
        </Panel>
        <UnlimitedDialog control={control} quota={quota} />
      </form>
      {connected ? <StrategyPanel /> : <Suspense fallback={null}>{parts.removal}</Suspense>}
    </div>
  )
}

/** `/connection#limit` is the exact place a "raise the limit" button leads to; pressed again, it leads there again. */
function useScrollToHash() {
  const location = useLocation()
  useEffect(() => {
    const { hash } = location
    if (!hash) return
    const target = document.getElementById(hash.slice(1))
    target?.scrollIntoView({ block: 'center' })
    target?.focus({ preventScroll: true })
  }, [location])
}
