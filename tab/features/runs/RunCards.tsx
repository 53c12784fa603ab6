import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'
import { Facts } from '../../components/Facts.tsx'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { formatNumber } from '../../format/number.ts'
import { RunCost } from './RunCost.tsx'
import { RunLink } from './RunLink.tsx'
import { usePeopleOf } from './run-people.ts'
import { toneOf } from './run-state.ts'
import { useTrigger } from './use-trigger.ts'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    gap: '12px',
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', justifyContent: 'space-between' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** The history where a table has no room. */
export function RunCards({ runs }: { runs: Run[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <ul className={styles.list} aria-label={t('runs.history')}>
      {runs.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
    </ul>
  )
}

function RunCard({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { totals } = run
  const people = usePeopleOf()(run)
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <RunLink run={run} />
        <StatusMark tone={toneOf(run.state)} text={t(`runs.state.${run.state}`)} />
      </div>
      <Facts
        facts={[
          { name: t('runs.column.people'), value: [people.of, people.rest].filter(Boolean).join(', ') },
          { name: t('runs.column.added'), value: formatNumber(totals.added) },
          { name: t('runs.one.charged'), value: formatNumber(totals.charged) },
          { name: t('runs.one.cost'), value: <RunCost run={run} whole /> },
        ]}
      />
      <Text size={200} className={styles.quiet}>
        <RelativeTime at={run.startedAt ?? run.createdAt} /> · {useTrigger(run)}
        {totals.faults > 0 &&
          ` · ${t('count.faults', { count: totals.faults, n: formatNumber(totals.faults) })}`}
      </Text>
    </li>
  )
}
