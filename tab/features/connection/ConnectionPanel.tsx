import { makeStyles } from '@fluentui/react-components'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import type { Connection, Quota } from '../../../server/http/contract.ts'
import { Panel } from '../../components/Panel.tsx'
import { AppFields } from './AppFields.tsx'
import { ConnectionHead } from './ConnectionHead.tsx'
import { ConsentPart } from './ConsentPart.tsx'
import { LimitFields } from './LimitFields.tsx'
import { Outcome } from './Outcome.tsx'
import { SaveBar } from './SaveBar.tsx'
import { TestFields } from './TestFields.tsx'
import { UnlimitedDialog } from './UnlimitedDialog.tsx'
import { useConnectionForm } from './use-connection-form.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
})

/** The whole panel: status, app registration, limit and usage, acknowledgement, test. */
export function ConnectionPanel({ connection, quota }: { connection: Connection; quota: Quota }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const control = useConnectionForm(connection, quota)
  useScrollToHash()
  return (
    <form className={styles.stack} noValidate onSubmit={control.submit} aria-label={t('connection.title')}>
      <ConnectionHead connection={connection} control={control} />
      <Panel title={t('connection.form.section')}>
        <AppFields connection={connection} control={control} />
      </Panel>
      <ConsentPart connection={connection} control={control} />
      <Panel title={t('connection.form.limitSection')}>
        <LimitFields quota={quota} control={control} />
      </Panel>
      <Panel title={t('connection.form.testSection')}>
        <TestFields connection={connection} control={control} />
        <SaveBar control={control} />
        <Outcome connection={connection} control={control} />
      </Panel>
      <UnlimitedDialog control={control} quota={quota} />
    </form>
  )
}

/** `/connection#limit` is the exact place a "raise the limit" button leads to. */
function useScrollToHash() {
  const { hash } = useLocation()
  useEffect(() => {
    if (!hash) return
    const target = document.getElementById(hash.slice(1))
    target?.scrollIntoView({ block: 'center' })
    target?.focus({ preventScroll: true })
  }, [hash])
}
