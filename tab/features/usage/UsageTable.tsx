import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Usage, UsageBy, UsageItem } from '../../../server/contract/index.ts'
import { TextLink } from '../../components/TextLink.tsx'
import { useDayTime } from '../../components/use-day-time.ts'
import { Name } from '../../components/Verbatim.tsx'
import { formatNumber, share } from '../../format/number.ts'
import { monthName, shortDay } from '../../format/time.ts'
import { useAmountOf } from './use-amount-of.ts'

/** Rows drawn at first; a tenant may have thousands of people. */
const FIRST = 30

const useStyles = makeStyles({
  table: { tableLayout: 'auto' },
  row: { '&:hover': { backgroundColor: 'transparent' } },
  body: { '& > :last-child': { borderBottomStyle: 'none' } },
  name: { paddingTop: '6px', paddingBottom: '6px', overflowWrap: 'anywhere', hyphens: 'auto' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  numberHead: { '& > *': { justifyContent: 'flex-end' } },
  bar: {
    height: '4px',
    marginTop: '4px',
    borderRadius: '2px',
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
  },
})

/** Days and months newest first; people and runs with the most messages first, and how they compare. */
export function UsageTable({ by, usage }: { by: UsageBy; usage: Usage }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const amountOf = useAmountOf(usage.currency)
  const [all, setAll] = useState(false)
  const inTime = by === 'day' || by === 'month'
  const items = inTime ? usage.items.toReversed() : usage.items
  const most = Math.max(...usage.items.map(({ messages }) => messages))
  const shown = all ? items : items.slice(0, FIRST)
  return (
    <>
      <Table size="small" aria-label={t(`usage.page.table.${by}`)} className={styles.table}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t(`usage.page.column.${by}`)}</TableHeaderCell>
            <TableHeaderCell className={styles.numberHead}>{t('usage.page.column.messages')}</TableHeaderCell>
            <TableHeaderCell className={styles.numberHead}>{t('usage.page.column.cost')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody className={styles.body}>
          {shown.map((item) => (
            <TableRow key={item.key} className={styles.row}>
              <TableCell className={styles.name}>
                <NameOf by={by} item={item} />
                {!inTime && (
                  <div
                    aria-hidden
                    className={styles.bar}
                    style={{ width: `${Math.max(1, 100 * share(item.messages, most))}%` }}
                  />
                )}
              </TableCell>
              <TableCell className={styles.number}>{formatNumber(item.messages)}</TableCell>
              <TableCell className={styles.number}>{amountOf(item.cost)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {shown.length < items.length && (
        <Button appearance="subtle" onClick={() => setAll(true)}>
          {t('usage.page.all', { count: items.length, n: formatNumber(items.length) })}
        </Button>
      )}
    </>
  )
}

const KINDS = ['oneOnOne', 'group', 'meeting', 'self'] as const

function isKind(key: string): key is (typeof KINDS)[number] {
  return (KINDS as readonly string[]).includes(key)
}

function NameOf({ by, item: { key, name, at } }: { by: UsageBy; item: UsageItem }) {
  const { t } = useTranslation()
  const dayTime = useDayTime()
  if (by === 'chat-type') return t(`spending.kinds.${isKind(key) ? key : 'other'}`)
  if (key === 'other') return t('usage.page.other')
  if (by === 'day') return <time dateTime={key}>{shortDay(key)}</time>
  if (by === 'month') return <time dateTime={key}>{monthName(key)}</time>
  if (by === 'run')
    return <TextLink to={`/runs/${encodeURIComponent(key)}`}>{at ? dayTime(at) : key}</TextLink>
  return <Name>{name ?? t('archive.unknownPerson', { id: key })}</Name>
}
