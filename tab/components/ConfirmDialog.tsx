import { Suspense } from 'react'
import type { ConfirmDialogProps } from './ConfirmBox.tsx'
import { later } from './later.ts'
import { useOpened } from './use-opened.ts'

const ConfirmBox = later(() => import('./ConfirmBox.tsx'))

/** Asks once, by name, with the cost in the text. Remains open while it works and when it fails. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const opened = useOpened(props.open)
  if (!opened) return null
  return (
    <Suspense fallback={null}>
      <ConfirmBox {...props} />
    </Suspense>
  )
}
