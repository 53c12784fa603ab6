import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GuardedButton } from '../../../components/GuardedButton.tsx'
import { ExportsDialog } from './ExportsDialog.tsx'

/** Opens the list of what was exported. */
export function ExportsButton() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <GuardedButton action="export.create" icon={<ArrowDownload20Regular />} onClick={() => setOpen(true)}>
        {t('archive.exports.title')}
      </GuardedButton>
      {open && <ExportsDialog onClose={() => setOpen(false)} />}
    </>
  )
}
