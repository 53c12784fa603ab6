import { Button, makeStyles, SearchBox, Switch, tokens } from '@fluentui/react-components'
import { People48Regular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { itemsOf } from '../../api/page.ts'
import { useSubjects } from '../../api/subjects.ts'
import { NextStep } from '../../components/NextStep.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { useDebounced } from '../../components/use-debounced.ts'
import { VirtualList } from '../../components/VirtualList.tsx'
import type { Choice } from './choice.ts'
import { PersonRow } from './PersonRow.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center' },
  // On a line of its own: the switches after it remain together.
  search: { flexBasis: '100%', maxWidth: '100%' },
  list: {
    maxHeight: '640px',
    minHeight: '320px',
    height: 'calc(100dvh - 300px)',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
    display: 'grid',
  },
})

interface PeopleListProps {
  choice: Choice
  /** Left out for who may only read. */
  onToggle?: (id: string, list: 'chosen' | 'first') => void
}

/** Everyone in the tenant with how well they are protected; with checkboxes while people are chosen one by one. */
export function PeopleList({ choice, onToggle }: PeopleListProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [filter, setFilter] = useState('')
  const [onlyChosen, setOnlyChosen] = useState(false)
  const [search, setSearch] = useSearchParams()
  const show = search.get('show')
  const onlyFaults = show === 'faults'
  const onlyOut = show === 'out'
  const onlyWaiting = show === 'waiting'
  const query = useSubjects(useDebounced(filter.trim()))
  const choosing = choice.mode === 'selected' && onToggle !== undefined
  const people = itemsOf(query.data)
  const rows = people.filter(
    (it) =>
      (!choosing || !onlyChosen || choice.chosen.has(it.id)) &&
      (!onlyFaults || (it.inScope && it.state === 'failing')) &&
      (!onlyOut || !it.inScope || it.state === 'cannot-chat') &&
      (!onlyWaiting || (it.inScope && (it.state === 'never' || it.state === 'partial'))),
  )
  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <SearchBox
          className={styles.search}
          aria-label={t('people.filter')}
          placeholder={t('people.filter')}
          value={filter}
          onChange={(_, { value }) => setFilter(value)}
          dismiss={{ 'aria-label': t('action.clear') }}
        />
        {choosing && (
          <Switch
            label={t('people.onlyChosen')}
            checked={onlyChosen}
            onChange={(_, it) => setOnlyChosen(it.checked)}
          />
        )}
        <Switch
          label={t('people.onlyFaults')}
          checked={onlyFaults}
          onChange={(_, it) => setSearch(it.checked ? { show: 'faults' } : {}, { replace: true })}
        />
        <Switch
          label={t('people.onlyWaiting')}
          checked={onlyWaiting}
          onChange={(_, it) => setSearch(it.checked ? { show: 'waiting' } : {}, { replace: true })}
        />
        <Switch
          label={t('people.onlyOut')}
          checked={onlyOut}
          onChange={(_, it) => setSearch(it.checked ? { show: 'out' } : {}, { replace: true })}
        />
      </div>
      <div className={styles.list}>
        <StateView query={query} skeleton={<RowsSkeleton rows={8} what={t('people.loading')} />}>
          {() =>
            rows.length === 0 && !query.hasNextPage ? (
              <NoPeople
                onShowAll={() => {
                  setFilter('')
                  setOnlyChosen(false)
                  setSearch({}, { replace: true })
                }}
                kind={
                  onlyFaults
                    ? 'faults'
                    : filter || onlyChosen || onlyOut || onlyWaiting
                      ? 'filtered'
                      : 'empty'
                }
              />
            ) : (
              <VirtualList
                label={t('nav.people')}
                items={rows}
                keyOf={(person) => person.id}
                rowHeight={64}
                hasMore={query.hasNextPage}
                loadingMore={query.isFetchingNextPage}
                onReachEnd={() => void query.fetchNextPage()}
              >
                {(person, tabIndex) => (
                  <PersonRow
                    person={person}
                    tabIndex={tabIndex}
                    {...(choosing ? { chosen: choice.chosen.has(person.id) } : {})}
                    first={choice.first.has(person.id)}
                    {...(onToggle ? { onToggle } : {})}
                  />
                )}
              </VirtualList>
            )
          }
        </StateView>
      </div>
    </div>
  )
}

const NOBODY = {
  faults: { title: 'people.noFaults', text: 'people.noFaultsText' },
  filtered: { title: 'people.none', text: 'people.noneText' },
  empty: { title: 'people.empty', text: 'people.emptyText' },
} as const

function NoPeople({ kind, onShowAll }: { kind: keyof typeof NOBODY; onShowAll: () => void }) {
  const { t } = useTranslation()
  const { title, text } = NOBODY[kind]
  const action = kind === 'empty' ? <NextStep /> : <Button onClick={onShowAll}>{t('people.showAll')}</Button>
  return <EmptyState icon={<People48Regular />} title={t(title)} text={t(text)} action={action} />
}
