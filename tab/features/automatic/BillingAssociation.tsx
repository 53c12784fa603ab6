import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../../server/http/contract.ts'
import { useConnection } from '../../api/connection.ts'
import { useOnboarding, useSetOnboarding } from '../../api/onboarding.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import type { Automatic } from '../../microsoft/automatic.ts'
import { CHANGE_SCOPES } from '../../microsoft/scopes.ts'
import {
  associationIn,
  type BillingAccount,
  findAccount,
  type ResourceGroup,
  resourceGroupsOf,
  type Subscription,
  subscriptionsOf,
} from '../../microsoft/setup/billing.ts'
import { billingJob, RETURN_JOB } from './jobs.ts'
import { Lending } from './Lending.tsx'
import { useAutomatic } from './use-automatic.ts'
import { WorkPanel } from './WorkPanel.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const SCOPES = [...CHANGE_SCOPES, 'user_impersonation']
/** As the guide's commands call it. */
const ACCOUNT = 'chatvault'

/** What the person's sign-in sees at Azure. */
interface Seen {
  subscriptions: readonly Subscription[]
  groups: readonly ResourceGroup[]
  /** The link there is already. */
  account: BillingAccount | undefined
}

/** Links a subscription by one sign-in: look, choose, link. */
export default function BillingAssociation() {
  const { t } = useTranslation()
  const onboarding = useOnboarding().data
  const connection = useConnection().data
  const config = useSignInConfig()
  if (!onboarding || !connection || !config) return null
  const applicationId = onboarding.applicationId ?? connection.applicationId
  if (applicationId === null) return <Text>{t('automatic.billing.noApp')}</Text>
  return <Association applicationId={applicationId} config={config} />
}

function Association({ applicationId, config }: { applicationId: string; config: SignInConfig }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { automatic, work } = useAutomatic({
    ...{ name: `billing ${applicationId}`, config, graphScopes: CHANGE_SCOPES, azure: true },
  })
  const [seen, setSeen] = useState<Seen>()
  const { phase, job } = work
  const look = () =>
    void automatic
      .look('look', async ({ arm }): Promise<Seen> => {
        const subscriptions = await subscriptionsOf(arm)
        const account = await findAccount(arm, subscriptions, applicationId)
        const [first] = subscriptions
        const groups = first && !account ? await resourceGroupsOf(arm, first.subscriptionId) : []
        return { subscriptions, groups, account }
      })
      .then((found) => found && setSeen(found))
  const choosing = phase === 'holding' || (phase === 'running' && job === 'look')
  return (
    <div className={styles.stack}>
      <Text weight="semibold">{t('automatic.billing.title')}</Text>
      {phase === 'ready' && (
        <>
          <Text>{t('automatic.billing.text')}</Text>
          <Lending scopes={SCOPES} who="whoBilling" />
        </>
      )}
      {phase === 'done' && job === 'billing' && (
        <MessageBar intent="success" layout="multiline" role="status">
          <MessageBarBody className={styles.body}>
            <MessageBarTitle>{t('automatic.billing.doneTitle')}</MessageBarTitle>{' '}
            {t('automatic.billing.doneText')}
          </MessageBarBody>
        </MessageBar>
      )}
      {choosing && seen && <Choice {...{ seen, automatic, applicationId }} />}
      <WorkPanel
        automatic={automatic}
        work={work}
        running={t(job === 'look' ? 'automatic.billing.looking' : 'automatic.billing.running')}
      />
      {(phase === 'ready' || phase === 'stopped' || (phase === 'holding' && !seen)) && (
        <div className={styles.bar}>
          <GuardedButton appearance="primary" action="onboarding.manage" onClick={look}>
            {t(phase === 'stopped' ? 'automatic.stopped.retry' : 'automatic.billing.look')}
          </GuardedButton>
          {phase === 'stopped' && (
            <Button onClick={() => void automatic.leave()}>{t('action.cancel')}</Button>
          )}
        </div>
      )}
    </div>
  )
}

interface ChoiceProps {
  seen: Seen
  automatic: Automatic
  applicationId: string
}

function Choice({ seen, automatic, applicationId }: ChoiceProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { account, subscriptions } = seen
  const cancel = <Button onClick={() => void automatic.leave()}>{t('action.cancel')}</Button>
  if (account) return <Linked account={account} automatic={automatic} />
  if (subscriptions.length === 0)
    return (
      <>
        <Text>{t('automatic.billing.none')}</Text>
        <div className={styles.bar}>{cancel}</div>
      </>
    )
  return <Form {...{ seen, automatic, applicationId }} />
}

/** An existing link is kept: one account belongs to one app. */
function Linked({ account, automatic }: { account: BillingAccount; automatic: Automatic }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const set = useSetOnboarding()
  const association = associationIn(account)
  const keep = () =>
    set.mutate({ billing: { association } }, { onSuccess: () => void automatic.start(RETURN_JOB) })
  const slots = { name: account.name, group: association.resourceGroup }
  return (
    <>
      <Text>{t('automatic.billing.found', slots)}</Text>
      <div className={styles.bar}>
        <GuardedButton appearance="primary" action="onboarding.manage" onClick={keep}>
          {t('automatic.billing.keep')}
        </GuardedButton>
      </div>
    </>
  )
}

function Form({ seen, automatic, applicationId }: ChoiceProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { subscriptions } = seen
  const [groups, setGroups] = useState(seen.groups)
  const [subscriptionId, setSubscription] = useState(subscriptions[0]?.subscriptionId ?? '')
  const [group, setGroup] = useState(seen.groups[0]?.name ?? '')
  const [name, setName] = useState(ACCOUNT)
  const accountName = name.trim()
  const choose = (id: string) => {
    setSubscription(id)
    setGroups([])
    setGroup('')
    void automatic
      .look('look', ({ arm }) => resourceGroupsOf(arm, id))
      .then((found = []) => {
        setGroups(found)
        setGroup(found[0]?.name ?? '')
      })
  }
  const link = () =>
    void automatic.start(billingJob({ applicationId, subscriptionId, resourceGroup: group, accountName }))
  return (
    <>
      <div className={styles.fields}>
        <Field label={t('automatic.billing.subscription')}>
          <Select value={subscriptionId} onChange={(_, { value }) => choose(value)}>
            {subscriptions.map((one) => (
              <option key={one.subscriptionId} value={one.subscriptionId}>
                {one.displayName}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('automatic.billing.group')}>
          <Select value={group} onChange={(_, { value }) => setGroup(value)}>
            {groups.map((one) => (
              <option key={one.name} value={one.name}>
                {one.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('automatic.billing.name')}>
          <Input value={name} input={{ dir: 'ltr' }} onChange={(_, { value }) => setName(value)} />
        </Field>
      </div>
      {groups.length === 0 && <Text>{t('automatic.billing.noGroup')}</Text>}
      <Text className={styles.quiet}>{t('automatic.billing.costs')}</Text>
      <div className={styles.bar}>
        <GuardedButton
          appearance="primary"
          action="onboarding.manage"
          disabledFocusable={!group || !accountName}
          onClick={link}
        >
          {t('automatic.billing.start')}
        </GuardedButton>
        <Button onClick={() => void automatic.leave()}>{t('action.cancel')}</Button>
      </div>
    </>
  )
}
