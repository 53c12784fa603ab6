import { Field, makeStyles, Radio, RadioGroup, Select } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../format/number.ts'
import { type CredentialChoice, MONTHS } from './jobs.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  kinds: { marginInlineStart: '-8px' },
  months: { maxWidth: '200px' },
})

interface CredentialOptionsProps {
  choice: CredentialChoice
  onChange: (choice: CredentialChoice) => void
}

/** Certificate or secret, and for how long. */
export function CredentialOptions({ choice, onChange }: CredentialOptionsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <Field label={t('automatic.options.kind')}>
        <RadioGroup
          className={styles.kinds}
          value={choice.kind}
          onChange={(_, { value }) =>
            onChange({ ...choice, kind: value === 'certificate' ? 'certificate' : 'secret' })
          }
        >
          <Radio value="certificate" label={t('automatic.options.certificate')} />
          <Radio value="secret" label={t('automatic.options.secret')} />
        </RadioGroup>
      </Field>
      <Field label={t('automatic.options.months')} className={styles.months}>
        <Select
          value={String(choice.months)}
          onChange={(_, { value }) => onChange({ ...choice, months: Number(value) })}
        >
          {MONTHS.map((months) => (
            <option key={months} value={months}>
              {t('automatic.options.month', { count: months, n: formatNumber(months) })}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  )
}
