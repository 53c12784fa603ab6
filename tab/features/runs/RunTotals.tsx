import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/http/contract.ts'
import { itemsOf } from '../../api/page.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { Duration } from '../../components/Duration.tsx'
import { type Fact, Facts } from '../../components/Facts.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { useDayTime } from '../../components/use-day-time.ts'
import { Name } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { useRunFaults } from './api/runs.ts'
import { hasEnded, isLive, toneOf, tookSeconds } from './run-state.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px' },
  digest: { display: 'flex', flexDirection: 'column', gap: '2px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Everything one run did and cost. */
export function RunTotals({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Panel
      title={t(hasEnded(run.state) ? 'runs.one.totals' : 'runs.one.totalsSoFar')}
      aside={<StatusMark tone={toneOf(run.state)} text={t(`runs.state.${run.state}`)} />}
    >
      <div className={styles.root}>
        <Facts facts={useNumbers(run, useSkipped(run))} />
        <Facts facts={useCircumstances(run)} />
        {run.documentDigest && (
          <div className={styles.digest}>
            <Text size={200} className={styles.quiet}>
              {t('runs.one.digest')}
            </Text>
            <CopyField value={run.documentDigest} what={t('runs.one.digest')} />
          </div>
        )}
      </div>
    </Panel>
  )
}

/** How many people were passed over, as the list below tells; 0 where the list is too long to know. */
function useSkipped(run: Run): number {
  const { data, hasNextPage } = useRunFaults(run.id, isLive(run.state))
  const skips = itemsOf(data).filter(({ kind, subjectId }) => kind === 'skip' && subjectId !== null)
  return hasNextPage ? 0 : new Set(skips.map(({ subjectId }) => subjectId)).size
}

function useNumbers({ totals, cost, currency }: Run, skipped: number): Fact[] {
  const { t } = useTranslation()
  const done = Math.max(0, totals.subjectsDone - skipped)
  const people = t('runs.peopleOf', { done: formatNumber(done), total: formatNumber(totals.subjects) })
  return [
    {
      name: t('runs.one.people'),
      value: skipped > 0 ? t('runs.one.peopleSkipped', { people, n: formatNumber(skipped) }) : people,
    },
    { name: t('runs.one.charged'), value: formatNumber(totals.charged) },
    { name: t('runs.one.cost'), value: <MoneyText amount={cost} currency={currency} /> },
    { name: t('runs.one.added'), value: formatNumber(totals.added) },
    { name: t('runs.one.revised'), value: formatNumber(totals.revised) },
    { name: t('runs.one.unchanged'), value: formatNumber(totals.unchanged) },
    { name: t('runs.one.media'), value: formatNumber(totals.media) },
    { name: t('runs.one.faults'), value: formatNumber(totals.faults) },
  ]
}

/** Day and clock, and below how long ago. */
function When({ at }: { at: string }) {
  const styles = useStyles()
  return (
    <>
      <time dateTime={at}>{useDayTime()(at)}</time>
      <Text size={200} block className={styles.quiet}>
        <RelativeTime at={at} />
      </Text>
    </>
  )
}

function useCircumstances(run: Run): Fact[] {
  const { t } = useTranslation()
  const took = tookSeconds(run, Date.now())
  const startedBy =
    run.trigger === 'schedule'
      ? t('runs.trigger.bySchedule')
      : (run.requestedBy && <Name>{run.requestedBy}</Name>) || t('runs.trigger.byHand')
  return [
    { name: t('runs.column.by'), value: startedBy },
    { name: t('runs.one.started'), value: run.startedAt ? <When at={run.startedAt} /> : '–' },
    { name: t('runs.one.ended'), value: run.endedAt ? <When at={run.endedAt} /> : '–' },
    { name: t('runs.one.took'), value: took === undefined ? '–' : <Duration seconds={took} /> },
    { name: t('runs.one.strategy'), value: t(`runs.one.${run.strategy}`) },
  ]
}
