import { Text } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { undoJob } from './jobs.ts'
import { StepRows } from './StepRows.tsx'
import type { AutomaticSetup } from './setup.ts'

interface UndoDialogProps extends Pick<AutomaticSetup, 'undoable' | 'automatic'> {
  open: boolean
  confirm: string
  onClose: () => void
}

/** Every call that takes back what was made, before anyone looks at it in Microsoft 365. */
export function UndoDialog({ undoable, automatic, open, confirm, onClose }: UndoDialogProps) {
  const { t } = useTranslation()
  const job = undoJob(undoable, 'undo')
  const start = () => {
    onClose()
    void automatic.start(job)
  }
  return (
    <ConfirmDialog
      open={open}
      confirm={confirm}
      onClose={onClose}
      title={t('automatic.stopped.undoTitle')}
      onConfirm={start}
    >
      <Text>{t('automatic.stopped.undoList')}</Text>
      <StepRows rows={automatic.preview(job)} />
    </ConfirmDialog>
  )
}
