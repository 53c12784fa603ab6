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
  tokens,
} from '@fluentui/react-components'
import { ArrowDownload20Regular, HistoryRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { QuotaChange } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { Name } from '../../components/Verbatim.tsx'
import { formatPrice } from '../../format/money.ts'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { useDownloadHistory, useHistory } from './api/usage.ts'

const NARROW = '@media (max-width: 520px)'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  table: { tableLayout: 'auto' },
  row: { '&:hover': { backgroundColor: 'transparent' } },
  body: { '& > :last-child': { borderBottomStyle: 'none' } },
  cell: {
    paddingTop: '6px',
    paddingBottom: '6px',
    verticalAlign: 'top',
    overflowWrap: 'break-word',
    hyphens: 'auto',
  },
  // Where there is no room for a column, the name is below the time.
  wide: { [NARROW]: { display: 'none' } },
  narrow: { display: 'none', [NARROW]: { display: 'block' } },
  quiet: { color: tokens.colorNeutralForeground3 },
  lines: { display: 'flex', flexDirection: 'column' },
})

/** Who changed what about the budget, and when. */
export function LimitHistory() {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useHistory()
  const download = useDownloadHistory()
  const changes = itemsOf(query.data)
  return (
    <Panel
      title={t('spending.history.title')}
      aside={
        <Button
          size="small"
          icon={<ArrowDownload20Regular />}
          disabledFocusable={download.isPending || changes.length === 0}
          onClick={() => download.mutate()}
        >
          {t('usage.page.csv')}
        </Button>
      }
    >
      <div className={styles.root}>
        {download.isError && <ProblemBar error={download.error} />}
        <Text className={styles.quiet}>{t('spending.history.intro')}</Text>
        <StateView query={query} skeleton={<RowsSkeleton rows={2} what={t('spending.history.loading')} />}>
          {() =>
            changes.length === 0 ? (
              <EmptyState icon={<HistoryRegular />} text={t('spending.history.none')} />
            ) : (
              <Changes changes={changes} />
            )
          }
        </StateView>
        <MoreButton of={query} />
      </div>
    </Panel>
  )
}

/** Two changes can be of one moment: their place tells them apart. */
const keyOf = ({ at }: QuotaChange, place: number) => `${at} ${place}`

function Changes({ changes }: { changes: readonly QuotaChange[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const linesOf = useChangeLines()
  return (
    <Table size="small" aria-label={t('spending.history.title')} className={styles.table}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('spending.history.at')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('spending.history.by')}</TableHeaderCell>
          <TableHeaderCell>{t('spending.history.what')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody className={styles.body}>
        {changes.map((change, place) => (
          <TableRow key={keyOf(change, place)} className={styles.row}>
            <TableCell className={styles.cell}>
              <time dateTime={change.at}>{exactTime(change.at)}</time>
              <span className={styles.narrow}>
                <Who by={change.by} />
              </span>
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>
              <Who by={change.by} />
            </TableCell>
            <TableCell className={styles.cell}>
              <span className={styles.lines}>
                {linesOf(change).map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Who({ by }: { by: string | null }) {
  const { t } = useTranslation()
  return by === null ? t('spending.history.nobody') : <Name>{by}</Name>
}

/** What differs; of the first settings, all of them. */
function useChangeLines(): (change: QuotaChange) => string[] {
  const { t } = useTranslation()
  type Settings = QuotaChange['after']
  const limit = ({ limit: of }: Settings) => (of === null ? t('spending.history.noLimit') : formatNumber(of))
  const price = ({ pricePerMessage, currency }: Settings) => formatPrice(pricePerMessage, currency)
  const regime = (settings: Settings) => t(`spending.history.${settings.regime}`)
  return ({ before, after }) =>
    (
      [
        ['limit', limit],
        ['price', price],
        ['regime', regime],
      ] as const
    ).flatMap(([what, write]) => {
      const [from, to] = [before === null ? t('spending.history.unset') : write(before), write(after)]
      return from === to ? [] : [t(`spending.history.${what}`, { from, to })]
    })
}
