import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../server/contract/index.ts'
import { formatNumber } from '../format/number.ts'
import { dateOnly, monthName } from '../format/time.ts'
import { MessagesCount } from './MessagesCount.tsx'
import { UsageBar } from './UsageBar.tsx'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } })

/** What this month has used of its limit, and what that costs. */
export function UsageMeter({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const { used, reserved, limit } = quota
  const numbers = { used: formatNumber(used), limit: formatNumber(limit ?? 0) }
  return (
    <>
      <UsageBar
        used={used}
        reserved={reserved}
        limit={limit}
        label={t(limit === null ? 'usage.barLabelUnlimited' : 'usage.barLabel', numbers)}
      />
      <Text>
        <MessagesCount count={used} pricing={quota} />
      </Text>
    </>
  )
}

/** Which month it is, and when the next one begins at nothing. */
export function UsageResets({ quota: { month, resetsAt } }: { quota: Quota }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Text size={200} className={styles.quiet}>
      {t('usage.resets', {
        zero: formatNumber(0),
        date: dateOnly(resetsAt, undefined, 'UTC'),
        month: monthName(month),
      })}
    </Text>
  )
}
