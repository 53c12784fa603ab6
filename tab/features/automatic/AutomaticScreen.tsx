import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CreatedObject, Onboarding, SignInConfig } from '../../../server/http/contract.ts'
import { useConnection } from '../../api/connection.ts'
import { useOnboarding } from '../../api/onboarding.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Disclosure } from '../../components/Disclosure.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { formatNumber } from '../../format/number.ts'
import type { Automatic, Work } from '../../microsoft/automatic.ts'
import { GRAPH_SCOPES } from '../../microsoft/scopes.ts'
import { CreatedList, undoable } from './CreatedList.tsx'
import { CredentialOptions } from './CredentialOptions.tsx'
import { FailureNotice } from './FailureNotice.tsx'
import { type CredentialChoice, RETURN_JOB, setupJob, undoJob } from './jobs.ts'
import { Lending } from './Lending.tsx'
import { StepRows } from './StepRows.tsx'
import { useAutomatic } from './use-automatic.ts'
import { WorkPanel } from './WorkPanel.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '8px 12px',
    alignItems: 'center',
    '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  kinds: { marginInlineStart: '-8px' },
})

/** The way that does it all by one sign-in. */
export default function AutomaticScreen() {
  const { t } = useTranslation()
  const onboarding = useOnboarding()
  const connection = useConnection()
  const config = useSignInConfig()
  if (onboarding.data && connection.data && config)
    return (
      <Ready
        onboarding={onboarding.data}
        undoable={undoable(onboarding.data, connection.data)}
        config={config}
      />
    )
  return (
    <Panel>
      <StateView query={onboarding} skeleton={<LinesSkeleton lines={8} what={t('automatic.loading')} />}>
        {() => <LinesSkeleton lines={8} what={t('automatic.loading')} />}
      </StateView>
    </Panel>
  )
}

interface Setup {
  onboarding: Onboarding
  /** What a setup made that is not in use yet. */
  undoable: readonly CreatedObject[]
  automatic: Automatic
  work: Work
}

interface ReadyProps extends Pick<Setup, 'onboarding' | 'undoable'> {
  config: SignInConfig
}

function Ready({ onboarding, undoable, config }: ReadyProps) {
  const { automatic, work } = useAutomatic({ name: 'setup', config, graphScopes: GRAPH_SCOPES })
  const setup = { onboarding, undoable, automatic, work }
  switch (work.phase) {
    case 'ready':
    case 'holding':
      return <Before {...setup} />
    case 'stopped':
      return <Stopped {...setup} />
    case 'done':
      return <Done {...setup} />
    default:
      return <Running {...setup} />
  }
}

function Before({ onboarding, undoable, automatic, work }: Setup) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [credential, setCredential] = useState<CredentialChoice>({ kind: 'secret', months: 24 })
  const [leastSet, setLeastSet] = useState(onboarding.leastSet)
  const [open, setOpen] = useState(false)
  const { origin: publicUrl } = window.location
  const job = setupJob({ displayName: onboarding.displayName, leastSet, credential, publicUrl })
  return (
    <div className={styles.stack}>
      {work.failure !== undefined && <FailureNotice failure={work.failure} />}
      <LeftOver {...{ onboarding, undoable, automatic }} />
      <Panel title={t('automatic.lend.title')}>
        <div className={styles.stack}>
          <Lending scopes={GRAPH_SCOPES} who="who" />
          <div>
            <GuardedButton
              appearance="primary"
              action="onboarding.manage"
              onClick={() => void automatic.start(job)}
            >
              {t('automatic.setup.start')}
            </GuardedButton>
          </div>
          <Disclosure label={t('automatic.options.title')} open={open} onToggle={() => setOpen(!open)}>
            <div className={styles.stack}>
              <CredentialOptions choice={credential} onChange={setCredential} />
              <Field label={t('automatic.options.set')}>
                <RadioGroup
                  className={styles.kinds}
                  value={leastSet ? 'least' : 'full'}
                  onChange={(_, { value }) => setLeastSet(value === 'least')}
                >
                  <Radio value="full" label={t('automatic.options.full')} />
                  <Radio value="least" label={t('automatic.options.least')} />
                </RadioGroup>
              </Field>
            </div>
          </Disclosure>
        </div>
      </Panel>
      <Panel title={t('automatic.setup.plan')}>
        <StepRows rows={automatic.preview(job)} />
      </Panel>
    </div>
  )
}

