import { Button } from '@fluentui/react-components'
import { Bookmark20Regular } from '@fluentui/react-icons'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { later } from '../../../../components/later.ts'
import { useOpened } from '../../../../components/use-opened.ts'
import type { Asked } from '../asked.ts'

const SavedSearchesDialog = later(() => import('./SavedSearchesDialog.tsx'))

interface SavedSearchesButtonProps {
  asked: Asked
  onOpen: (asked: Asked) => void
}

/** Opens the searches that the reader keeps, and keeps the one that is asked for. */
export function SavedSearchesButton({ asked, onOpen }: SavedSearchesButtonProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const opened = useOpened(open)
  return (
    <>
      <Button appearance="subtle" icon={<Bookmark20Regular />} onClick={() => setOpen(true)}>
        {t('search.saved.button')}
      </Button>
      {opened && open && (
        <Suspense fallback={null}>
          <SavedSearchesDialog
            asked={asked}
            onOpen={(chosen) => {
              setOpen(false)
              onOpen(chosen)
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
