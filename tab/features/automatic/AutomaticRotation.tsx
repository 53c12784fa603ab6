import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../../server/http/contract.ts'
import { useConnection } from '../../api/connection.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { CHANGE_SCOPES } from '../../microsoft/scopes.ts'
import { CredentialOptions } from './CredentialOptions.tsx'
import { type CredentialChoice, rotateJob } from './jobs.ts'
import { Lending } from './Lending.tsx'
import { useAutomatic } from './use-automatic.ts'
import { WorkPanel } from './WorkPanel.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  surface: { maxWidth: 'min(680px, calc(100vw - 24px))', boxSizing: 'border-box' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
})

/** The way to another secret or certificate by one sign-in. */
export default function AutomaticRotation() {
  const { t } = useTranslation()
  const styles = useStyles()
  const connection = useConnection().data
  const config = useSignInConfig()
  const [open, setOpen] = useState(false)
  if (!connection?.applicationId || !config) return null
  const { applicationId, credential } = connection
  return (
    <div className={styles.stack}>
      <Text>{t('automatic.rotate.text')}</Text>
      <div>
        <GuardedButton action="onboarding.manage" appearance="primary" onClick={() => setOpen(true)}>
          {t('automatic.rotate.open')}
        </GuardedButton>
      </div>
      {open && (
        <RotationDialog
          {...{ applicationId, config, kind: credential?.kind ?? 'secret' }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

interface RotationDialogProps {
  applicationId: string
  config: SignInConfig
  kind: CredentialChoice['kind']
  onClose: () => void
}

function RotationDialog({ applicationId, config, kind, onClose }: RotationDialogProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { automatic, work } = useAutomatic({ name: 'rotate', config, graphScopes: CHANGE_SCOPES })
  const [choice, setChoice] = useState<CredentialChoice>({ kind, months: 24 })
  const { phase } = work
  const close = () => {
    if (phase === 'stopped') void automatic.leave()
    else if (phase === 'done') automatic.reset()
    onClose()
  }
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && close()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t('automatic.rotate.title')}</DialogTitle>
          <DialogContent className={styles.stack}>
            {phase === 'done' && (
              <MessageBar intent="success" layout="multiline" role="status">
                <MessageBarBody className={styles.body}>
                  <MessageBarTitle>{t('automatic.rotate.doneTitle')}</MessageBarTitle>{' '}
                  {work.rows.some(({ state }) => state === 'byHand') || t('automatic.rotate.doneText')}
                </MessageBarBody>
              </MessageBar>
            )}
            {phase === 'ready' && (
              <>
                <Text>{t('automatic.rotate.text')}</Text>
                <CredentialOptions choice={choice} onChange={setChoice} />
                <Lending scopes={CHANGE_SCOPES} who="whoChange" />
              </>
            )}
            <WorkPanel automatic={automatic} work={work} running={t('automatic.rotate.running')} />
          </DialogContent>
          <DialogActions fluid>
            <Button appearance={phase === 'done' ? 'primary' : 'secondary'} onClick={close}>
              {t('action.close')}
            </Button>
            {(phase === 'ready' || phase === 'stopped') && (
              <Button
                appearance="primary"
                onClick={() => void automatic.start(rotateJob(applicationId, choice))}
              >
                {t(phase === 'stopped' ? 'automatic.stopped.retry' : 'automatic.rotate.start')}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
