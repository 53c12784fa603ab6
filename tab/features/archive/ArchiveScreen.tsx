import { makeStyles, mergeClasses } from '@fluentui/react-components'
import { ChatMultiple48Regular, PeopleSearchRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { localProblem } from '../../api/problem.ts'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { EmptyState, ProblemView } from '../../components/StateView.tsx'
import { useMediaQuery } from '../../components/use-media-query.ts'
import { ConversationsPane } from './ConversationsPane.tsx'
import { ExportsButton } from './export/ExportsButton.tsx'
import { PeoplePane } from './PeoplePane.tsx'
import { ThreadPane } from './ThreadPane.tsx'

const ONE_PANE = '(max-width: 760px)'

const useStyles = makeStyles({
  panes: {
    display: 'grid',
    gridTemplateColumns: '320px minmax(0, 1fr)',
    gap: '16px',
    height: 'calc(100dvh - 158px)',
    marginBottom: '-24px',
    minHeight: '440px',
  },
  one: { gridTemplateColumns: 'minmax(0, 1fr)', height: 'calc(100dvh - 150px)' },
  tall: { height: 'calc(100dvh - 92px)' },
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
      actions={!headHidden && !whyNot && <ExportsButton />}
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
  const onePane = useMediaQuery(ONE_PANE)
  const thread = subjectId && conversationId
  return (
    <div
      className={mergeClasses(styles.panes, onePane && styles.one, onePane && conversationId && styles.tall)}
    >
      {!(onePane && thread) && (
        <Panel className={styles.pane}>
          {subjectId ? (
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
              back={onePane}
            />
          ) : (
            <div className={styles.empty}>
              <EmptyState
                icon={subjectId ? <ChatMultiple48Regular /> : <PeopleSearchRegular />}
                title={t(subjectId ? 'archive.chooseConversation' : 'archive.choosePerson')}
                text={t(subjectId ? 'archive.chooseConversationText' : 'archive.choosePersonText')}
              />
            </div>
          )}
        </Panel>
      )}
    </div>
  )
}
