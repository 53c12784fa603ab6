import { Field, Input, makeStyles } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { isGuid } from '../../format/entry.ts'
import { isResourceGroup } from './entries.ts'
import { Instructions } from './Instructions.tsx'
import type { SetupControl } from './use-setup-steps.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '16px' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center' },
})

/** As the guide's commands call it. */
const ACCOUNT = 'chatvault'

/** The commands that link a subscription, with the values filled in as they are typed. */
export function BillingManually({ control }: { control: SetupControl }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { setup, set } = control
  const kept = setup.billing.association
  // Two typed names link nothing: Microsoft has to let an export through.
  const proven = control.stepOf('billing').state === 'done'
  const [subscriptionId, setSubscription] = useState(kept?.subscriptionId ?? '')
  const [resourceGroup, setGroup] = useState(kept?.resourceGroup ?? '')
  const faults = {
    guid: subscriptionId !== '' && !isGuid(subscriptionId),
    resourceGroup: resourceGroup !== '' && !isResourceGroup(resourceGroup.trim()),
  }
  const association = {
    subscriptionId: subscriptionId.trim().toLowerCase(),
    resourceGroup: resourceGroup.trim(),
    accountName: kept?.accountName ?? ACCOUNT,
  }
  const complete = Object.values(association).every(Boolean) && !Object.values(faults).some(Boolean)
  const said = (fault: keyof typeof faults) =>
    faults[fault] && {
      validationState: 'error' as const,
      validationMessage: t(`setup.fault.${fault}`),
    }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (complete) set.mutate({ billing: { association } }, { onSuccess: () => control.ask('billing', 0) })
  }
  const shown = {
    subscriptionId: faults.guid ? undefined : association.subscriptionId || undefined,
    resourceGroup: faults.resourceGroup ? undefined : association.resourceGroup || undefined,
  }
  const fields = (
    <div className={styles.fields}>
      <Field label={t('setup.billing.subscription')} {...said('guid')}>
        <Input
          value={subscriptionId}
          input={{ dir: 'ltr' }}
          spellCheck={false}
          onChange={(_, { value }) => setSubscription(value)}
        />
      </Field>
      <Field label={t('setup.billing.resourceGroup')} {...said('resourceGroup')}>
        <Input
          value={resourceGroup}
          input={{ dir: 'ltr' }}
          spellCheck={false}
          onChange={(_, { value }) => setGroup(value)}
        />
      </Field>
    </div>
  )
  return (
    <form className={styles.part} noValidate onSubmit={submit} aria-label={t('setup.billing.manual')}>
      <Instructions step="billing" setup={setup} values={shown} fields={{ subscription: fields }} />
      {set.error && <ProblemBar error={set.error} />}
      <Panel className={styles.bar}>
        <GuardedButton
          type="submit"
          action="setup.manage"
          disabledFocusable={!complete || set.isPending || control.asking}
        >
          {t('setup.billing.keep')}
        </GuardedButton>
        {kept && !proven && (
          <StatusMark
            tone="quiet"
            text={t('setup.billing.noted', { name: kept.accountName, group: kept.resourceGroup })}
          />
        )}
      </Panel>
    </form>
  )
}
