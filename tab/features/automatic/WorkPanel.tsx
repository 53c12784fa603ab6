import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import type { Automatic } from '../../microsoft/automatic.ts'
import type { Work } from '../../microsoft/phases.ts'
import { ASKED_SCOPES } from '../../microsoft/scopes.ts'
import { FailureNotice } from './FailureNotice.tsx'
import { StepRows } from './StepRows.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
})

interface WorkPanelProps {
  automatic: Automatic
  work: Work
  /** Said while it continues. */
  running: string
  /** The ways on from here, after what went wrong and before the calls. */
  children?: ReactNode
}

/** How a piece of work stands: what is in progress, why it stopped, what is left to do manually, every call. */
export function WorkPanel({ automatic, work, running, children }: WorkPanelProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { phase, rows, failure } = work
  const said = {
    'signing-in': t('automatic.setup.signingIn'),
    leaving: t('automatic.stopped.leaving'),
    running: rows.at(-1)?.name === 'compare' ? t('automatic.compare.running') : running,
  }
  return (
    <div className={styles.root}>
      {(phase === 'signing-in' || phase === 'leaving' || phase === 'running') && <Text>{said[phase]}</Text>}
      {phase === 'signing-in' && (
        <div>
          <Button onClick={() => automatic.giveUpSigningIn()}>{t('automatic.setup.windowGone')}</Button>
        </div>
      )}
      {failure !== undefined && <FailureNotice failure={failure} />}
      {rows.some(({ name, state }) => name === 'revoke' && state === 'manual') && <RevokeManually />}
      {rows.some(({ name, state }) => name === 'removeOld' && state === 'manual') && <RemoveOldManually />}
      {children}
      {rows.length > 0 && <StepRows rows={rows} work={work} />}
    </div>
  )
}

function RevokeManually() {
  const { t } = useTranslation()
  const styles = useStyles()
  const app = useSignInConfig()?.clientId ?? ''
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('automatic.manual.revokeTitle')}</MessageBarTitle>{' '}
        {t('automatic.manual.revokeText', { app, scopes: ASKED_SCOPES.join(', ') })}
      </MessageBarBody>
    </MessageBar>
  )
}

function RemoveOldManually() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('automatic.manual.oldTitle')}</MessageBarTitle> {t('automatic.manual.oldText')}
      </MessageBarBody>
    </MessageBar>
  )
}
