import { Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, ConnectionCheck, Quota } from '../../../server/contract/index.ts'
import { useSaveConnection } from '../../api/connection.ts'
import { useWho } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { useLimitAdvice } from '../../api/quota.ts'
import { CheckList } from '../../components/CheckList.tsx'
import { CostStatements } from '../../components/CostStatements.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RegimeChoice } from '../../components/RegimeChoice.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { parseLimit } from '../../format/entry.ts'
import { formatNumber } from '../../format/number.ts'
import { useGuideWords } from '../../guide/words.ts'
import { Finished } from './Finished.tsx'
import { LimitChoice } from './LimitChoice.tsx'
import { NeedsRegistration } from './NeedsRegistration.tsx'
import { StepFoot } from './StepFoot.tsx'
import { StepNotice } from './StepNotice.tsx'
import { StepPage } from './StepPage.tsx'
import { addressOf, isConnected, isSameApp, type StepName } from './steps.ts'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '20px' },
  field: { maxWidth: '480px' },
  agreement: { marginInlineStart: '-8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  needs: { margin: '4px 0 0', paddingInlineStart: '20px' },
})

interface ConnectStepProps {
  control: SetupControl
  connection: Connection
  quota: Quota
  runButton: ReactNode
  schedule: ReactNode
}

/** Whether Microsoft charges, limit, acknowledgement, test mailbox; then five checks in Microsoft 365, and all of it is saved or nothing. */
export function ConnectStep({ control, connection, quota, runButton, schedule }: ConnectStepProps) {
  const connected = isConnected(control.setup, connection)
  const [before] = useState(connected)
  return (
    <StepPage name="connect" control={control}>
      {connected ? (
        <Finished
          connection={connection}
          quota={quota}
          runButton={runButton}
          schedule={schedule}
          arrived={!before}
        />
      ) : (
        <ConnectForm control={control} connection={connection} quota={quota} />
      )}
    </StepPage>
  )
}

type ConnectFormProps = Omit<ConnectStepProps, 'runButton' | 'schedule'>

