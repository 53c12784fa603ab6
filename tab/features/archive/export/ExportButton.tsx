import type { ButtonProps } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../../components/GuardedButton.tsx'
import type { Selection } from '../api/exports.ts'
import { ExportDialog } from './ExportDialog.tsx'

interface ExportButtonProps {
  /** What is exported, in words. */
  label: string
  selection: Selection
  size?: NonNullable<ButtonProps['size']>
}

export function ExportButton({ label, selection, size = 'medium' }: ExportButtonProps) {
  const { t } = useTranslation()
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
        {t('archive.export.button')}
      </GuardedButton>
      {open && <ExportDialog label={label} selection={selection} onClose={() => setOpen(false)} />}
    </>
  )
}
