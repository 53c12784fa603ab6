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
import type { AuditEntry } from '../../../server/contract/index.ts'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { exactTime } from '../../format/time.ts'
import { READING_ADDRESS } from '../../links/links.ts'
import { useAuditWords } from './use-audit-words.ts'
import { usePlaceOf } from './use-place-of.ts'

const useStyles = makeStyles({
  row: { '&:hover': { backgroundColor: 'transparent' } },
  table: { tableLayout: 'auto' },
  cell: { paddingBlock: '8px', verticalAlign: 'top', overflowWrap: 'anywhere' },
  name: { minWidth: '112px' },
  quiet: { color: tokens.colorNeutralForeground3, display: 'block', overflowWrap: 'anywhere' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
  card: {
    display: 'grid',
    gap: '4px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflowWrap: 'anywhere',
  },
})

const TONES: Record<AuditEntry['outcome'], Tone> = { succeeded: 'good', refused: 'warning', failed: 'bad' }

/** Two entries may be of one moment: their place tells them apart. */
const keyOf = (entry: AuditEntry, at: number) => `${entry.at} ${at}`

export function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const wordsOf = useAuditWords()
  return (
    <Table aria-label={t('audit.list')} className={styles.table}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell>{t('audit.column.when')}</TableHeaderCell>
          <TableHeaderCell>{t('audit.column.who')}</TableHeaderCell>
          <TableHeaderCell>{t('audit.column.what')}</TableHeaderCell>
          <TableHeaderCell>{t('audit.column.target')}</TableHeaderCell>
          <TableHeaderCell>{t('audit.column.outcome')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry, at) => (
          <TableRow key={keyOf(entry, at)} className={styles.row}>
            <TableCell className={styles.cell}>
              <time dateTime={entry.at}>{exactTime(entry.at)}</time>
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.name)}>{entry.operatorName}</TableCell>
            <TableCell className={styles.cell}>{wordsOf(entry.action)}</TableCell>
            <TableCell className={styles.cell}>
              <Target entry={entry} />
            </TableCell>
            <TableCell className={styles.cell}>
              <Outcome entry={entry} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

/** Where a table has no room. */
export function AuditCards({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const wordsOf = useAuditWords()
  return (
    <ul className={styles.list} aria-label={t('audit.list')}>
      {entries.map((entry, at) => (
        <li key={keyOf(entry, at)} className={styles.card}>
          <Text weight="semibold">{wordsOf(entry.action)}</Text>
          <Text>{entry.operatorName}</Text>
          <Text size={200} className={styles.quiet}>
            <time dateTime={entry.at}>{exactTime(entry.at)}</time>
          </Text>
          <Target entry={entry} />
          <Outcome entry={entry} />
        </li>
      ))}
    </ul>
  )
}

/** What it was done to; a link to it where it has a place and the reader may look there. */
function Target({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { target, targetName } = entry
  const to = usePlaceOf()(entry)
  if (targetName !== null) return <Text block>{targetName}</Text>
  if (target === null) return null
  return (
    <Text size={200} className={styles.quiet}>
      {to && (
        <>
          <TextLink to={to.address} name={`${t(`audit.open.${to.kind}`)}: ${target}`}>
            {t(`audit.open.${to.kind}`)}
          </TextLink>{' '}
        </>
      )}
      <Verbatim>{target}</Verbatim>
    </Text>
  )
}

function Outcome({ entry: { outcome, detail, allowedBy } }: { entry: AuditEntry }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <>
      <StatusMark tone={TONES[outcome]} text={t(`audit.outcome.${outcome}`)} />
      {detail && (
        <Text size={200} className={styles.quiet}>
          <Verbatim>{detail}</Verbatim>
        </Text>
      )}
      {allowedBy.length > 0 && (
        <Text size={200} className={styles.quiet}>
          <TextLink to={READING_ADDRESS} name={`${t('audit.allowedBy')}: ${allowedBy.join(', ')}`}>
            {t('audit.allowedBy')}
          </TextLink>{' '}
          <Verbatim>{allowedBy.join(', ')}</Verbatim>
        </Text>
      )}
    </>
  )
}
