import { Button, makeStyles, shorthands, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogShell } from './DialogShell.tsx'
import { ProblemBar } from './ProblemBar.tsx'

const useStyles = makeStyles({
  destroys: {
    color: tokens.colorPaletteRedForeground1,
    fontWeight: tokens.fontWeightSemibold,
    ...shorthands.borderColor(tokens.colorPaletteRedForeground1),
    ':hover': {
      color: tokens.colorPaletteRedForeground1,
      ...shorthands.borderColor(tokens.colorPaletteRedForeground1),
    },
    ':hover:active': {
      color: tokens.colorPaletteRedForeground1,
      ...shorthands.borderColor(tokens.colorPaletteRedForeground1),
    },
  },
})

export interface ConfirmDialogProps {
  open: boolean
  title: string
  confirm: string
  cancel?: string
  busy?: boolean
  blocked?: boolean
  /** What it does cannot be taken back: the button says so by its colour too. */
  destroys?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

export default function ConfirmBox(props: ConfirmDialogProps) {
  const { confirm, cancel, busy = false, blocked = false, destroys = false, error, onConfirm } = props
  const { open, title, onClose, children } = props
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <DialogShell
      open={open}
      title={title}
      busy={busy}
      problem={error ? <ProblemBar error={error} /> : null}
      close={cancel ?? t('action.cancel')}
      action={
        <Button
          appearance={destroys ? 'outline' : 'primary'}
          {...(destroys && { className: styles.destroys })}
          onClick={onConfirm}
          disabledFocusable={busy || blocked}
        >
          {confirm}
        </Button>
      }
      onClose={onClose}
    >
      {children}
    </DialogShell>
  )
}
