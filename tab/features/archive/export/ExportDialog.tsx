import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  ProgressBar,
  Text,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Export } from '../../../../server/contract/index.ts'
import { CopyField } from '../../../components/CopyField.tsx'
import { ProblemBar } from '../../../components/ProblemBar.tsx'
import { StatusMark } from '../../../components/StatusMark.tsx'
import { Told } from '../../../components/Told.tsx'
import { formatBytes, formatNumber } from '../../../format/number.ts'
import { dateOnly } from '../../../format/time.ts'
import { useTold } from '../../../i18n/use-told.ts'
import { isOver, type Selection, useDownloadExport, useExport, useStartExport } from '../api/exports.ts'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(520px, calc(100vw - 24px))', boxSizing: 'border-box' },
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  digest: { display: 'flex', flexDirection: 'column' },
})

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
  const begin = () => start.mutate(selection)
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{label}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text weight="semibold">{t('archive.export.title')}</Text>
            <Text>{t('archive.export.text')}</Text>
            <div role="status" className={styles.content}>
              {id && <ExportState job={job.data} />}
            </div>
            {start.isError && <ProblemBar error={start.error} />}
            {job.isError && <ProblemBar error={job.error} onRetry={() => void job.refetch()} />}
            {download.isError && <ProblemBar error={download.error} />}
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{t('action.close')}</Button>
            {id && !(isOver(job.data) && !ready) ? (
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
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
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
    </>
  )
}