/** After a page that was closed in between: what is there, and what can be done about it. */
function LeftOver({ onboarding, undoable, automatic }: Omit<Setup, 'work'>) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [asking, setAsking] = useState(false)
  const { created, applicationId } = onboarding
  const lent = created.find(({ kind }) => kind === 'delegated-grant')
  if (!lent && undoable.length === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <div className={styles.stack}>
          <div>
            <MessageBarTitle>{t('automatic.left.title')}</MessageBarTitle>{' '}
            {lent && t('automatic.left.grant', { who: lent.name })}{' '}
            {undoable.length > 0 && t('automatic.left.goOn')}
          </div>
          {undoable.length > 0 && <CreatedList created={undoable} label={t('automatic.left.list')} />}
          <div className={styles.bar}>
            {lent && (
              <GuardedButton
                size="small"
                action="onboarding.manage"
                onClick={() => void automatic.start(RETURN_JOB)}
              >
                {t('automatic.left.giveBack')}
              </GuardedButton>
            )}
            {undoable.length > 0 && (
              <GuardedButton size="small" action="onboarding.manage" onClick={() => setAsking(true)}>
                {t('automatic.left.undo')}
              </GuardedButton>
            )}
          </div>
        </div>
        <UndoDialog
          {...{ undoable, open: asking, confirm: t('automatic.left.undo') }}
          onClose={() => setAsking(false)}
          onConfirm={() => void automatic.start(undoJob(undoable, applicationId, 'undo'))}
        />
      </MessageBarBody>
    </MessageBar>
  )
}

function Running({ automatic, work }: Setup) {
  const { t } = useTranslation()
  return (
    <Panel title={t('automatic.setup.plan')}>
      <WorkPanel automatic={automatic} work={work} running={t('automatic.setup.running')} />
    </Panel>
  )
}

/** What was made, what was not, and three ways on. */
function Stopped({ onboarding, undoable, automatic, work }: Setup) {
  const { t } = useTranslation()
  const styles = useStyles()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const { applicationId } = onboarding
  const n = (count: number) => formatNumber(count)
  const done = work.rows.filter(({ state }) => state === 'done' || state === 'found').length
  const byHand = () => void automatic.leave().then(() => navigate('/connection/setup/register'))
  return (
    <div className={styles.stack}>
      <Panel title={t('automatic.stopped.title')}>
        <div className={styles.stack}>
          <Text>{t('automatic.stopped.text', { done: n(done), total: n(work.rows.length) })}</Text>
          <FailureNotice failure={work.failure} />
          <Text>{t('automatic.stopped.lent')}</Text>
          <div className={styles.choices}>
            <GuardedButton
              appearance="primary"
              action="onboarding.manage"
              onClick={() => void automatic.retry()}
            >
              {t('automatic.stopped.retry')}
            </GuardedButton>
            <Text>{t('automatic.stopped.retryText')}</Text>
            {undoable.length > 0 && (
              <>
                <GuardedButton action="onboarding.manage" onClick={() => setAsking(true)}>
                  {t('automatic.stopped.undo')}
                </GuardedButton>
                <Text>{t('automatic.stopped.undoText')}</Text>
              </>
            )}
            <GuardedButton action="onboarding.manage" onClick={byHand}>
              {t('automatic.stopped.byHand')}
            </GuardedButton>
            <Text>{t('automatic.stopped.byHandText')}</Text>
          </div>
        </div>
      </Panel>
      <Panel>
        <StepRows rows={work.rows} work={work} />
      </Panel>
      <UndoDialog
        {...{ undoable, open: asking, confirm: t('automatic.stopped.undo') }}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void automatic.start(undoJob(undoable, applicationId, 'undo'))
        }}
      />
    </div>
  )
}

interface UndoDialogProps extends Pick<Setup, 'undoable'> {
  open: boolean
  confirm: string
  onConfirm: () => void
  onClose: () => void
}

function UndoDialog({ undoable, open, confirm, onConfirm, onClose }: UndoDialogProps) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog {...{ open, confirm, onConfirm, onClose }} title={t('automatic.stopped.undoTitle')}>
      <Text>{t('automatic.stopped.undoList')}</Text>
      <CreatedList created={undoable} label={t('automatic.stopped.undoList')} />
    </ConfirmDialog>
  )
}

function Done({ automatic, work }: Setup) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.stack}>
      <MessageBar intent="success" layout="multiline" role="status">
        <MessageBarBody className={styles.body}>
          {work.job === 'setup' ? (
            <>
              <MessageBarTitle>{t('automatic.setup.doneTitle')}</MessageBarTitle>{' '}
              {t('automatic.setup.doneText')}
            </>
          ) : (
            <MessageBarTitle>
              {t(work.job === 'undo' ? 'automatic.undone.title' : 'automatic.left.returned')}
            </MessageBarTitle>
          )}
        </MessageBarBody>
      </MessageBar>
      <div>
        {work.job === 'setup' ? (
          <LinkButton appearance="primary" to="/connection/setup/connect">
            {t('automatic.setup.last')}
          </LinkButton>
        ) : (
          <Button onClick={() => automatic.reset()}>{t('automatic.undone.again')}</Button>
        )}
      </div>
      <Panel title={t('automatic.setup.plan')}>
        <WorkPanel automatic={automatic} work={work} running={t('automatic.setup.running')} />
      </Panel>
    </div>
  )
}
