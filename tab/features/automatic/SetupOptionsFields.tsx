import { Checkbox, Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CredentialOptions } from './CredentialOptions.tsx'
import type { SetupOptions } from './setup.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  kinds: { marginInlineStart: '-8px' },
})

interface SetupOptionsFieldsProps {
  options: SetupOptions
  onChange: (options: SetupOptions) => void
}

/** Certificate or secret, for how long, and with which permissions. */
export function SetupOptionsFields({ options, onChange }: SetupOptionsFieldsProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.stack}>
      <CredentialOptions
        choice={options.credential}
        onChange={(credential) => onChange({ ...options, credential })}
      />
      <Field label={t('automatic.options.set')}>
        <RadioGroup
          className={styles.kinds}
          value={options.leastSet ? 'least' : 'full'}
          onChange={(_, { value }) => onChange({ ...options, leastSet: value === 'least' })}
        >
          <Radio value="least" label={t('automatic.options.least')} />
          <Radio value="full" label={t('automatic.options.full')} />
        </RadioGroup>
      </Field>
      <Checkbox
        className={styles.kinds}
        label={t('automatic.options.report')}
        checked={options.usageReport}
        onChange={(_, { checked }) => onChange({ ...options, usageReport: checked === true })}
      />
    </div>
  )
}
