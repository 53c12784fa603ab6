import { Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../format/number.ts'
import { weekdayName } from '../../format/time.ts'
import { type Choice, EVERY_HOURS } from './choice.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '12px 16px' },
  short: { width: '180px', maxWidth: '100%' },
})

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0]

type Props = { choice: Choice; onChange: (change: Partial<Choice>) => void }

/** What the chosen pattern needs. */
export function TimeFields({ choice, onChange }: Props) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { pattern } = choice
  if (pattern === 'cron')
    return (
      <Field label={t('schedule.cron')} hint={t('schedule.cronHint')} required>
        <Input
          value={choice.cron}
          maxLength={200}
          spellCheck={false}
          dir="ltr"
          onChange={(_, { value }) => onChange({ cron: value })}
        />
      </Field>
    )
  return (
    <div className={styles.row}>
      {pattern === 'weekly' && (
        <Field label={t('schedule.weekday')} className={styles.short}>
          <Select
            value={String(choice.weekday)}
            onChange={(_, { value }) => onChange({ weekday: Number(value) })}
          >
            {WEEKDAYS.map((weekday) => (
              <option key={weekday} value={weekday}>
                {weekdayName(weekday)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {pattern === 'hours' && (
        <Field label={t('schedule.every')} className={styles.short}>
          <Select
            value={String(choice.every)}
            onChange={(_, { value }) => onChange({ every: Number(value) })}
          >
            {EVERY_HOURS.map((every) => (
              <option key={every} value={every}>
                {t('schedule.everyHours', { count: every, n: formatNumber(every) })}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field
        label={t('schedule.time')}
        required
        className={styles.short}
        {...(pattern === 'hours' && { hint: t('schedule.minute') })}
      >
        <Input type="time" value={choice.time} onChange={(_, { value }) => onChange({ time: value })} />
      </Field>
    </div>
  )
}
