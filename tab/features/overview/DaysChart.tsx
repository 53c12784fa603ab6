import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DataBarVertical20Regular, DataBarVerticalRegular, Table20Regular } from '@fluentui/react-icons'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { later } from '../../components/later.ts'
import { NextStep } from '../../components/NextStep.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState } from '../../components/StateView.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber, share } from '../../format/number.ts'
import { shortDay } from '../../format/time.ts'
import { useDirection } from '../../i18n/use-locale.ts'
import { busiest, type Day, niceTop, totalOf } from './days.ts'

const DaysTable = later(() => import('./DaysTable.tsx'))

const HEIGHT = 132

const useStyles = makeStyles({
  readout: {
    display: 'block',
    minHeight: '20px',
    marginBottom: '8px',
    color: tokens.colorNeutralForeground2,
  },
  frame: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: '8px' },
  svg: { display: 'block', width: '100%', height: `${HEIGHT}px`, overflow: 'visible' },
  grid: { stroke: tokens.colorNeutralStroke2 },
  base: { stroke: tokens.colorNeutralStroke1 },
  bar: { fill: tokens.colorCompoundBrandBackground, '@media (forced-colors: active)': { fill: 'Highlight' } },
  active: {
    fill: tokens.colorCompoundBrandBackgroundPressed,
    '@media (forced-colors: active)': { fill: 'CanvasText' },
  },
  fault: { fill: tokens.colorPaletteRedForeground1, stroke: tokens.colorNeutralBackground1 },
  hit: { fill: 'transparent' },
  link: { cursor: 'pointer' },
  scale: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    height: `${HEIGHT}px`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 1,
    textAlign: 'end',
  },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    marginTop: '6px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
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
      {!few && !asTable && <Bars days={days} />}
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
    return (
      <EmptyState icon={<DataBarVerticalRegular />} text={t('overview.chart.none')} action={<NextStep />} />
    )
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

function Bars({ days }: { days: Day[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  // Time runs the way the language reads; the axis below turns by itself.
  const mirrored = useDirection() === 'rtl'
  const [over, setOver] = useState<Day>()
  const top = niceTop(busiest(days)?.added ?? 0)
  const marks = [days[0], days[Math.floor(days.length / 2)], days.at(-1)].filter((day) => day !== undefined)
  return (
    <>
      <Text className={styles.readout}>{useReadout(days, over)}</Text>
      <div className={styles.frame}>
        <svg
          className={styles.svg}
          role="img"
          aria-label={useChartLabel(days)}
          onPointerLeave={() => setOver(undefined)}
        >
          {[0, 0.5].map((part) => (
            <line key={part} className={styles.grid} x1="0" x2="100%" y1={HEIGHT * part} y2={HEIGHT * part} />
          ))}
          {days.map((day, index) => (
            <Bar
              key={day.date}
              day={day}
              slot={mirrored ? days.length - 1 - index : index}
              of={days.length}
              top={top}
              over={over === day}
              onOver={setOver}
            />
          ))}
          <line className={styles.base} x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
        </svg>
        <div className={styles.scale} aria-hidden>
          <span>{formatNumber(top)}</span>
          <span>{formatNumber(Math.round(top / 2))}</span>
          <span>{formatNumber(0)}</span>
        </div>
        <div className={styles.axis} aria-hidden>
          {marks.map((day) => (
            <time key={day.date} dateTime={day.date}>
              {shortDay(day.date)}
            </time>
          ))}
        </div>
      </div>
      <Text size={200} className={styles.note}>
        {t('overview.chart.utc')}
        {days.some((day) => day.faults > 0) && ` ◆ ${t('overview.chart.faultMark')}`}
      </Text>
    </>
  )
}

interface BarProps {
  day: Day
  slot: number
  of: number
  top: number
  over: boolean
  onOver: (day: Day) => void
}

function Bar({ day, slot, of, top, over, onOver }: BarProps) {
  const styles = useStyles()
  const navigate = useNavigate()
  const width = 100 / of
  const height = day.added === 0 ? 0 : Math.max(2, share(day.added, top) * HEIGHT)
  const open = day.runId ? () => void navigate(`/runs/${encodeURIComponent(day.runId ?? '')}`) : undefined
  const middle = `${(slot + 0.5) * width}%`
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the table has the links
    <g onPointerEnter={() => onOver(day)} onClick={open} className={open ? styles.link : undefined}>
      <rect className={styles.hit} x={`${slot * width}%`} width={`${width}%`} y="0" height={HEIGHT} />
      <rect
        className={over ? styles.active : styles.bar}
        x={`${(slot + 0.16) * width}%`}
        width={`${width * 0.68}%`}
        y={HEIGHT - height}
        height={height}
        rx="2"
      />
      {day.faults > 0 && (
        <svg x={middle} y={Math.max(0, HEIGHT - height - 14)} overflow="visible" aria-hidden>
          <path className={styles.fault} d="M0 0 L5 5 L0 10 L-5 5 Z" />
        </svg>
      )}
    </g>
  )
}

function useReadout(days: Day[], over: Day | undefined): string {
  const { t } = useTranslation()
  if (!over) {
    const count = totalOf(days)
    return t('overview.chart.total', { count, n: formatNumber(count) })
  }
  const said = t('overview.chart.day', {
    day: shortDay(over.date),
    count: over.added,
    n: formatNumber(over.added),
  })
  if (!over.faults) return said
  return `${said} · ${t('count.faults', { count: over.faults, n: formatNumber(over.faults) })}`
}

function useChartLabel(days: Day[]): string {
  const { t } = useTranslation()
  const best = busiest(days)
  if (!best) return t('overview.chart.labelNone')
  return t('overview.chart.label', { n: formatNumber(totalOf(days)), day: shortDay(best.date) })
}
