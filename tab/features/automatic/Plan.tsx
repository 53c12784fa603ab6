import { makeStyles, Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Row } from '../../microsoft/setup/steps.ts'
import { StepRows } from './StepRows.tsx'

const useStyles = makeStyles({ stack: { display: 'flex', flexDirection: 'column', gap: '12px' } })

/** Every call before anyone signs in, where no panel or dialog names the list already. */
export function Plan({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.stack}>
      <Text weight="semibold">{t('automatic.setup.plan')}</Text>
      <StepRows rows={rows} />
    </div>
  )
}
