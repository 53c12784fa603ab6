import { Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../../server/contract/index.ts'
import { useCost } from '../../components/cost.ts'
import { PricingInfo } from '../../components/PricingInfo.tsx'
import { UsageMeter, UsageResets } from '../../components/UsageMeter.tsx'
import { formatNumber } from '../../format/number.ts'
import { ForecastBesideLimit } from './ForecastBesideLimit.tsx'
import { limitOf } from './form.ts'
import type { FormControl } from './use-connection-form.ts'
import { useFault } from './use-fault.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px', maxWidth: '640px' },
  /** Its box stands below the fields' edge, not its padding. */
  row: { marginInlineStart: '-8px' },
  limit: { width: '180px', maxWidth: '100%' },
  side: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center' },
  cost: { fontWeight: tokens.fontWeightSemibold },
  usage: { display: 'flex', flexDirection: 'column', gap: '6px' },
  head: { display: 'flex', alignItems: 'center', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface LimitFieldsProps {
  quota: Quota
  control: FormControl
  /** Whether the connection does: only then can chats be counted. */
  works: boolean
}

export function LimitFields({ quota, control, works }: LimitFieldsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { form, change, touch } = control
  const cost = useCost({ ...quota, regime: form.regime ?? quota.regime })
  const limit = limitOf(form)
  return (
    <div className={styles.root}>
      <div>
        <Field
          label={t('connection.form.limit')}
          required
          hint={t(raised(quota, control) ? 'connection.form.limitGoesOn' : 'connection.form.limitMonth')}
          {...useFault(control, 'limit')}
        >
          {(field) => (
            <div className={styles.side}>
              <Input
                {...field}
                id="limit"
                className={styles.limit}
                inputMode="numeric"
                value={form.unlimited ? '' : form.limit}
                disabled={form.unlimited}
                placeholder={form.unlimited ? t('count.unlimited') : formatNumber(50_000)}
                onChange={(_, { value }) => change({ limit: value })}
                onBlur={() => touch('limit')}
              />
              <Text role="status" className={styles.cost}>
                {limit === undefined ? '' : cost.bound(limit, 'month')}
              </Text>
            </div>
          )}
        </Field>
        <div className={styles.row}>
          <Checkbox
            label={t('connection.form.unlimited')}
            checked={form.unlimited}
            onChange={(_, { checked }) => change({ unlimited: checked === true })}
          />
        </div>
      </div>
      {works && <ForecastBesideLimit quota={quota} limit={limit} />}
      <UsageLine quota={quota} />
    </div>
  )
}

/** A backup that stands still at the limit continues on its own, and costs again, when it is raised. */
function raised({ suspended, used }: Quota, { form }: FormControl): boolean {
  const limit = limitOf(form)
  return suspended && limit !== undefined && (limit === null || limit > used)
}

/** What this month has used, and what that costs. */
export function UsageLine({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.usage}>
      <div className={styles.head}>
        <Text weight="semibold">{t('connection.form.usage')}</Text>
        <PricingInfo quota={quota} />
      </div>
      <UsageMeter quota={quota} />
      <UsageResets quota={quota} />
    </div>
  )
}
