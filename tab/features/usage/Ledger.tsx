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
import { ReceiptMoney24Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { LedgerEntry } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { useLedger } from './api/usage.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  table: { tableLayout: 'auto' },
  row: { '&:hover': { backgroundColor: 'transparent' } },
  cell: { paddingBlock: '6px', verticalAlign: 'top', overflowWrap: 'anywhere' },
  number: {
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    verticalAlign: 'top',
  },
  numberHead: { '& > *': { justifyContent: 'flex-end' } },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Every booking: what a page may cost is reserved before it's asked for, and charged or given back by what came. */
export function Ledger() {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useLedger()
  const entries = itemsOf(query.data)
  return (
    <Panel title={t('usage.ledger.title')}>
      <div className={styles.root}>
        <Text className={styles.quiet}>{t('usage.ledger.intro')}</Text>
        <StateView query={query} skeleton={<RowsSkeleton rows={6} what={t('usage.ledger.loading')} />}>
          {() =>
            entries.length === 0 ? (
              <EmptyState icon={<ReceiptMoney24Regular />} text={t('usage.ledger.none')} />
            ) : (
              <Entries entries={entries} />
            )
          }
        </StateView>
        <MoreButton of={query} />
      </div>
    </Panel>
  )
}

/** Several entries are of one moment: their place tells them apart. */
const keyOf = ({ at }: LedgerEntry, place: number) => `${at} ${place}`

function Entries({ entries }: { entries: readonly LedgerEntry[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Table size="small" aria-label={t('usage.ledger.title')} className={styles.table}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('usage.ledger.at')}</TableHeaderCell>
          <TableHeaderCell>{t('usage.ledger.kind')}</TableHeaderCell>
          <TableHeaderCell className={styles.numberHead}>{t('usage.page.column.messages')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry, at) => (
          <TableRow key={keyOf(entry, at)} className={styles.row}>
            <TableCell className={styles.cell}>
              <time dateTime={entry.at}>{exactTime(entry.at)}</time>
            </TableCell>
            <TableCell className={styles.cell}>
              <What entry={entry} />
            </TableCell>
            <TableCell className={styles.number}>{formatNumber(entry.messages)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function What({ entry: { kind, reason, runId } }: { entry: LedgerEntry }) {
  const { t } = useTranslation()
  const words = t(reason === 'connection-test' ? 'usage.ledger.test' : `usage.ledger.kinds.${kind}`)
  if (runId === null) return words
  return (
    <>
      {words} ·{' '}
      <TextLink
        to={`/runs/${encodeURIComponent(runId)}`}
        // Every row has one: heard alone, each says which.
        name={`${t('usage.ledger.run')}: ${runId}`}
      >
        {t('usage.ledger.run')}
      </TextLink>
    </>
  )
}
