import { makeStyles, Text } from '@fluentui/react-components'
import { ArrowDownload48Regular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '../../../../server/contract/index.ts'
import { itemsOf } from '../../../api/page.ts'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { DialogShell } from '../../../components/DialogShell.tsx'
import { MoreButton } from '../../../components/MoreButton.tsx'
import { RowsSkeleton } from '../../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../../components/StateView.tsx'
import { useScopeWords } from '../../../components/use-scope-words.ts'
import { useDeleteExport, useExports } from '../api/exports.ts'
import { ExportItem } from './ExportItem.tsx'

const useStyles = makeStyles({
  focus: { outlineStyle: 'none' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
})

/** Everything that was exported: what, by whom, how far it is; to download or delete. */
export function ExportsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useExports()
  const remove = useDeleteExport()
  const scopeOf = useScopeWords()
  const [asked, setAsked] = useState<Export>()
  const [asking, setAsking] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const items = itemsOf(query.data)
  const ask = (job: Export) => {
    remove.reset()
    setAsked(job)
    setAsking(true)
  }
  const confirm = () => {
    if (!asked) return
    remove.mutate(asked.id, {
      onSuccess: () => {
        setAsking(false)
        // The button that asked is gone with its row.
        list.current?.focus()
      },
    })
  }
  return (
    <DialogShell size="medium" title={t('archive.exports.title')} onClose={onClose}>
      <div ref={list} tabIndex={-1} className={styles.focus}>
        <StateView query={query} skeleton={<RowsSkeleton rows={3} what={t('archive.exports.title')} />}>
          {() =>
            items.length === 0 ? (
              <EmptyState
                icon={<ArrowDownload48Regular />}
                title={t('archive.exports.empty')}
                text={t('archive.exports.emptyText')}
              />
            ) : (
              <ul className={styles.list} aria-label={t('archive.exports.title')}>
                {items.map((job) => (
                  <ExportItem key={job.id} job={job} onDelete={() => ask(job)} />
                ))}
              </ul>
            )
          }
        </StateView>
      </div>
      <MoreButton of={query} />
      <ConfirmDialog
        open={asking}
        title={t('archive.exports.deleteTitle')}
        confirm={t('archive.exports.delete')}
        destroys
        busy={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        <Text weight="semibold">{asked && scopeOf(asked.scope)}</Text>
        <Text>{t('archive.exports.deleteText')}</Text>
      </ConfirmDialog>
    </DialogShell>
  )
}
