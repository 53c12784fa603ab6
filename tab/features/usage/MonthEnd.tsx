import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Quota, Usage } from '../../../server/contract/index.ts'
import { useForecast } from '../../api/forecast.ts'
import { useStrategy } from '../../api/strategy.ts'
import { useCost } from '../../components/cost.ts'
import { Panel } from '../../components/Panel.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { UsageBar } from '../../components/UsageBar.tsx'
import { useNow } from '../../components/use-now.ts'
import { formatNumber } from '../../format/number.ts'
import { dateOnly } from '../../format/time.ts'
import { useUsage } from './api/usage.ts'
import { DAY_MS, monthEndAt, type Pace, paceOf } from './pace.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  table: { tableLayout: 'auto' },
  row: { '&:hover': { backgroundColor: 'transparent' } },
  body: { '& > :last-child': { borderBottomStyle: 'none' } },
  cell: { paddingTop: '6px', paddingBottom: '6px' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  numberHead: { '& > *': { justifyContent: 'flex-end' } },
})

/** Where the month ends if it goes on like its last days, against the limit and the forecast of the next backup. */
export function MonthEnd({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const now = useNow()
  const query = useUsage({ by: 'run', ...lastWeeks(now) })
  // What was charged says below what failed, and tries again.
  if (query.isError) return null
  return (
    <Panel title={t('spending.pace.title')}>
      <StateView query={query} skeleton={<LinesSkeleton lines={5} what={t('spending.pace.loading')} />}>
        {(usage) => {
          const pace = paceOf(runsOf(usage), new Date(now))
          if (pace === undefined) return <Text className={styles.quiet}>{t('spending.pace.early')}</Text>
          return <Outlook quota={quota} pace={pace} now={now} />
        }}
      </StateView>
    </Panel>
  )
}

const WEEKS_MS = 28 * DAY_MS

function lastWeeks(now: number) {
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
  return { from: dayOf(now - WEEKS_MS), to: dayOf(now) }
}

function runsOf({ items }: Usage) {
  return items.flatMap(({ at, messages }) => (at === undefined ? [] : [{ at: new Date(at), messages }]))
}

function Outlook({ quota, pace, now }: { quota: Quota; pace: Pace; now: number }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { used, limit, resetsAt } = quota
  const { since, perDay, withoutFirst } = pace
  const end = monthEndAt(pace, used, new Date(resetsAt), new Date(now))
  const count = Math.round(perDay)
  const rests = t('spending.pace.rests', {
    count,
    n: formatNumber(count),
    since: dateOnly(since.toISOString(), undefined, 'UTC'),
  })
  const date = dateOnly(resetsAt, undefined, 'UTC')
  const label = t('spending.pace.bar', { date, used: formatNumber(used), end: formatNumber(end) })
  return (
    <div className={styles.root}>
      <Text weight="semibold">
        <Verdict quota={quota} end={end} perDay={perDay} now={now} />
      </Text>
      {/* What doesn't fit the bar is in the sentence above. */}
      <UsageBar
        used={used}
        reserved={limit === null ? 0 : Math.min(end, limit) - Math.min(used, limit)}
        limit={limit}
        label={label}
      />
      <Rows quota={quota} end={end} date={date} />
      <Text size={200} className={styles.quiet}>
        {withoutFirst ? `${rests} ${t('spending.pace.withoutFirst')}` : rests}
      </Text>
    </div>
  )
}

function Verdict({ quota, end, perDay, now }: { quota: Quota; end: number; perDay: number; now: number }) {
  const { t } = useTranslation()
  const { used, limit } = quota
  if (limit === null) return t('spending.pace.unlimited', { count: end, n: formatNumber(end) })
  const words = { count: end, n: formatNumber(end), limit: formatNumber(limit) }
  if (end <= limit) return t('spending.pace.within', words)
  if (used >= limit) return t('spending.pace.reached', words)
  const at = now + ((limit - used) / perDay) * DAY_MS
  return t('spending.pace.over', { ...words, date: dateOnly(new Date(at).toISOString(), undefined, 'UTC') })
}

/** The same figures as in the bar, and what they cost. */
function Rows({ quota, end, date }: { quota: Quota; end: number; date: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const cost = useCost(quota)
  const { data: forecast } = useForecast()
  const strategy = useStrategy().data?.strategy
  const next = forecast?.strategies.find((one) => one.strategy === strategy)?.messages.likely
  const rows: [string, number][] = [[t('spending.pace.soFar'), quota.used]]
  if (next !== undefined) rows.push([t('spending.pace.next'), next])
  rows.push([t('spending.pace.end', { date }), end])
  if (quota.limit !== null) rows.push([t('spending.pace.limit'), quota.limit])
  return (
    <Table size="small" aria-label={t('spending.pace.title')} className={styles.table}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('spending.pace.what')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('usage.page.column.messages')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('usage.page.column.cost')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody className={styles.body}>
        {rows.map(([name, messages]) => (
          <TableRow key={name} className={styles.row}>
            <TableCell className={styles.cell}>{name}</TableCell>
            <TableCell className={styles.number}>{formatNumber(messages)}</TableCell>
            <TableCell className={styles.number}>{cost.amount(messages).text}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
