import { Button, Field, makeStyles, ProgressBar, Text, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '../../../../server/contract/index.ts'
import { isNotApproved } from '../../../api/reading.ts'
import { CopyField } from '../../../components/CopyField.tsx'
import { DialogShell } from '../../../components/DialogShell.tsx'
import { ProblemBar } from '../../../components/ProblemBar.tsx'
import { StatusMark } from '../../../components/StatusMark.tsx'
import { Told } from '../../../components/Told.tsx'
import { formatBytes, formatNumber } from '../../../format/number.ts'
import { dateOnly } from '../../../format/time.ts'
import { useTold } from '../../../i18n/use-told.ts'
import {
  type ExportFormat,
  isOver,
  type Selection,
  useDownloadExport,
  useExport,
  useStartExport,
} from '../api/exports.ts'
import { AskToRead } from '../ask/AskToRead.tsx'
import { FormatChoice } from './FormatChoice.tsx'
import { SignatureNote } from './SignatureNote.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  digest: { display: 'flex', flexDirection: 'column' },
})

/** As many characters as the server takes. */
const MOST_REASON = 1000

interface ExportDialogProps {
  label: string
  selection: Selection
  onClose: () => void
}

/** Start, watch, download: one dialog from the question to the file. */
export function ExportDialog({ label, selection, onClose }: ExportDialogProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const start = useStartExport()
  const id = start.data?.id
  const job = useExport(id)
  const download = useDownloadExport()
  const ready = job.data?.state === 'completed'
  const [format, setFormat] = useState<ExportFormat>('html')
  const [reason, setReason] = useState('')
  const begin = () => start.mutate({ format, selection, ...(reason.trim() && { reason }) })
  const failed = start.error ?? job.error ?? download.error
  const asks = isNotApproved(failed)
  return (
    <DialogShell
      title={label}
      problem={
        failed &&
        !asks && (
          <ProblemBar error={failed} {...(failed === job.error && { onRetry: () => void job.refetch() })} />
        )
      }
      action={
        asks ? null : id && !(isOver(job.data) && !ready) ? (
          <Button
            appearance="primary"
            disabledFocusable={!ready || download.isPending}
            onClick={() => download.mutate(id)}
          >
            {t(download.isPending ? 'archive.export.downloading' : 'archive.export.download')}
          </Button>
        ) : (
          <Button appearance="primary" disabledFocusable={start.isPending} onClick={begin}>
            {t('archive.export.start')}
          </Button>
        )
      }
      onClose={onClose}
    >
      {asks && (
        <AskToRead
          within="dialog"
          selection={selection}
          what={label}
          onAllowed={() => (id ? download.reset() : start.reset())}
        />
      )}
      {!id && !asks && (
        <>
          <FormatChoice value={format} onChoose={setFormat} />
          <Field label={t('archive.export.reason')} hint={t('archive.export.reasonHint')}>
            <Textarea
              value={reason}
              maxLength={MOST_REASON}
              resize="vertical"
              onChange={(_, { value }) => setReason(value)}
            />
          </Field>
        </>
      )}
      {!asks && <Text>{t('archive.export.text')}</Text>}
      <div role="status" className={styles.stack}>
        {id && <ExportState job={job.data} />}
      </div>
    </DialogShell>
  )
}

function ExportState({ job }: { job: Export | undefined }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const count = job?.messages ?? 0
  const messages = t('count.messages', { count, n: formatNumber(count) })
  if (!job || !isOver(job)) {
    const running = job?.state === 'running'
    return (
      <>
        <ProgressBar aria-label={t('archive.export.title')} />
        <Text>{running ? t('archive.export.working', { messages }) : t('archive.export.queued')}</Text>
      </>
    )
  }
  if (job.state !== 'completed') {
    return (
      <>
        <StatusMark tone="bad" text={t('archive.export.failed')} />
        {job.reason && (
          <Text>
            <Told told={tell({ notice: job.notice, detail: job.reason, hint: '' })} />
          </Text>
        )}
        <Text>{t('archive.export.failedHint')}</Text>
      </>
    )
  }
  return (
    <>
      <StatusMark
        tone="good"
        text={t('archive.export.done', { messages, size: formatBytes(job.bytes ?? 0) })}
      />
      {job.expiresAt && <Text>{t('archive.export.expires', { when: dateOnly(job.expiresAt) })}</Text>}
      {job.sha256 && (
        <div className={styles.digest}>
          <Text size={200}>{t('archive.export.digest')}</Text>
          <CopyField value={job.sha256} what={t('archive.export.digest')} />
        </div>
      )}
      <SignatureNote />
    </>
  )
}
