import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'
import { shortDay } from '../../format/time.ts'
import type { Day } from './days.ts'

const useStyles = makeStyles({
  body: { '& > :last-child': { borderBottomStyle: 'none' } },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  run: { paddingInlineStart: '24px' },
  numberHead: { '& > *': { justifyContent: 'flex-end' } },
})

/** The chart in rows, newest first, for anyone who would rather read than look. */
export default function DaysTable({ days }: { days: Day[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const title = t('overview.chart.tableLabel')
  return (
    <Table size="small" aria-label={title}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('overview.chart.date')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('overview.chart.added')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('overview.chart.faults')}</TableHeaderCell>
          <TableHeaderCell className={styles.run}>{t('overview.chart.run')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody className={styles.body}>
        {days.toReversed().map((day) => (
          <TableRow key={day.date}>
            <TableCell>
              <time dateTime={day.date}>{shortDay(day.date)}</time>
            </TableCell>
            <TableCell className={styles.number}>{formatNumber(day.added)}</TableCell>
            <TableCell className={styles.number}>{formatNumber(day.faults)}</TableCell>
            <TableCell className={styles.run}>
              {day.runId ? (
                <TextLink
                  to={`/runs/${encodeURIComponent(day.runId)}`}
                  name={t('overview.chart.openRunOf', { day: shortDay(day.date) })}
                >
                  {t('overview.chart.openRun')}
                </TextLink>
              ) : (
                '–'
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
