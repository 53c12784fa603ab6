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
} from '@fluentui/react-components'
import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FocusReturn } from './FocusReturn.tsx'
import { useFollow } from './use-follow.ts'

const STACKED = '@media (max-width: 480px)'

const useStyles = makeStyles({
  surface: { boxSizing: 'border-box' },
  small: { maxWidth: 'min(520px, calc(100vw - 24px))' },
  medium: { maxWidth: 'min(680px, calc(100vw - 24px))' },
  large: { maxWidth: 'min(920px, calc(100vw - 24px))' },
  content: { display: 'flex', flexDirection: 'column', gap: '12px', overflowWrap: 'anywhere' },
  // Below what scrolls, so that it is in sight however much there is to read.
  problem: { gridColumnStart: 1, gridColumnEnd: -1, gridRowStart: 3, minWidth: 0 },
  actions: { gridRowStart: 4, gridRowEnd: 'auto' },
  // Stacked, the one that acts comes first; read and reached in the same order as side by side.
  close: { [STACKED]: { order: 1 } },
})

export interface DialogShellProps {
  /** Names the dialog, for everyone. */
  title: string
  /** True where it is drawn only while it is open. */
  open?: boolean
  size?: 'small' | 'medium' | 'large'
  /** What it asked for has to end first: nothing closes it meanwhile. */
  busy?: boolean
  /** What failed, beside the buttons. */
  problem?: ReactNode
  /** Where it is; when another one begins, the focus goes to the title. */
  phase?: string
  /** The button that closes it, in words. */
  close?: string
  /** The button that acts. Left out, closing is the way on; null where something in the content acts. */
  action?: ReactNode
  onClose: () => void
  children: ReactNode
}

/**
 * What every dialog does alike: it is named by its title, takes the focus and gives it back, closes by Esc, by a click
 * outside and by its first button, shows what failed beside its buttons, and fits a phone.
 */
export function DialogShell(props: DialogShellProps) {
  const { title, open = true, size = 'small', busy = false, problem, phase = '', action } = props
  const { close, onClose, children } = props
  const { t } = useTranslation()
  const styles = useStyles()
  const surface = useFollow<HTMLElement>(phase)
  const [content, scrolls] = useScrolls()
  return (
    <Dialog open={open} onOpenChange={(_, data) => !data.open && !busy && onClose()}>
      <DialogSurface
        className={mergeClasses(styles.surface, styles[size])}
        ref={(it: HTMLElement | null) => {
          surface.current = it
        }}
      >
        <FocusReturn />
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content} ref={content} {...(scrolls && { tabIndex: 0 })}>
            {children}
          </DialogContent>
          {problem && <div className={styles.problem}>{problem}</div>}
          <DialogActions fluid className={styles.actions}>
            <Button
              appearance={action === undefined ? 'primary' : 'secondary'}
              className={styles.close}
              disabledFocusable={busy}
              onClick={onClose}
            >
              {close ?? t('action.close')}
            </Button>
            {action}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** Whether it holds more than it shows: it is then a stop of Tab, or no one could scroll it by keyboard. */
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
