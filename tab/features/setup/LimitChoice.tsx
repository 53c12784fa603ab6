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
import type { LimitAdvice } from '../../../server/contract/index.ts'
import { type Pricing, useCost } from '../../components/cost.ts'
import { parseLimit } from '../../format/entry.ts'
import { formatNumber } from '../../format/number.ts'
import { dateOnly } from '../../format/time.ts'

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

/** Only how a limit is written. */
const EXAMPLE = 50_000

interface LimitChoiceProps {
  /** Undefined while it is asked for, null where it could not be had. */
  advice: LimitAdvice | null | undefined
  pricing: Pricing
  limit: string
  unlimited: boolean
  fault: Pick<FieldProps, 'validationState' | 'validationMessage'>
  onLimit: (limit: string) => void
  onUnlimited: (unlimited: boolean) => void
}

/** The most a month may read, with what it may begin with and what that rests on; what it would cost is next to it. */
export function LimitChoice({
  advice,
  pricing,
  limit,
  unlimited,
  fault,
  onLimit,
  onUnlimited,
}: LimitChoiceProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const cost = useCost(pricing)
  const choose = (suggested: number) => {
    onUnlimited(false)
    onLimit(formatNumber(suggested))
  }
  const typed = unlimited ? null : parseLimit(limit)
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
              placeholder={unlimited ? t('count.unlimited') : formatNumber(EXAMPLE)}
              onChange={(_, { value }) => onLimit(value)}
            />
            <Text role="status" className={styles.cost}>
              {typed === undefined ? '' : cost.bound(typed, 'month')}
            </Text>
          </div>
        )}
      </Field>
      {advice && <Suggestions advice={advice} onChoose={choose} />}
      {advice === undefined && (
        <Text size={200} className={styles.quiet}>
          {t('setup.connect.looking')}
        </Text>
      )}
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

/** Where no one knows how many people there are: what each so many would need. */
const SIZES = [50, 250, 1000]

interface SuggestionsProps {
  advice: LimitAdvice
  onChoose: (limit: number) => void
}

function Suggestions({ advice, onChoose }: SuggestionsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { month, perPerson } = advice
  const people = (count: number) => t('count.people', { count, n: formatNumber(count) })
  const suggested = month
    ? [
        { limit: month.low, label: t('setup.connect.quiet', { limit: formatNumber(month.low) }) },
        { limit: month.high, label: t('setup.connect.busy', { limit: formatNumber(month.high) }) },
      ]
    : SIZES.map((size) => {
        const limit = size * (perPerson?.high ?? 0)
        const words = { limit: formatNumber(limit), people: people(size) }
        return { limit, label: t('setup.connect.suggestion', words) }
      })
  return (
    <>
      <ul className={styles.suggestions} aria-label={t('setup.connect.suggest')}>
        {suggested.map(({ limit, label }) => (
          <li key={limit}>
            <Button size="small" onClick={() => onChoose(limit)}>
              {label}
            </Button>
          </li>
        ))}
      </ul>
      <Text size={200} className={styles.quiet}>
        {useBasis(advice)} {t('setup.connect.firstBackup')}
      </Text>
    </>
  )
}

/** What the suggestions rest on, and for how many people. */
function useBasis({ basis, people, perPerson, until }: LimitAdvice): string {
  const { t } = useTranslation()
  const who = people
    ? t('setup.connect.basis.for', {
        people: t('count.people', { count: people, n: formatNumber(people) }),
      })
    : t('setup.connect.basis.unknown')
  const range = { low: formatNumber(perPerson?.low ?? 0), high: formatNumber(perPerson?.high ?? 0) }
  const date = until ? dateOnly(until, undefined, 'UTC') : ''
  return `${t(`setup.connect.basis.${basis}`, { ...range, date })} ${who}`
}
