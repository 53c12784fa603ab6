import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Integrity } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { RunCoverage } from '../../components/RunCoverage.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { exactTime } from '../../format/time.ts'
import { runAddress } from '../../links/links.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  links: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px' },
})

/** What was never covered, and why, as the newest comparison with the chats has found. */
export function Uncovered({ compared }: { compared: Integrity['compared'] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const title = t('integrity.uncovered.title')
  const people = <TextLink to="/people?show=out">{t('integrity.uncovered.people')}</TextLink>
  if (compared === null)
    return (
      <Panel title={title}>
        <div className={styles.root}>
          <Text className={styles.quiet}>{t('integrity.uncovered.none')}</Text>
          <span>{people}</span>
        </div>
      </Panel>
    )
  const { runId, endedAt, ...coverage } = compared
  return (
    <RunCoverage coverage={coverage} title={title}>
      <div className={styles.links}>
        <TextLink to={runAddress(runId)}>
          {t('integrity.uncovered.when', { when: exactTime(endedAt) })}
        </TextLink>
        {people}
      </div>
    </RunCoverage>
  )
}
