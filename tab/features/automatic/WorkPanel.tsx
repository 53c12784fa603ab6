import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Automatic, Work } from '../../microsoft/automatic.ts'
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
  /** Said while it goes on. */
  running: string
}

/** How a piece of work stands: what is under way, every call, why it stopped, what is left to do by hand. */
export function WorkPanel({ automatic, work, running }: WorkPanelProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { phase, rows, failure } = work
  const said = {
    'signing-in': t('automatic.setup.signingIn'),
    leaving: t('automatic.stopped.leaving'),
    running,
  }
  return (
    <div className={styles.root}>
      {(phase === 'signing-in' || phase === 'leaving' || phase === 'running') && (
        <Text role="status">{said[phase]}</Text>
      )}
      {phase === 'signing-in' && (
        <div>
          <Button onClick={() => automatic.giveUpSigningIn()}>{t('automatic.setup.windowGone')}</Button>
        </div>
      )}
      {failure !== undefined && <FailureNotice failure={failure} />}
      {rows.some(({ name, state }) => name === 'revoke' && state === 'byHand') && <RevokeByHand />}
      {rows.some(({ name, state }) => name === 'removeOld' && state === 'byHand') && <OldByHand />}
      {rows.length > 0 && <StepRows rows={rows} work={work} />}
    </div>
  )
}

function RevokeByHand() {
  const { t } = useTranslation()
  const styles = useStyles()
  const slots = { app: t('automatic.byHand.signInApp'), scopes: ASKED_SCOPES.join(', ') }
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('automatic.byHand.revokeTitle')}</MessageBarTitle>{' '}
        {t('automatic.byHand.revokeText', slots)}
      </MessageBarBody>
    </MessageBar>
  )
}

function OldByHand() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{t('automatic.byHand.oldTitle')}</MessageBarTitle> {t('automatic.byHand.oldText')}
      </MessageBarBody>
    </MessageBar>
  )
}
