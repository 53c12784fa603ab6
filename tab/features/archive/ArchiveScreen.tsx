import { makeStyles, mergeClasses } from '@fluentui/react-components'
import { ChatMultiple48Regular, PeopleSearchRegular, SearchRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { localProblem } from '../../api/problem.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { EmptyState, ProblemView } from '../../components/StateView.tsx'
import { useMediaQuery } from '../../components/use-media-query.ts'
import { INTEGRITY_ADDRESS, RESTORES_ADDRESS } from '../../links/links.ts'
import { ConversationsPane } from './ConversationsPane.tsx'
import { ExportsButton } from './export/ExportsButton.tsx'
import { PeoplePane } from './PeoplePane.tsx'
import { askedOf, isAsking, searchOf } from './search/asked.ts'
import { HitSteps } from './search/HitSteps.tsx'
import { SearchBar } from './search/SearchBar.tsx'
import { SearchPane } from './search/SearchPane.tsx'
import { useSearch } from './search/use-search.ts'
import { ThreadPane } from './ThreadPane.tsx'
import '../../i18n/vault-texts.ts'

const ONE_PANE = '(max-width: 760px)'

const useStyles = makeStyles({
  panes: {
    display: 'grid',
    gridTemplateColumns: '320px minmax(0, 1fr)',
    gap: '16px',
    height: 'calc(100dvh - 206px)',
    marginBottom: '-24px',
    minHeight: '440px',
  },
  one: { gridTemplateColumns: 'minmax(0, 1fr)', height: 'calc(100dvh - 198px)' },
  tall: { height: 'calc(100dvh - 92px)' },
  belowSteps: { height: 'calc(100dvh - 132px)' },
  steps: { display: 'flex', alignItems: 'center', gap: '4px', marginBottom: '8px', minHeight: '32px' },
  grow: { flexGrow: 1 },
  pane: {
    padding: 0,
    '@media (max-width: 640px)': { padding: 0 },
    overflow: 'hidden',
    display: 'flex',
    flexDirection: 'column',
    minHeight: 0,
  },
  empty: { margin: 'auto' },
})

/** People, then their conversations, then the messages; side by side where there is room, else one at a time. */
export default function ArchiveScreen() {
  const { t } = useTranslation()
  const whyNot = useWhyNot('archive.read')
  const { conversationId } = useParams()
  const onePane = useMediaQuery(ONE_PANE)
  const headHidden = onePane && conversationId !== undefined
  return (
    <Page
      title={t('archive.title')}
      titleHidden={headHidden}
      actions={
        !headHidden &&
        !whyNot && (
          <>
            <LinkButton to={INTEGRITY_ADDRESS}>{t('integrity.title')}</LinkButton>
            <LinkButton to={RESTORES_ADDRESS}>{t('restores.title')}</LinkButton>
            <ExportsButton />
          </>
        )
      }
    >
      {whyNot ? (
        <Panel>
          <ProblemView problem={localProblem('not-allowed', '', whyNot, t('archive.forbiddenHint'), 403)} />
        </Panel>
      ) : (
        <Panes />
      )}
    </Page>
  )
}

function Panes() {
  const { t } = useTranslation()
  const styles = useStyles()
  const { subjectId, conversationId } = useParams()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const onePane = useMediaQuery(ONE_PANE)
  const thread = subjectId && conversationId
  const asked = askedOf(search)
  const asking = isAsking(asked)
  const found = useSearch(asked)
  const alone = onePane && thread
  return (
    <>
      {!alone && (
        <SearchBar
          asked={asked}
          onAsk={(next) => {
            const to = isAsking(next) || !thread ? '/archive' : pathname
            void navigate(to + searchOf(next))
          }}
        />
      )}
      {alone && asking && (
        <div className={styles.steps}>
          <div className={styles.grow}>
            <BackLink to={`/archive${searchOf(asked)}`}>{t('search.back')}</BackLink>
          </div>
          <HitSteps asked={asked} query={found} />
        </div>
      )}
      <div
        className={mergeClasses(
          styles.panes,
          onePane && styles.one,
          alone && styles.tall,
          alone && asking && styles.belowSteps,
        )}
      >
        {!alone && (
          <Panel className={styles.pane}>
            {asking ? (
              <SearchPane asked={asked} query={found} />
            ) : subjectId ? (
              <ConversationsPane key={subjectId} subjectId={subjectId} current={conversationId} />
            ) : (
              <PeoplePane />
            )}
          </Panel>
        )}
        {(!onePane || thread) && (
          <Panel className={styles.pane}>
            {thread ? (
              <ThreadPane
                key={conversationId}
                subjectId={subjectId}
                conversationId={conversationId}
                back={onePane && !asking}
              />
            ) : (
              <div className={styles.empty}>
                {asking ? (
                  <EmptyState
                    icon={<SearchRegular />}
                    title={t('search.choose')}
                    text={t('search.chooseText')}
                  />
                ) : (
                  <EmptyState
                    icon={subjectId ? <ChatMultiple48Regular /> : <PeopleSearchRegular />}
                    title={t(subjectId ? 'archive.chooseConversation' : 'archive.choosePerson')}
                    text={t(subjectId ? 'archive.chooseConversationText' : 'archive.choosePersonText')}
                  />
                )}
              </div>
            )}
          </Panel>
        )}
      </div>
    </>
  )
}
