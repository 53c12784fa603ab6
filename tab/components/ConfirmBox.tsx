import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  mergeClasses,
  shorthands,
  tokens,
} from '@fluentui/react-components'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemBar } from './ProblemBar.tsx'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  // Stacked, the one that acts comes first; read and reached in the same order as side by side.
  cancel: { '@media (max-width: 480px)': { order: 1 } },
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
  surface: { maxWidth: 'min(520px, calc(100vw - 24px))', boxSizing: 'border-box' },
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
  const {
    open,
    title,
    confirm,
    cancel,
    busy = false,
    blocked = false,
    destroys = false,
    error,
    onConfirm,
    onClose,
    children,
  } = props
  const { t } = useTranslation()
  const styles = useStyles()
  const [content, scrolls] = useScrolls()
  return (
    <Dialog open={open} onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content} ref={content} {...(scrolls && { tabIndex: 0 })}>
            {children}
            {error ? <ProblemBar error={error} /> : null}
          </DialogContent>
          <DialogActions fluid>
            <Button className={styles.cancel} onClick={onClose}>
              {cancel ?? t('action.cancel')}
            </Button>
            <Button
              appearance={destroys ? 'outline' : 'primary'}
              className={mergeClasses(destroys && styles.destroys)}
              onClick={onConfirm}
              disabledFocusable={busy || blocked}
            >
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** Whether it holds more than it shows: it is then a stop of Tab, or nobody could scroll it by keyboard. */
function useScrolls() {
  const [scrolls, setScrolls] = useState(false)
  const watch = useCallback((box: HTMLElement | null) => {
    if (!box) return
    const observer = new ResizeObserver(() => setScrolls(box.scrollHeight > box.clientHeight))
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  return [watch, scrolls] as const
}
