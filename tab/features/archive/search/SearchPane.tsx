import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { SearchRegular } from '@fluentui/react-icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { SearchHit, SearchPage, SelectionScope } from '../../../../server/contract/index.ts'
import { itemsOf } from '../../../api/page.ts'
import { isNotApproved } from '../../../api/reading.ts'
import { Announcer } from '../../../components/Announcer.tsx'
import { RowsSkeleton } from '../../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../../components/StateView.tsx'
import { useScopeWords } from '../../../components/use-scope-words.ts'
import { VirtualList } from '../../../components/VirtualList.tsx'
import { formatNumber } from '../../../format/number.ts'
import { AskToRead } from '../ask/AskToRead.tsx'
import { type Asked, hitAddress, selectionOf } from './asked.ts'
import { HitRow } from './HitRow.tsx'
import { HitSteps } from './HitSteps.tsx'
import type { useSearch } from './use-search.ts'
import { useUnderstood } from './use-understood.ts'

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '12px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  top: { display: 'flex', alignItems: 'center', gap: '4px', minHeight: '32px' },
  title: { margin: 0, flexGrow: 1, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  body: { flexGrow: 1, minHeight: 0, display: 'grid' },
  pad: { padding: '12px' },
})

interface SearchPaneProps {
  asked: Asked
  query: ReturnType<typeof useSearch>
}

/** What was found, in all its states. */
export function SearchPane({ asked, query }: SearchPaneProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const hits = itemsOf(query.data)
  const first = query.data?.pages[0]
  const [search] = useSearchParams()
  const open = search.get('message')
  const what = useScopeWords()(scopeOfAsked(asked))
  const understood = useUnderstood(first?.understood)
  const count = first === undefined ? '' : countWords(first, t)
  return (
    <>
      <div className={styles.head}>
        <div className={styles.top}>
          <Text as="h2" weight="semibold" size={400} className={styles.title}>
            {count || t('search.title')}
          </Text>
          <HitSteps asked={asked} query={query} />
        </div>
        {understood && (
          <Text size={200} className={styles.quiet}>
            {understood}
          </Text>
        )}
        {first && first.allowedBy.length > 0 && (
          <Text size={200} className={styles.quiet}>
            {t('search.limited')}
          </Text>
        )}
        {first && first.waiting > 0 && (
          <Text size={200} className={styles.quiet}>
            {t('search.waiting', { n: formatNumber(first.waiting), count: first.waiting })}
          </Text>
        )}
      </div>
      <Announcer
        text={query.isFetching && first === undefined ? t('search.searching') : count}
        everyMs={500}
      />
      <div className={styles.body}>
        {isNotApproved(query.error) ? (
          <AskToRead selection={selectionOf(asked)} what={what} onAllowed={() => void query.refetch()} />
        ) : (
          <StateView
            query={query}
            skeleton={
              <div className={styles.pad}>
                <RowsSkeleton rows={8} what={t('search.loading')} />
              </div>
            }
          >
            {() =>
              hits.length > 0 ? (
                <VirtualList
                  label={t('search.results')}
                  items={hits}
                  keyOf={keyOf}
                  rowHeight={104}
                  hasMore={query.hasNextPage}
                  loadingMore={query.isFetchingNextPage}
                  onReachEnd={() => void query.fetchNextPage()}
                >
                  {(hit, tabIndex) => (
                    <HitRow
                      hit={hit}
                      to={hitAddress(hit, asked)}
                      tabIndex={tabIndex}
                      current={hit.messageId === open}
                    />
                  )}
                </VirtualList>
              ) : (
                <Nothing asked={asked} page={first} />
              )
            }
          </StateView>
        )}
      </div>
    </>
  )
}

function keyOf({ conversationId, messageId }: SearchHit): string {
  return `${conversationId}/${messageId}`
}

/** Whose chats they are, no name is at hand for: they are counted. */
function scopeOfAsked(asked: Asked): SelectionScope {
  const { subjectIds = [], from = null, to = null } = selectionOf(asked)
  const none = { count: 0, names: [] }
  return { people: { count: subjectIds.length, names: [] }, conversations: none, from, to, q: null }
}

/** An honest count: of more than a thousand, that there are so many. */
function countWords({ atLeast, exact }: Pick<SearchPage, 'atLeast' | 'exact'>, t: TFunction): string {
  const n = formatNumber(atLeast)
  return exact ? t('search.found', { count: atLeast, n }) : t('search.foundMore', { n })
}

function Nothing({ asked, page }: { asked: Asked; page: SearchPage | undefined }) {
  const { t } = useTranslation()
  const count = page?.cut ?? 0
  const cut = count > 0 && t('search.cut', { count, n: formatNumber(count) })
  const hasWords = page === undefined || page.understood.length > 0 || asked.q.trim() === ''
  return (
    <EmptyState
      icon={<SearchRegular />}
      title={t(hasWords ? 'search.none' : 'search.noWords')}
      text={[t(hasWords ? 'search.noneText' : 'search.noWordsText'), cut].filter(Boolean).join(' ')}
    />
  )
}
