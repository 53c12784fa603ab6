import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { AuditChain, AuditFault } from '../../../server/contract/index.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { useAuditWords } from './use-audit-words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '4px', marginBottom: '16px' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  head: { display: 'flex', alignItems: 'center', gap: '4px' },
  faults: { margin: 0, paddingInlineStart: '20px' },
})

/** Faults that are listed. */
const SHOWN = 10
/** Of the newest entry's code: enough to compare by eye; copying gives all of it. */
const HEAD = 16

/** Whether the log is as it was written. */
export function ChainLine({ chain }: { chain: AuditChain }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { ok, entries, head, since, takenUp, faults } = chain
  const n = formatNumber(entries)
  return (
    <div className={styles.root}>
      <StatusMark
        tone={ok ? 'good' : 'bad'}
        text={ok ? t('audit.chain.whole', { count: entries, n }) : t('audit.chain.broken')}
      />
      {!ok && (
        <ul className={styles.faults}>
          {faults.slice(0, SHOWN).map((fault) => (
            <li key={`${fault.what} ${fault.entry} ${fault.at}`}>
              <Fault fault={fault} />
            </li>
          ))}
        </ul>
      )}
      {since !== null && (
        <Text size={200} className={styles.quiet}>
          {takenUp > 0
            ? t('audit.chain.takenUp', { when: exactTime(since), count: takenUp, n: formatNumber(takenUp) })
            : t('audit.chain.since', { when: exactTime(since) })}
        </Text>
      )}
      {head !== '' && (
        <span className={styles.head}>
          <Text size={200} className={styles.quiet}>
            {t('audit.chain.head')} <Verbatim>{`${head.slice(0, HEAD)}…`}</Verbatim>
          </Text>
          <CopyButton text={head} what={t('audit.chain.headName')} />
        </span>
      )}
    </div>
  )
}

function Fault({ fault: { what, entry, count, at, action } }: { fault: AuditFault }) {
  const { t } = useTranslation()
  const wordsOf = useAuditWords()
  const known = action === null || at === null ? '' : ` (${wordsOf(action)}, ${exactTime(at)})`
  const n = formatNumber(entry ?? 0)
  if (what === 'missing') return t('audit.chain.missing', { count, n, many: formatNumber(count) })
  return `${t(`audit.chain.${what}`, { n })}${known}`
}
