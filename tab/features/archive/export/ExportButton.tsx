import type { ButtonProps } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { GuardedButton } from '../../../components/GuardedButton.tsx'
import type { Selection } from '../api/exports.ts'
import { ExportDialog } from './ExportDialog.tsx'

interface ExportButtonProps {
  /** What is exported, in words; begins as the button does. */
  label: string
  short: string
  selection: Selection
  size?: NonNullable<ButtonProps['size']>
}

export function ExportButton({ label, short, selection, size = 'medium' }: ExportButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <GuardedButton
        action="export.create"
        size={size}
        icon={<ArrowDownload20Regular />}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        {short}
      </GuardedButton>
      {open && <ExportDialog label={label} selection={selection} onClose={() => setOpen(false)} />}
    </>
  )
}