function ConnectForm({ control, connection, quota }: ConnectFormProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { setup, set } = control
  const { applicationId } = setup
  const who = useWho().username
  const chosen = setup.monthlyMessageLimit
  const advice = useLimitAdvice()
  // What no one typed yet follows the suggestion, which may still be on its way.
  const [typed, setLimit] = useState(chosen ? formatNumber(chosen) : undefined)
  const suggested = advice.data?.month?.high
  const limit = typed ?? (suggested ? formatNumber(suggested) : '')
  const [unlimited, setUnlimited] = useState(chosen === null)
  const [mailbox, setMailbox] = useState(setup.testMailbox ?? connection.testMailbox ?? addressIn(who))
  // Anyone who is asked for a subscription is charged.
  const [regime, setRegime] = useState(setup.billing.askedForAt ? 'metered' : quota.regime)
  const pricing = { ...quota, regime }
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const [checks, setChecks] = useState<ConnectionCheck[]>()
  const form = useRef<HTMLFormElement>(null)
  const save = useSaveConnection((check) => setChecks((all = []) => [...all, check]))

  const wanted = unlimited ? null : parseLimit(limit)
  const faults = {
    limit: wanted === undefined && (tried || limit.trim() !== ''),
    mailbox: tried && !isAddress(mailbox),
    ack: tried && !agreed,
  }
  const said = (fault: keyof typeof faults) =>
    faults[fault] && {
      validationState: 'error' as const,
      validationMessage: t(`connection.error.${fault}`),
    }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const testMailbox = mailbox.trim()
    if (wanted === undefined || !agreed || !isAddress(testMailbox) || !applicationId) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    setChecks([])
    // Kept first: anyone who is led away by a check that fails finds it again.
    set.mutate(
      { testMailbox, monthlyMessageLimit: wanted },
      {
        onSuccess: () =>
          save.mutate({
            applicationId,
            testMailbox,
            regime,
            monthlyMessageLimit: wanted,
            costAcknowledged: true,
          }),
      },
    )
  }

  const busy = set.isPending || save.isPending
  const refused = save.error && !toProblem(save.error).checks?.some((check) => !check.ok)
  return (
    <Panel>
      <form ref={form} className={styles.form} noValidate onSubmit={submit} aria-label={t('setup.title')}>
        {applicationId === null ? <NeedsRegistration /> : <OpenSteps control={control} />}
        {connection.status !== 'none' && !isSameApp(setup, connection) && (
          <Text>
            {t('setup.start.connected')} {t('setup.start.connectedText')}
          </Text>
        )}
        {checks === undefined && control.stepOf('connect').state === 'needs-attention' && (
          <StepNotice name="connect" control={control} />
        )}
        <RegimeChoice pricing={pricing} onChange={setRegime} />
        <LimitChoice
          advice={advice.error ? null : advice.data}
          pricing={pricing}
          limit={limit}
          unlimited={unlimited}
          fault={said('limit') || {}}
          onLimit={setLimit}
          onUnlimited={setUnlimited}
        />
        <Field
          className={styles.field}
          label={t('connection.form.mailbox')}
          required
          hint={t('connection.form.mailboxHint')}
          {...said('mailbox')}
        >
          <Input
            type="email"
            input={{ dir: 'ltr' }}
            autoComplete="off"
            value={mailbox}
            placeholder={t('connection.form.mailboxExample')}
            onChange={(_, { value }) => setMailbox(value)}
          />
        </Field>
        <Field {...said('ack')}>
          <Checkbox
            className={styles.agreement}
            checked={agreed}
            onChange={(_, { checked }) => setAgreed(checked === true)}
            label={
              <>
                <Text>{t('connection.form.ack')}</Text>
                <CostStatements pricing={pricing} />
              </>
            }
          />
        </Field>
        {checks && <CheckList checks={checks} testing={save.isPending} />}
        {set.error && <ProblemBar error={set.error} />}
        {refused && <ProblemBar error={save.error} />}
        <Mistakes checks={checks} />
        <StepFoot name="connect" control={control}>
          <GuardedButton type="submit" appearance="primary" action="connection.save" disabledFocusable={busy}>
            {t(busy ? 'connection.button.testing' : 'connection.button.save')}
          </GuardedButton>
          <Text size={200} className={styles.quiet}>
            {t('connection.costsOne')}
          </Text>
        </StepFoot>
      </form>
    </Panel>
  )
}

/** Most who set this up have chats themselves. */
const addressIn = (username: string): string => (isAddress(username) ? username : '')

const isAddress = (text: string): boolean => /^\S+@\S+$/.test(text.trim())

/** What the test cannot do without and Microsoft has not confirmed. */
function OpenSteps({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useGuideWords()
  const open = (['register', 'credential', 'consent'] as const satisfies StepName[]).filter(
    (name) => control.stepOf(name).state !== 'done',
  )
  if (open.length === 0) return null
  return (
    <div>
      <Text>{t('setup.needs.list')}</Text>
      <ul className={styles.needs}>
        {open.map((name) => (
          <li key={name}>
            <TextLink to={addressOf(name)} inline>
              {words[name].title}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The step a failed check belongs to is one click away. */
const STEP_OF = {
  token: 'credential',
  permissions: 'consent',
  organization: 'consent',
  mailbox: undefined,
  export: 'billing',
} as const

function Mistakes({ checks }: { checks: ConnectionCheck[] | undefined }) {
  const { t } = useTranslation()
  const words = useGuideWords()
  const failed = checks?.find(({ ok }) => !ok)
  if (!failed) return null
  const step = STEP_OF[failed.name]
  const { mailbox, early } = words.connect.mistake
  const usual = failed.name === 'mailbox' ? mailbox : early
  return (
    <div>
      {failed.name !== 'export' && (
        <Text block>
          {words.label.mistake}: {usual.title}. {usual.text}
        </Text>
      )}
      {step && (
        <Text>
          {t('setup.needs.to')}: <TextLink to={addressOf(step)}>{words[step].title}</TextLink>
        </Text>
      )}
    </div>
  )
}
