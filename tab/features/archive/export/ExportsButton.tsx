import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { GuardedButton } from '../../../components/GuardedButton.tsx'
import { ExportsDialog } from './ExportsDialog.tsx'

/** Opens the list of what was exported; a link may ask for it too (`EXPORTS_ADDRESS`). */
export function ExportsButton() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const [open, setOpen] = useState(() => params.has('exports'))
  const close = () => {
    setOpen(false)
    if (params.has('exports')) setParams({}, { replace: true })
  }
  return (
    <>
      <GuardedButton action="export.create" icon={<ArrowDownload20Regular />} onClick={() => setOpen(true)}>
        {t('archive.exports.title')}
      </GuardedButton>
      {open && <ExportsDialog onClose={close} />}
    </>
  )
}
