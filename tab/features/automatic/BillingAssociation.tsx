import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Subtitle2,
  Text,
} from '@fluentui/react-components'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../../server/contract/index.ts'
import { useConnection } from '../../api/connection.ts'
import { useChangeSetup, useSetup } from '../../api/setup.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { useFollow } from '../../components/use-follow.ts'
import type { Automatic } from '../../microsoft/automatic.ts'
import { AZURE_SCOPE, CHANGE_SCOPES } from '../../microsoft/scopes.ts'
import {
  associationIn,
  type BillingAccount,
  findAccount,
  resourceGroupsOf,
  subscriptionsOf,
} from '../../microsoft/setup/billing.ts'
import { BillingForm } from './BillingForm.tsx'
import { type BillingChoice, chosenGroups, chosenSubscription, firstChoice } from './billing-choice.ts'
import { billingJob, RETURN_JOB } from './jobs.ts'
import { Plan } from './Plan.tsx'
import { stageOf } from './stage.ts'
import { TemporaryPermissions } from './TemporaryPermissions.tsx'
import { useAutomatic } from './use-automatic.ts'
import { WaysOn } from './WaysOn.tsx'
import { WorkPanel } from './WorkPanel.tsx'
import { WorkStatus } from './WorkStatus.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  title: { margin: 0 },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

const SCOPES = [...CHANGE_SCOPES, AZURE_SCOPE]

/** Links a subscription by one sign-in: look, choose, link. */
export default function BillingAssociation() {
  const { t } = useTranslation()
  const setup = useSetup().data
  const connection = useConnection().data
  const config = useSignInConfig()
  if (!setup || !connection || !config) return null
  const applicationId = setup.applicationId ?? connection.applicationId
  if (applicationId === null) return <Text>{t('automatic.billing.noApp')}</Text>
  return <Association applicationId={applicationId} config={config} />
}

/** What is known after the look: a link there is already, or what there is to choose from. */
interface Seen {
  account: BillingAccount | undefined
  choice: BillingChoice
}

function Association({ applicationId, config }: { applicationId: string; config: SignInConfig }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { automatic, work } = useAutomatic({
    name: 'billing',
    variant: applicationId,
    config,
    graphScopes: CHANGE_SCOPES,
    azure: true,
  })
  const [seen, setSeen] = useState<Seen>()
  const { phase, job } = work
  const look = (how?: { otherAccount: boolean }) =>
    void automatic
      .look(
        'look',
        async ({ arm }): Promise<Seen> => {
          const subscriptions = await subscriptionsOf(arm)
          const account = await findAccount(arm, subscriptions, applicationId)
          const [first] = subscriptions
          const groups = first && !account ? await resourceGroupsOf(arm, first.subscriptionId) : []
          return { account, choice: firstChoice(subscriptions, groups) }
        },
        how,
      )
      .then((found) => found && setSeen(found))
  const onChoice = (change: (choice: BillingChoice) => BillingChoice) =>
    setSeen((now) => now && { ...now, choice: change(now.choice) })
  const lookInto = (id: string, how?: { otherAccount: boolean }) =>
    void automatic
      .look('look', ({ arm }) => resourceGroupsOf(arm, id), how)
      .then((groups) => groups && onChoice((choice) => chosenGroups(choice, id, groups)))
  const choosing = phase === 'holding' || (phase === 'running' && job === 'look')
  const isFirst = phase === 'ready' || (phase === 'holding' && !seen)
  const hasForm = seen && !seen.account && (choosing || (phase === 'stopped' && job === 'billing'))
  const unknown = seen?.choice.groups === undefined ? seen?.choice.subscriptionId : undefined
  const mayLook = phase === 'holding' || (phase === 'stopped' && job === 'billing')
  const resume = useEffectEvent(lookInto)
  useEffect(() => {
    if (unknown !== undefined && mayLook) resume(unknown)
  }, [unknown, mayLook])
  const root = useFollow<HTMLDivElement>(choosing && seen ? 'choosing' : stageOf(work))
  return (
    <div className={styles.stack} ref={root}>
      <Subtitle2 as="h2" className={styles.title}>
        {t('automatic.billing.title')}
      </Subtitle2>
      <WorkStatus work={work} />
      {isFirst && (
        <>
          <Text>{t('automatic.billing.text')}</Text>
          <TemporaryPermissions scopes={SCOPES} who="whoBilling" />
        </>
      )}
      {phase === 'done' && <Linked isNew={job === 'billing'} onAgain={() => automatic.reset()} />}
      {choosing && seen?.account && <Found account={seen.account} automatic={automatic} />}
      {hasForm && (
        <BillingForm
          choice={seen.choice}
          busy={phase === 'running'}
          onChoice={onChoice}
          onSubscription={(id) => onChoice((choice) => chosenSubscription(choice, id))}
          onLink={(link) => void automatic.start(billingJob({ applicationId, ...link }))}
          onCancel={() => void automatic.leave()}
        />
      )}
      <WorkPanel
        automatic={automatic}
        work={work}
        running={t(job === 'look' ? 'automatic.billing.looking' : 'automatic.billing.running')}
      >
        {phase === 'stopped' && !hasForm && (
          <WaysOn
            automatic={automatic}
            work={work}
            onRetry={(how) => (unknown === undefined ? look(how) : lookInto(unknown, how))}
            stop={t('automatic.billing.stop')}
          />
        )}
      </WorkPanel>
      {isFirst && (
        <>
          <div>
            <GuardedButton appearance="primary" action="setup.manage" onClick={() => look()}>
              {t('automatic.billing.look')}
            </GuardedButton>
          </div>
          <Plan rows={automatic.preview(billingJob({ applicationId, ...UNKNOWN }))} />
        </>
      )}
    </div>
  )
}

/** Until someone has chosen; what is listed has holes for them. */
const UNKNOWN = { subscriptionId: '', resourceGroup: '', accountName: 'chatvault' }

function Linked({ isNew, onAgain }: { isNew: boolean; onAgain: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody className={styles.body}>
          <MessageBarTitle>
            {t(isNew ? 'automatic.billing.doneTitle' : 'automatic.billing.keptTitle')}
          </MessageBarTitle>{' '}
          {t('automatic.billing.doneText')}
        </MessageBarBody>
      </MessageBar>
      <div>
        <Button onClick={onAgain}>{t('automatic.billing.again')}</Button>
      </div>
    </>
  )
}

/** An existing link is kept: one account belongs to one app. */
function Found({ account, automatic }: { account: BillingAccount; automatic: Automatic }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const set = useChangeSetup()
  const association = associationIn(account)
  const keep = () =>
    set.mutate({ billing: { association } }, { onSuccess: () => void automatic.start(RETURN_JOB) })
  const slots = { name: account.name, group: association.resourceGroup }
  return (
    <>
      <Text>{t('automatic.billing.found', slots)}</Text>
      <div className={styles.bar}>
        <GuardedButton appearance="primary" action="setup.manage" onClick={keep}>
          {t('automatic.billing.keep')}
        </GuardedButton>
        <Button onClick={() => void automatic.leave()}>{t('action.cancel')}</Button>
      </div>
    </>
  )
}
