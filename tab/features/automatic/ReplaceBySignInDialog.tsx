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
import type { SignInConfig } from '../../../server/contract/index.ts'
import { useConnection } from '../../api/connection.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { DialogShell } from '../../components/DialogShell.tsx'
import { Disclosure } from '../../components/Disclosure.tsx'
import { CHANGE_SCOPES } from '../../microsoft/scopes.ts'
import type { Replacement } from '../../microsoft/setup/replace-credential.ts'
import { CredentialOptions } from './CredentialOptions.tsx'
import { type CredentialChoice, replaceJob } from './jobs.ts'
import { Plan } from './Plan.tsx'
import { stageOf } from './stage.ts'
import { TemporaryPermissions } from './TemporaryPermissions.tsx'
import { useAutomatic } from './use-automatic.ts'
import { WaysOn } from './WaysOn.tsx'
import { WorkPanel } from './WorkPanel.tsx'
import { WorkStatus } from './WorkStatus.tsx'

const useStyles = makeStyles({
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
})

interface ReplaceBySignInDialogProps {
  onClose: () => void
  onManual: () => void
}

export default function ReplaceBySignInDialog(props: ReplaceBySignInDialogProps) {
  const connection = useConnection().data
  const config = useSignInConfig()
  if (!connection?.applicationId || !config) return null
  const { applicationId, credential } = connection
  return (
    <Replacing applicationId={applicationId} config={config} kind={credential?.kind ?? 'secret'} {...props} />
  )
}

interface ReplacingProps extends ReplaceBySignInDialogProps {
  applicationId: string
  config: SignInConfig
  kind: CredentialChoice['kind']
}

/** Options, calls and their progress. Closed while it runs it continues, and Connection says how it went. */
function Replacing({ applicationId, config, kind, onClose, onManual }: ReplacingProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const wanted = { name: 'replace', variant: applicationId, config, graphScopes: CHANGE_SCOPES } as const
  const { automatic, work } = useAutomatic(wanted)
  const [choice, setChoice] = useState<CredentialChoice>({ kind, months: 24 })
  const stage = stageOf(work)
  const [replacement] = useState<Replacement>({})
  const job = replaceJob(applicationId, choice, replacement)
  const [choosing, setChoosing] = useState(false)
  // As it was begun, also when this dialog was closed meanwhile; what is shown to choose from counts once it is shown.
  const retry = (how: { otherAccount: boolean }) =>
    void (choosing ? automatic.start(job, how) : automatic.retry(how))
  return (
    <DialogShell
      size="medium"
      title={t('automatic.replace.title')}
      phase={stage}
      action={
        stage === 'before' ? (
          <Button appearance="primary" onClick={() => void automatic.start(job)}>
            {t('automatic.replace.start')}
          </Button>
        ) : stage === 'done' ? undefined : null
      }
      onClose={onClose}
    >
      <WorkStatus work={work} />
      {stage === 'done' && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody className={styles.body}>
            <MessageBarTitle>{t('automatic.replace.doneTitle')}</MessageBarTitle>{' '}
            {work.rows.some(({ state }) => state === 'manual') || t('automatic.replace.doneText')}
          </MessageBarBody>
        </MessageBar>
      )}
      {stage === 'before' && (
        <>
          <Text>{t('automatic.replace.text')}</Text>
          <CredentialOptions choice={choice} onChange={setChoice} />
          <TemporaryPermissions scopes={CHANGE_SCOPES} who="whoChange" />
        </>
      )}
      <WorkPanel automatic={automatic} work={work} running={t('automatic.replace.running')}>
        {stage === 'stopped' && (
          <>
            <Disclosure
              label={t('automatic.stopped.options')}
              open={choosing}
              onToggle={() => setChoosing(!choosing)}
            >
              <CredentialOptions choice={choice} onChange={setChoice} />
            </Disclosure>
            <WaysOn
              automatic={automatic}
              work={work}
              onRetry={retry}
              onManual={onManual}
              stop={t('automatic.stopped.stop')}
            />
          </>
        )}
      </WorkPanel>
      {stage === 'before' && <Plan rows={automatic.preview(job)} />}
    </DialogShell>
  )
}
