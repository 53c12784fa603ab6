import {
  Button,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { ArrowDownload20Regular, ReceiptMoney24Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LedgerEntry } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { Name } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { LEDGER_FILE_ENTRIES, useDownloadLedger, useLedger } from './api/usage.ts'
import { LedgerFilters } from './LedgerFilters.tsx'
import { NO_FILTER } from './ledger-asked.ts'

const NARROW = '@media (max-width: 520px)'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  table: { tableLayout: 'auto' },
  row: { '&:hover': { backgroundColor: 'transparent' } },
  cell: {
    paddingTop: '6px',
    paddingBottom: '6px',
    verticalAlign: 'top',
    overflowWrap: 'break-word',
    hyphens: 'auto',
  },
  // Where there is no room for a column, the name is below the entry.
  wide: { [NARROW]: { display: 'none' } },
  narrow: { display: 'none', [NARROW]: { display: 'block' } },
  number: {
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    paddingTop: '6px',
    verticalAlign: 'top',
  },
  numberHead: { '& > *': { justifyContent: 'flex-end' } },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Every booking: what a page may cost is reserved before it's asked for, and charged or given back by what came. */
export function Ledger() {
  const { t } = useTranslation()
  const styles = useStyles()
  const [asked, setAsked] = useState(NO_FILTER)
  const query = useLedger(asked)
  const download = useDownloadLedger()
  const entries = itemsOf(query.data)
  return (
    <Panel
      title={t('usage.ledger.title')}
      aside={
        <Tooltip
          content={t('spending.filter.csvHint', { n: formatNumber(LEDGER_FILE_ENTRIES) })}
          relationship="description"
        >
          <Button
            size="small"
            icon={<ArrowDownload20Regular />}
            disabledFocusable={download.isPending || entries.length === 0}
            onClick={() => download.mutate(asked)}
          >
            {t('usage.page.csv')}
          </Button>
        </Tooltip>
      }
    >
      <div className={styles.root}>
        {download.isError && <ProblemBar error={download.error} />}
        <Text className={styles.quiet}>{t('usage.ledger.intro')}</Text>
        <LedgerFilters asked={asked} onChange={setAsked} />
        <StateView query={query} skeleton={<RowsSkeleton rows={6} what={t('usage.ledger.loading')} />}>
          {() =>
            entries.length === 0 ? (
              <EmptyState
                icon={<ReceiptMoney24Regular />}
                text={t(asked === NO_FILTER ? 'usage.ledger.none' : 'spending.filter.none')}
              />
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
          <TableHeaderCell className={styles.wide}>{t('usage.page.column.person')}</TableHeaderCell>
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
              <span className={styles.narrow}>
                <Who entry={entry} />
              </span>
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>
              <Who entry={entry} />
            </TableCell>
            <TableCell className={styles.number}>{formatNumber(entry.messages)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Who({ entry: { subjectId, name } }: { entry: LedgerEntry }) {
  const { t } = useTranslation()
  return subjectId !== null && <Name>{name ?? t('archive.unknownPerson', { id: subjectId })}</Name>
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
