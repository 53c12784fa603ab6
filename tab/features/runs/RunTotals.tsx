import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'
import { CopyField } from '../../components/CopyField.tsx'
import { Duration } from '../../components/Duration.tsx'
import { type Fact, Facts } from '../../components/Facts.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useDayTime } from '../../components/use-day-time.ts'
import { useNow } from '../../components/use-now.ts'
import { Name } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { duration } from '../../format/time.ts'
import { RunCost } from './RunCost.tsx'
import { usePeopleOf } from './run-people.ts'
import { hasEnded, tookSeconds, waitedSeconds } from './run-state.ts'

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
    <Panel title={t(hasEnded(run.state) ? 'runs.one.totals' : 'runs.one.totalsSoFar')}>
      <div className={styles.root}>
        <Facts facts={useNumbers(run)} />
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

function useNumbers(run: Run): Fact[] {
  const { t } = useTranslation()
  const { totals } = run
  const { of, rest } = usePeopleOf()(run)
  return [
    { name: t('runs.one.people'), value: <People of={of} rest={rest} /> },
    { name: t('runs.one.charged'), value: formatNumber(totals.charged) },
    { name: t('runs.one.cost'), value: <RunCost run={run} whole /> },
    { name: t('runs.one.added'), value: formatNumber(totals.added) },
    { name: t('runs.one.revised'), value: formatNumber(totals.revised) },
    { name: t('runs.one.unchanged'), value: formatNumber(totals.unchanged) },
    { name: t('runs.one.media'), value: formatNumber(totals.media) },
    { name: t('runs.one.faults'), value: formatNumber(totals.faults) },
  ]
}

function People({ of, rest }: { of: string; rest: string }) {
  const styles = useStyles()
  return (
    <>
      {of}
      {rest && (
        <Text size={200} block className={styles.quiet}>
          {rest}
        </Text>
      )}
    </>
  )
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

/** How long it was at work, and below how long it waited. */
function Took({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const now = useNow()
  const took = tookSeconds(run, now)
  const waited = waitedSeconds(run, now)
  if (took === undefined) return '–'
  return (
    <>
      <Duration seconds={took} />
      {waited >= 1 && (
        <Text size={200} block className={styles.quiet}>
          {t('runs.one.suspended', { time: duration(waited) })}
        </Text>
      )}
    </>
  )
}

function useCircumstances(run: Run): Fact[] {
  const { t } = useTranslation()
  const startedBy =
    run.trigger === 'schedule'
      ? t(run.late ? 'runs.trigger.late' : 'runs.trigger.bySchedule')
      : (run.requestedBy && <Name>{run.requestedBy}</Name>) || t('runs.trigger.manually')
  const { forecast } = run
  const expected = forecast && [
    {
      name: t('runs.forecast.expected'),
      value: t('runs.forecast.range', {
        n: formatNumber(forecast.likely),
        low: formatNumber(forecast.low),
        high: formatNumber(forecast.high),
      }),
    },
  ]
  return [
    { name: t('runs.column.by'), value: startedBy },
    { name: t('runs.one.started'), value: run.startedAt ? <When at={run.startedAt} /> : '–' },
    { name: t('runs.one.ended'), value: run.endedAt ? <When at={run.endedAt} /> : '–' },
    { name: t('runs.one.took'), value: <Took run={run} /> },
    { name: t('runs.one.strategy'), value: t(`runs.one.${run.strategy}`) },
    ...(expected ?? []),
  ]
}
