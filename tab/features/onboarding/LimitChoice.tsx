import {
  Button,
  Checkbox,
  Field,
  type FieldProps,
  Input,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../../server/http/contract.ts'
import { MESSAGES_A_PERSON, SUGGESTED_LIMIT, SUGGESTIONS } from '../../components/limit-suggestions.ts'
import { parseLimit } from '../../format/entry.ts'
import { formatMoney, formatPrice, priceOf } from '../../format/money.ts'
import { formatNumber } from '../../format/number.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  side: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'center' },
  suggestions: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px 8px',
  },
  limit: { width: '180px', maxWidth: '100%' },
  cost: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  row: { marginInlineStart: '-8px' },
})

interface LimitChoiceProps {
  quota: Quota
  limit: string
  unlimited: boolean
  fault: Pick<FieldProps, 'validationState' | 'validationMessage'>
  onLimit: (limit: string) => void
  onUnlimited: (unlimited: boolean) => void
}

/** The most a month may cost, with suggestions to begin with; what each would cost stands beside it. */
export function LimitChoice({ quota, limit, unlimited, fault, onLimit, onUnlimited }: LimitChoiceProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const cost = useCost(quota)
  const { regime, pricePerMessage, currency } = quota
  const priced = (messages: number) =>
    regime === 'metered' ? [formatMoney(priceOf(messages, pricePerMessage), currency, { atMost: true })] : []
  return (
    <div className={styles.root}>
      <Field label={t('connection.form.limit')} required hint={t('connection.form.limitMonth')} {...fault}>
        {(field) => (
          <div className={styles.side}>
            <Input
              {...field}
              className={styles.limit}
              inputMode="numeric"
              value={unlimited ? '' : limit}
              disabled={unlimited}
              placeholder={unlimited ? t('count.unlimited') : formatNumber(SUGGESTED_LIMIT)}
              onChange={(_, { value }) => onLimit(value)}
            />
            <Text role="status" className={styles.cost}>
              {cost(unlimited ? null : parseLimit(limit))}
            </Text>
          </div>
        )}
      </Field>
      <ul className={styles.suggestions} aria-label={t('onboarding.connect.suggest')}>
        {SUGGESTIONS.map(({ people, limit: suggested }) => (
          <li key={people}>
            <Button
              size="small"
              onClick={() => {
                onUnlimited(false)
                onLimit(formatNumber(suggested))
              }}
            >
              {[
                t('onboarding.connect.suggestion', {
                  limit: formatNumber(suggested),
                  people: t('onboarding.connect.people', { count: people, n: formatNumber(people) }),
                }),
                ...priced(suggested),
              ].join(' · ')}
            </Button>
          </li>
        ))}
      </ul>
      <Text size={200} className={styles.quiet}>
        {t('onboarding.connect.basis', { n: formatNumber(MESSAGES_A_PERSON) })}
      </Text>
      <div className={styles.row}>
        <Checkbox
          label={t('connection.form.unlimited')}
          checked={unlimited}
          onChange={(_, { checked }) => onUnlimited(checked === true)}
        />
      </div>
    </div>
  )
}

function useCost({ pricePerMessage, currency, regime }: Quota) {
  const { t } = useTranslation()
  return (limit: number | null | undefined): string => {
    if (limit === undefined) return ''
    if (regime === 'not-metered') return t('connection.form.limitNotMetered')
    if (limit === null)
      return t('connection.form.limitNone', { price: formatPrice(pricePerMessage, currency) })
    const cost = formatMoney(priceOf(limit, pricePerMessage), currency, { atMost: true })
    return t('connection.form.limitCost', { cost })
  }
}
