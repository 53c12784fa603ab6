import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Onboarding, SignInConfig } from '../../../server/http/contract.ts'
import { useOnboarding } from '../../api/onboarding.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { GRAPH_SCOPES } from '../../microsoft/scopes.ts'
import { CreatedList, removable } from './CreatedList.tsx'
import { undoJob } from './jobs.ts'
import { Lending } from './Lending.tsx'
import { useAutomatic } from './use-automatic.ts'
import { WorkPanel } from './WorkPanel.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

/** After a disconnect: deletes at Microsoft what the setup made, with a list of it before. */
export default function RemoveRegistration() {
  const onboarding = useOnboarding().data
  const config = useSignInConfig()
  const [first, setFirst] = useState<Onboarding>()
  // What is listed stays listed while it goes away, one by one.
  if (onboarding && !first) setFirst(onboarding)
  if (!first || !config) return null
  return <Removal onboarding={first} config={config} />
}

function Removal({ onboarding, config }: { onboarding: Onboarding; config: SignInConfig }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [asking, setAsking] = useState(false)
  const created = removable(onboarding.created)
  const billing = created.some(({ kind }) => kind === 'billing-account')
  const { automatic, work } = useAutomatic({
    ...{ name: billing ? 'remove-with-billing' : 'remove', config },
    ...{ graphScopes: GRAPH_SCOPES, azure: billing },
  })
  if (created.length === 0) return null
  const { phase } = work
  const start = () => {
    setAsking(false)
    void automatic.start(undoJob(created, onboarding.applicationId, 'remove'))
  }
  return (
    <div className={styles.stack}>
      <Text weight="semibold">{t('automatic.remove.title')}</Text>
      {phase === 'done' ? (
        <MessageBar intent="success" layout="multiline" role="status">
          <MessageBarBody className={styles.body}>
            <MessageBarTitle>{t('automatic.remove.doneTitle')}</MessageBarTitle>{' '}
            {t('automatic.remove.doneText')}
          </MessageBarBody>
        </MessageBar>
      ) : (
        <>
          <Text>{t('automatic.remove.text')}</Text>
          <CreatedList created={created} label={t('automatic.remove.title')} />
        </>
      )}
      <WorkPanel automatic={automatic} work={work} running={t('automatic.remove.running')} />
      {(phase === 'ready' || phase === 'stopped') && (
        <div className={styles.bar}>
          <GuardedButton action="connection.forget" onClick={() => setAsking(true)}>
            {t('automatic.remove.button')}
          </GuardedButton>
          {phase === 'stopped' && (
            <Button onClick={() => void automatic.leave()}>{t('action.cancel')}</Button>
          )}
        </div>
      )}
      <ConfirmDialog
        open={asking}
        title={t('automatic.remove.ask')}
        confirm={t('automatic.remove.confirm')}
        onConfirm={start}
        onClose={() => setAsking(false)}
      >
        <CreatedList created={created} label={t('automatic.remove.title')} />
        <Lending scopes={billing ? [...GRAPH_SCOPES, 'user_impersonation'] : GRAPH_SCOPES} who="whoChange" />
      </ConfirmDialog>
    </div>
  )
}
