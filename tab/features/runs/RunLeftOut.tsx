import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { formatNumber } from '../../format/number.ts'
import { RunPeople } from './RunPeople.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Accounts that cannot chat: listed, and no fault of anyone's. */
export function RunLeftOut({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const n = run.totals.subjectsSkipped
  if (n === 0) return null
  const title = t('runs.leftOut.title', { n: formatNumber(n) })
  return (
    <Panel title={title}>
      <div className={styles.root}>
        <Text className={styles.quiet}>{t('runs.leftOut.text')}</Text>
        <RunPeople run={run} state="skipped" label={title} />
      </div>
    </Panel>
  )
}
