import { Button, Link, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components'
import { BookmarkRegular, Delete20Regular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedSearch } from '../../../../../server/contract/index.ts'
import { Announcer } from '../../../../components/Announcer.tsx'
import { DialogShell } from '../../../../components/DialogShell.tsx'
import { ProblemBar } from '../../../../components/ProblemBar.tsx'
import { PLAIN_LIST } from '../../../../components/plain-list.ts'
import { RowsSkeleton } from '../../../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../../../components/StateView.tsx'
import { Name } from '../../../../components/Verbatim.tsx'
import { type Asked, isAsking } from '../asked.ts'
import { useChips } from '../use-chips.ts'
import { SaveSearchForm } from './SaveSearchForm.tsx'
import { fromSaved, isSame, useDeleteSearch, useSavedSearches } from './saved-searches.ts'

const useStyles = makeStyles({
  focus: { outlineStyle: 'none' },
  list: { ...PLAIN_LIST },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '8px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
})

interface SavedSearchesDialogProps {
  asked: Asked
  onOpen: (asked: Asked) => void
  onClose: () => void
}

/** The reader's own searches: to open, to delete, and to keep the one that is asked for. */
export default function SavedSearchesDialog({ asked, onOpen, onClose }: SavedSearchesDialogProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useSavedSearches()
  const remove = useDeleteSearch()
  const list = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState('')
  const items = query.data?.items ?? []
  return (
    <DialogShell
      title={t('search.saved.title')}
      size="medium"
      action={isAsking(asked) ? null : undefined}
      problem={remove.isError && <ProblemBar error={remove.error} />}
      onClose={onClose}
    >
      {isAsking(asked) && query.data && (
        <SaveSearchForm
          asked={asked}
          names={items.map(({ name }) => name)}
          current={items.find((one) => isSame(one.asked, asked))?.name}
          onSaved={(name) => setSaid(t('search.saved.done', { name }))}
        />
      )}
      <div ref={list} tabIndex={-1} className={styles.focus}>
        <StateView query={query} skeleton={<RowsSkeleton rows={3} what={t('search.saved.loading')} />}>
          {() =>
            items.length === 0 ? (
              <EmptyState
                icon={<BookmarkRegular />}
                title={t('search.saved.none')}
                text={t(isAsking(asked) ? 'search.saved.noneText' : 'search.saved.noneTextFirst')}
              />
            ) : (
              <ul className={styles.list} aria-label={t('search.saved.title')}>
                {items.map((saved) => (
                  <Row
                    key={saved.id}
                    saved={saved}
                    current={isSame(saved.asked, asked)}
                    onOpen={() => onOpen(fromSaved(saved.asked))}
                    onDelete={() =>
                      remove.mutate(saved.id, {
                        onSuccess: () => {
                          setSaid(t('search.saved.deleted', { name: saved.name }))
                          // The button that was pressed is gone with its row.
                          list.current?.focus()
                        },
                      })
                    }
                  />
                ))}
              </ul>
            )
          }
        </StateView>
      </div>
      <Announcer text={said} everyMs={200} />
    </DialogShell>
  )
}

interface RowProps {
  saved: SavedSearch
  /** It's what is asked for now. */
  current: boolean
  onOpen: () => void
  onDelete: () => void
}

function Row({ saved: { name, asked, people }, current, onOpen, onDelete }: RowProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const remembered = fromSaved(asked)
  const chips = useChips(remembered, people).map(({ text }) => text)
  const deletes = t('search.saved.delete', { name })
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <Link as="button" onClick={onOpen} aria-current={current || undefined}>
          <Name>{name}</Name>
        </Link>
        <Text size={200} className={styles.quiet}>
          {remembered.q && <Name>{remembered.q}</Name>}
          {remembered.q && chips.length > 0 && ' · '}
          {chips.join(' · ')}
        </Text>
      </span>
      <Tooltip content={deletes} relationship="label">
        <Button appearance="subtle" icon={<Delete20Regular />} onClick={onDelete} />
      </Tooltip>
    </li>
  )
}
