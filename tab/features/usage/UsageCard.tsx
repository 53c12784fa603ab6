import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../../server/contract/index.ts'
import { useQuota } from '../../api/quota.ts'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { PricingInfo } from '../../components/PricingInfo.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { UsageMeter, UsageResets } from '../../components/UsageMeter.tsx'
import { formatNumber, share } from '../../format/number.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  row: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: '8px',
    flexWrap: 'wrap',
  },
  big: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  action: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px', marginTop: '4px' },
})

/** The second answer: what this month costs, against the limit, and what happens at the limit. */
export function UsageCard({ onOverview = false }: { onOverview?: boolean }) {
  const { t } = useTranslation()
  const query = useQuota()
  return (
    <Panel title={t('usage.title')} aside={query.data && <PricingInfo quota={query.data} />}>
      <StateView query={query} skeleton={<LinesSkeleton lines={6} what={t('usage.loading')} />}>
        {(quota) => <Usage quota={quota} onOverview={onOverview} />}
      </StateView>
    </Panel>
  )
}

function Usage({ quota, onOverview }: { quota: Quota; onOverview: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const mayNot = useWhyNot('quota.set') !== undefined
  const { used, reserved, limit, left } = quota
  return (
    <div className={styles.root}>
      <div className={styles.root} data-tour="month">
        <div className={styles.row}>
          <span>
            <Text size={600} weight="semibold" className={styles.big}>
              {formatNumber(used)}
            </Text>{' '}
            <Text className={styles.quiet}>{t('usage.read', { count: used })}</Text>
          </span>
          <Text className={styles.quiet}>
            {limit === null ? t('usage.noLimit') : t('usage.limit', { n: formatNumber(limit) })}
          </Text>
        </div>
        <UsageMeter quota={quota} />
        <Text size={200} className={styles.quiet}>
          {t('usage.copies')}
        </Text>
      </div>
      {left !== null && (
        <Text weight="semibold">{t('usage.left', { count: left, n: formatNumber(left) })}</Text>
      )}
      {reserved > 0 && (
        <Text className={styles.quiet}>{t('usage.reserved', { n: formatNumber(reserved) })}</Text>
      )}
      <Standing quota={quota} />
      <UsageResets quota={quota} />
      <div className={styles.action}>
        {!quota.suspended && !mayNot && (
          <LinkButton size="small" to="/connection#limit">
            {t(limit === null ? 'usage.setLimit' : 'usage.change')}
          </LinkButton>
        )}
        {onOverview && <TextLink to="/usage">{t('usage.toPage')}</TextLink>}
      </div>
    </div>
  )
}

function Standing({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { suspended, limit, used } = quota
  // The card of the suspended run says it and has the button.
  if (suspended) return null
  if (limit !== null && share(used, limit) >= 0.8) {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{`${t('usage.near')} ${t('usage.whenReached')}`}</MessageBarBody>
      </MessageBar>
    )
  }
  return (
    <Text className={styles.quiet}>{t(limit === null ? 'usage.whenUnlimited' : 'usage.whenReached')}</Text>
  )
}
