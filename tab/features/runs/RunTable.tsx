import {
  makeStyles,
  mergeClasses,
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
import type { Run } from '../../../server/contract/index.ts'
import { Duration } from '../../components/Duration.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { formatNumber } from '../../format/number.ts'
import { RunCost } from './RunCost.tsx'
import { RunLink } from './RunLink.tsx'
import { usePeopleOf } from './run-people.ts'
import { toneOf, tookSeconds } from './run-state.ts'
import { useTrigger } from './use-trigger.ts'

const useStyles = makeStyles({
  /** A row is no button, and a link on the colour of one is too faint in the dark. */
  row: { '&:hover': { backgroundColor: 'transparent' } },
  body: { '& > :last-child': { borderBottomStyle: 'none' } },
  table: { tableLayout: 'auto' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  numberHead: { '& > *': { justifyContent: 'flex-end' } },
  quiet: { color: tokens.colorNeutralForeground3, display: 'block' },
  cell: { paddingBlock: '8px', verticalAlign: 'top' },
})

export function RunTable({ runs }: { runs: Run[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Table aria-label={t('runs.history')} className={styles.table}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('runs.column.started')}</TableHeaderCell>
          <TableHeaderCell>{t('runs.column.state')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('runs.column.people')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('runs.column.added')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('runs.column.cost')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('runs.column.took')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody className={styles.body}>
        {runs.map((run) => (
          <Row key={run.id} run={run} />
        ))}
      </TableBody>
    </Table>
  )
}

function Row({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { totals } = run
  const people = usePeopleOf()(run)
  const took = tookSeconds(run, Date.now())
  const number = mergeClasses(styles.cell, styles.number)
  return (
    <TableRow className={styles.row}>
      <TableCell className={styles.cell}>
        <RunLink run={run} />
        <Text size={200} className={styles.quiet}>
          <RelativeTime at={run.startedAt ?? run.createdAt} /> · {useTrigger(run)}
        </Text>
      </TableCell>
      <TableCell className={styles.cell}>
        <StatusMark tone={toneOf(run.state)} text={t(`runs.state.${run.state}`)} />
        {totals.faults > 0 && (
          <Text size={200} className={styles.quiet}>
            {t('count.faults', { count: totals.faults, n: formatNumber(totals.faults) })}
          </Text>
        )}
      </TableCell>
      <TableCell className={number}>
        {people.of}
        {people.rest && (
          <Text size={200} align="end" className={styles.quiet}>
            {people.rest}
          </Text>
        )}
      </TableCell>
      <TableCell className={number}>{formatNumber(totals.added)}</TableCell>
      <TableCell className={number}>
        {formatNumber(totals.charged)}
        <Text size={200} align="end" className={styles.quiet}>
          <RunCost run={run} />
        </Text>
      </TableCell>
      <TableCell className={number}>{took === undefined ? '–' : <Duration seconds={took} />}</TableCell>
    </TableRow>
  )
}
