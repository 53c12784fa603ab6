import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DataBarVertical20Regular, DataBarVerticalRegular, Table20Regular } from '@fluentui/react-icons'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Bars } from '../../components/Bars.tsx'
import { later } from '../../components/later.ts'
import { Panel } from '../../components/Panel.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState } from '../../components/StateView.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'
import { shortDay } from '../../format/time.ts'
import { busiest, type Day, totalOf } from './days.ts'

const DaysTable = later(() => import('./DaysTable.tsx'))

const useStyles = makeStyles({
  note: { display: 'block', marginTop: '8px', color: tokens.colorNeutralForeground3 },
})

export function DaysChart({ days }: { days: Day[] }) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const told = days.filter((day) => day.added > 0 || day.faults > 0)
  const few = told.length <= 1
  const toggle = (
    <Button
      appearance="subtle"
      size="small"
      icon={asTable ? <DataBarVertical20Regular /> : <Table20Regular />}
      onClick={() => setAsTable(!asTable)}
    >
      {t(asTable ? 'overview.chart.asChart' : 'overview.chart.asTable')}
    </Button>
  )
  return (
    <Panel title={t('overview.chart.title')} aside={few ? undefined : toggle}>
      {few && <FirstDay day={told[0]} />}
      {!few && !asTable && <DaysBars days={days} />}
      {!few && asTable && (
        <Suspense fallback={<RowsSkeleton rows={5} what={t('overview.chart.tableLabel')} />}>
          <DaysTable days={days} />
        </Suspense>
      )}
    </Panel>
  )
}

/** One bar in an empty field tells less than a sentence does. */
function FirstDay({ day }: { day: Day | undefined }) {
  const { t } = useTranslation()
  if (!day)
    // What is to be done stands above, on the same screen.
    return <EmptyState icon={<DataBarVerticalRegular />} text={t('overview.chart.none')} />
  const words = { day: shortDay(day.date), count: day.added, n: formatNumber(day.added) }
  return (
    <EmptyState
      icon={<DataBarVerticalRegular />}
      text={t('overview.chart.first', words)}
      action={
        day.runId && (
          <TextLink to={`/runs/${encodeURIComponent(day.runId)}`}>{t('overview.chart.openRun')}</TextLink>
        )
      }
    />
  )
}

function DaysBars({ days }: { days: Day[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const navigate = useNavigate()
  const saidOf = useSaid()
  const count = totalOf(days)
  const bars = days.map((day) => ({
    key: day.date,
    value: day.added,
    mark: shortDay(day.date),
    said: saidOf(day),
    flagged: day.faults > 0,
    onOpen: day.runId ? () => void navigate(`/runs/${encodeURIComponent(day.runId ?? '')}`) : undefined,
  }))
  return (
    <>
      <Bars
        bars={bars}
        label={useChartLabel(days)}
        total={t('overview.chart.total', { count, n: formatNumber(count) })}
      />
      <Text size={200} className={styles.note}>
        {t('overview.chart.utc')}
        {days.some((day) => day.faults > 0) && ` ◆ ${t('overview.chart.faultMark')}`}
      </Text>
    </>
  )
}

function useSaid(): (day: Day) => string {
  const { t } = useTranslation()
  return ({ date, added, faults }) => {
    const said = t('overview.chart.day', { day: shortDay(date), count: added, n: formatNumber(added) })
    if (!faults) return said
    return `${said} · ${t('count.faults', { count: faults, n: formatNumber(faults) })}`
  }
}

function useChartLabel(days: Day[]): string {
  const { t } = useTranslation()
  const best = busiest(days)
  if (!best) return t('overview.chart.labelNone')
  return t('overview.chart.label', { n: formatNumber(totalOf(days)), day: shortDay(best.date) })
}
