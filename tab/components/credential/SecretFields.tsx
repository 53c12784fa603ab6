import { Field, Input, makeStyles, Select } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../format/number.ts'
import { secretFault, stops } from './secret-fault.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  secret: { maxWidth: '480px' },
  months: { maxWidth: '200px' },
})

/** As Entra offers them; 24 months is the longest. */
const LIVES = [24, 18, 12, 6, 3] as const

export interface SecretEntry {
  secret: string
  months: number
}

export const NO_SECRET: SecretEntry = { secret: '', months: LIVES[0] }

interface SecretFieldsProps {
  entry: SecretEntry
  onChange: (entry: SecretEntry) => void
  /** Someone tried to continue: what is missing is said as well. */
  tried: boolean
}

/** The value of a secret, judged as it is pasted, and how long it was made for. */
export function SecretFields({ entry, onChange, tried }: SecretFieldsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const found = secretFault(entry.secret)
  const fault = entry.secret === '' && !tried ? undefined : found
  return (
    <div className={styles.root}>
      <Field
        className={styles.secret}
        label={t('setup.form.secret')}
        required
        hint={t('setup.form.secretHint')}
        {...(fault && {
          validationState: stops(fault) ? 'error' : 'warning',
          validationMessage: t(`setup.fault.${fault}`),
        })}
      >
        <Input
          type="password"
          input={{ dir: 'ltr' }}
          autoComplete="new-password"
          value={entry.secret}
          onChange={(_, { value }) => onChange({ ...entry, secret: value })}
        />
      </Field>
      <Field className={styles.months} label={t('setup.form.life')}>
        <Select
          value={String(entry.months)}
          onChange={(_, { value }) => onChange({ ...entry, months: Number(value) })}
        >
          {LIVES.map((months) => (
            <option key={months} value={months}>
              {t('setup.form.months', { count: months, n: formatNumber(months) })}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  )
}
