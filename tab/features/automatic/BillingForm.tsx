import { Button, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import type { BillingChoice } from './billing-choice.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface BillingFormProps {
  choice: BillingChoice
  /** Azure is being asked. */
  busy: boolean
  onChoice: (change: (choice: BillingChoice) => BillingChoice) => void
  /** Its resource groups have to be asked for. */
  onSubscription: (subscriptionId: string) => void
  onLink: (link: { subscriptionId: string; resourceGroup: string; accountName: string }) => void
  onCancel: () => void
}

/** The subscription and the resource group that pay. */
export function BillingForm(props: BillingFormProps) {
  const { choice, busy, onChoice, onSubscription, onLink, onCancel } = props
  const { t } = useTranslation()
  const styles = useStyles()
  const { subscriptions, subscriptionId, groups, group } = choice
  const accountName = choice.accountName.trim()
  const cancel = <Button onClick={onCancel}>{t('action.cancel')}</Button>
  if (subscriptions.length === 0)
    return (
      <div className={styles.stack}>
        <Text>{t('automatic.billing.none')}</Text>
        <div className={styles.bar}>{cancel}</div>
      </div>
    )
  return (
    <div className={styles.stack}>
      <div className={styles.fields}>
        <Field label={t('automatic.billing.subscription')}>
          <Select value={subscriptionId} onChange={(_, { value }) => onSubscription(value)}>
            {subscriptions.map((one) => (
              <option key={one.subscriptionId} value={one.subscriptionId}>
                {one.displayName}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('automatic.billing.group')}>
          <Select
            value={group}
            disabled={busy}
            onChange={(_, { value }) => onChoice((now) => ({ ...now, group: value }))}
          >
            {groups?.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('automatic.billing.name')}>
          <Input
            value={choice.accountName}
            disabled={busy}
            input={{ dir: 'ltr' }}
            onChange={(_, { value }) => onChoice((now) => ({ ...now, accountName: value }))}
          />
        </Field>
      </div>
      {groups?.length === 0 && (
        <>
          <Text>{t('automatic.billing.noGroup')}</Text>
          <div>
            <Button onClick={() => onSubscription(subscriptionId)}>{t('automatic.billing.lookAgain')}</Button>
          </div>
        </>
      )}
      <Text className={styles.quiet}>{t('automatic.billing.costs')}</Text>
      <div className={styles.bar}>
        <GuardedButton
          appearance="primary"
          action="setup.manage"
          disabledFocusable={busy || !group || !accountName}
          onClick={() => onLink({ subscriptionId, resourceGroup: group, accountName })}
        >
          {t('automatic.billing.start')}
        </GuardedButton>
        {cancel}
      </div>
    </div>
  )
}
