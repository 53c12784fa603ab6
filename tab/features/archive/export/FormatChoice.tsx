import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ExportFormat } from '../api/exports.ts'

const useStyles = makeStyles({
  choices: { marginInlineStart: '-8px' },
  label: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What most people want comes first. */
export const FORMATS = ['html', 'csv', 'eml', 'rsmf', 'jsonl'] as const satisfies readonly ExportFormat[]

interface FormatChoiceProps {
  value: ExportFormat
  onChoose: (format: ExportFormat) => void
}

/** The formats, each with a sentence on who it's for. */
export function FormatChoice({ value, onChoose }: FormatChoiceProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Field label={t('archive.export.format')}>
      <RadioGroup
        className={styles.choices}
        value={value}
        onChange={(_, data) => onChoose(FORMATS.find((format) => format === data.value) ?? value)}
      >
        {FORMATS.map((format) => (
          <Radio
            key={format}
            value={format}
            label={
              <span className={styles.label}>
                {t(`archive.export.formats.${format}`)}
                <Text size={200} className={styles.quiet}>
                  {t(`archive.export.for.${format}`)}
                </Text>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}
