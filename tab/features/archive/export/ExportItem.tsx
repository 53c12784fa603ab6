import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownload20Regular, Delete20Regular } from '@fluentui/react-icons'
import type { TFunction } from 'i18next'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '../../../../server/contract/index.ts'
import { ProblemBar } from '../../../components/ProblemBar.tsx'
import { RelativeTime } from '../../../components/RelativeTime.tsx'
import { StatusMark, type Tone } from '../../../components/StatusMark.tsx'
import { Told } from '../../../components/Told.tsx'
import { useScopeWords } from '../../../components/use-scope-words.ts'
import { formatBytes, formatNumber } from '../../../format/number.ts'
import { dateOnly } from '../../../format/time.ts'
import { useTold } from '../../../i18n/use-told.ts'
import { isOver, useDownloadExport } from '../api/exports.ts'
import { FORMATS } from './FormatChoice.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: '8px 16px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflowWrap: 'anywhere',
  },
  words: { display: 'flex', flexDirection: 'column', gap: '4px', flex: '1 1 260px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  problem: { flexBasis: '100%' },
})

interface ExportItemProps {
  job: Export
  onDelete: () => void
}

export function ExportItem({ job, onDelete }: ExportItemProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const scopeOf = useScopeWords()
  const name = useId()
  const download = useDownloadExport()
  const stateWords = useStateWords(job)
  const hasFile = job.state === 'completed' && !job.expired && !job.fileMissing
  return (
    <li className={styles.root} aria-labelledby={name}>
      <div className={styles.words}>
        <Text id={name} weight="semibold">
          {scopeOf(job.scope)}
        </Text>
        <StatusMark {...stateWords} />
        {job.reason && (
          <Text size={200}>
            <Told told={tell({ notice: job.notice, detail: job.reason, hint: '' })} />
          </Text>
        )}
        <Text size={200} className={styles.quiet}>
          {formatName(job.format, t)} · {t('archive.exports.madeBy', { name: job.operatorName })} ·{' '}
          <RelativeTime at={job.createdAt} />
        </Text>
        {job.purpose && (
          <Text size={200} className={styles.quiet}>
            {t('archive.exports.purpose', { why: job.purpose })}
          </Text>
        )}
        {hasFile && job.expiresAt && (
          <Text size={200} className={styles.quiet}>
            {t('archive.export.expires', { when: dateOnly(job.expiresAt) })}
          </Text>
        )}
      </div>
      <div className={styles.buttons}>
        {hasFile && (
          <Button
            icon={<ArrowDownload20Regular />}
            aria-describedby={name}
            disabledFocusable={download.isPending}
            onClick={() => download.mutate(job.id)}
          >
            {t(download.isPending ? 'archive.export.downloading' : 'archive.export.download')}
          </Button>
        )}
        {job.mayDelete ? (
          <Button
            icon={<Delete20Regular />}
            aria-label={t('archive.exports.deleteThis', { what: scopeOf(job.scope) })}
            onClick={onDelete}
          >
            {t('archive.exports.delete')}
          </Button>
        ) : (
          <Text size={200} className={styles.quiet}>
            {t('archive.exports.notYours', { name: job.operatorName })}
          </Text>
        )}
      </div>
      {download.isError && (
        <div className={styles.problem}>
          <ProblemBar error={download.error} />
        </div>
      )}
    </li>
  )
}

function formatName(format: string, t: TFunction): string {
  const known = FORMATS.find((it) => it === format)
  return known ? t(`archive.export.formats.${known}`) : format
}

function useStateWords(job: Export): { tone: Tone; text: string } {
  const { t } = useTranslation()
  const { state, expired, erased, fileMissing, messages: count, bytes, expiresAt } = job
  const messages = t('count.messages', { count, n: formatNumber(count) })
  if (erased) return { tone: 'quiet', text: t('archive.exports.erased') }
  if (expired)
    return { tone: 'quiet', text: t('archive.exports.gone', { when: expiresAt ? dateOnly(expiresAt) : '' }) }
  if (fileMissing) return { tone: 'bad', text: t('archive.exports.missing') }
  if (state === 'completed')
    return { tone: 'good', text: t('archive.export.done', { messages, size: formatBytes(bytes ?? 0) }) }
  if (isOver(job)) return { tone: 'bad', text: t('archive.export.failed') }
  if (state === 'running') return { tone: 'working', text: t('archive.export.working', { messages }) }
  return { tone: 'quiet', text: t('archive.export.queued') }
}
