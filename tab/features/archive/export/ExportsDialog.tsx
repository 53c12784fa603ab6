import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components'
import { ArrowDownload48Regular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '../../../../server/contract/index.ts'
import { itemsOf } from '../../../api/page.ts'
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx'
import { RowsSkeleton } from '../../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../../components/StateView.tsx'
import { useDeleteExport, useExports } from '../api/exports.ts'
import { ExportItem } from './ExportItem.tsx'
import { useScopeWords } from './use-scope-words.ts'

const useStyles = makeStyles({
  surface: { maxWidth: 'min(720px, calc(100vw - 24px))', boxSizing: 'border-box' },
  content: { display: 'flex', flexDirection: 'column', gap: '12px' },
  focus: { outlineStyle: 'none' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
  more: { alignSelf: 'center' },
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
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{t('archive.exports.title')}</DialogTitle>
          <DialogContent className={styles.content}>
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
            {query.hasNextPage && (
              <Button
                className={styles.more}
                appearance="subtle"
                onClick={() => void query.fetchNextPage()}
                disabledFocusable={query.isFetchingNextPage}
              >
                {t(query.isFetchingNextPage ? 'action.loadingMore' : 'action.more')}
              </Button>
            )}
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
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onClose}>{t('action.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
