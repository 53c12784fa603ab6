import { makeStyles, mergeClasses, SearchBox, Subtitle2, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import type { InfiniteData } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { itemsOf, type Page } from '../../api/page.ts'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, type Loadable, StateView } from '../../components/StateView.tsx'
import { Name } from '../../components/Verbatim.tsx'
import { VirtualList } from '../../components/VirtualList.tsx'

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, overflowWrap: 'anywhere' },
  row: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
  grow: { flexGrow: 1, minWidth: 0 },
  search: { maxWidth: '100%' },
  body: { flexGrow: 1, minHeight: 0, display: 'grid' },
  pad: { padding: '12px' },
})

type Listed<T> = Loadable<InfiniteData<Page<T>, unknown>> & {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

interface ListPaneProps<T> {
  before?: ReactNode
  title: string
  /** The title is someone's name. */
  named?: boolean
  /** What the list is called where its title does not say it. */
  label?: string
  aside?: ReactNode
  filterLabel: string
  filter: string
  onFilter: (filter: string) => void
  query: Listed<T>
  loading: string
  keyOf: (item: T) => string
  empty: { icon: ReactElement; title: string; text: string; action?: ReactNode }
  children: (item: T, tabIndex: 0 | -1) => ReactNode
}

/** A pane with a filter over a long list, in all its states. */
export function ListPane<T>(props: ListPaneProps<T>) {
  const {
    before,
    title,
    named = false,
    label = title,
    aside,
    filterLabel,
    filter,
    onFilter,
    query,
    loading,
    keyOf,
    empty,
    children,
  } = props
  const { t } = useTranslation()
  const styles = useStyles()
  const items = itemsOf(query.data)
  return (
    <>
      <div className={styles.head}>
        {before && <div>{before}</div>}
        <div className={styles.row}>
          <Subtitle2 as="h2" className={mergeClasses(styles.title, styles.grow)}>
            {named ? <Name>{title}</Name> : title}
          </Subtitle2>
          {aside}
        </div>
        <SearchBox
          className={styles.search}
          aria-label={filterLabel}
          placeholder={filterLabel}
          value={filter}
          onChange={(_, { value }) => onFilter(value)}
          dismiss={{ 'aria-label': t('action.clear') }}
        />
      </div>
      <div className={styles.body}>
        <StateView
          query={query}
          skeleton={
            <div className={styles.pad}>
              <RowsSkeleton rows={8} what={loading} />
            </div>
          }
        >
          {() => {
            if (items.length > 0) {
              return (
                <VirtualList
                  label={label}
                  items={items}
                  keyOf={keyOf}
                  rowHeight={68}
                  hasMore={query.hasNextPage}
                  loadingMore={query.isFetchingNextPage}
                  onReachEnd={() => void query.fetchNextPage()}
                >
                  {children}
                </VirtualList>
              )
            }
            if (!filter) return <EmptyState {...empty} />
            return (
              <EmptyState
                icon={<SearchRegular />}
                title={t('archive.noMatch', { q: filter })}
                text={t('archive.noMatchText')}
              />
            )
          }}
        </StateView>
      </div>
    </>
  )
}
