import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemBar } from './ProblemBar.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  surface: { maxWidth: 'min(520px, calc(100vw - 24px))', boxSizing: 'border-box' },
})

export interface ConfirmDialogProps {
  open: boolean
  title: string
  confirm: string
  cancel?: string
  busy?: boolean
  blocked?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

export default function ConfirmBox(props: ConfirmDialogProps) {
  const {
    open,
    title,
    confirm,
    cancel,
    busy = false,
    blocked = false,
    error,
    onConfirm,
    onClose,
    children,
  } = props
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Dialog open={open} onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {children}
            {error ? <ProblemBar error={error} /> : null}
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{cancel ?? t('action.cancel')}</Button>
            <Button appearance="primary" onClick={onConfirm} disabledFocusable={busy || blocked}>
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
