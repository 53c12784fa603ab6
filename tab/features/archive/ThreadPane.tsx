import { makeStyles, tokens } from '@fluentui/react-components'
import { ChatMultiple48Regular, DocumentSearchRegular } from '@fluentui/react-icons'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMe } from '../../api/context.tsx'
import { BackLink } from '../../components/BackLink.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, isMissing, NotThere, StateView } from '../../components/StateView.tsx'
import { conversationAddress } from '../../links/links.ts'
import { useConversation, useThread } from './api/archive.ts'
import { conversationName } from './conversation-name.ts'
import { namesIn } from './names.ts'
import { ThreadHead } from './ThreadHead.tsx'
import { ThreadList } from './ThreadList.tsx'
import { ThreadProvider } from './thread-context.tsx'

const useStyles = makeStyles({
  body: { flexGrow: 1, minHeight: 0, display: 'grid', backgroundColor: tokens.colorNeutralBackground2 },
  pad: { padding: '24px' },
  back: { padding: '12px 16px 0' },
})

interface ThreadPaneProps {
  subjectId: string
  conversationId: string
  /** With a way back: the list is not beside it. */
  back: boolean
}

/** One conversation, as it looked in Teams. `?message=` opens it at that message. */
export function ThreadPane({ subjectId, conversationId, back }: ThreadPaneProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { tenantId } = useMe()
  const [search] = useSearchParams()
  const around = search.get('message') ?? undefined
  const asked = useConversation(conversationId)
  const conversation = asked.data
  const { query, messages } = useThread(conversationId, around)
  const names = useMemo(() => namesIn(conversation, messages ?? []), [conversation, messages])
  const name = conversation ? conversationName(conversation, subjectId, t) : t('archive.noTopic')
  const thread = useMemo(
    () => ({ tenantId, subjectId, conversationId, names }),
    [tenantId, subjectId, conversationId, names],
  )
  if (isMissing(asked.error)) return <NoConversation subjectId={subjectId} back={back} />
  return (
    <ThreadProvider value={thread}>
      <ThreadHead
        name={name}
        conversation={conversation}
        subjectId={subjectId}
        conversationId={conversationId}
        back={back}
      />
      <div className={styles.body}>
        {around && isMissing(query.error) ? (
          <NotThere
            icon={<DocumentSearchRegular />}
            title={t('archive.missingMessage')}
            text={t('archive.missingMessageText')}
            action={{
              to: conversationAddress(subjectId, conversationId),
              label: t('archive.toConversation'),
            }}
          />
        ) : (
          <StateView
            query={query}
            skeleton={
              <div className={styles.pad}>
                <LinesSkeleton lines={8} what={t('archive.loadingMessages')} />
              </div>
            }
          >
            {() =>
              messages && messages.length > 0 ? (
                <ThreadList
                  key={around ?? 'newest'}
                  name={name}
                  messages={messages}
                  query={query}
                  around={around}
                />
              ) : (
                <EmptyState
                  icon={<ChatMultiple48Regular />}
                  title={t('archive.noMessages')}
                  text={t('archive.noMessagesText')}
                />
              )
            }
          </StateView>
        )}
      </div>
    </ThreadProvider>
  )
}

function NoConversation({ subjectId, back }: Pick<ThreadPaneProps, 'subjectId' | 'back'>) {
  const { t } = useTranslation()
  const styles = useStyles()
  const person = `/archive/${encodeURIComponent(subjectId)}`
  return (
    <>
      {back && (
        <div className={styles.back}>
          <BackLink to={person}>{t('archive.backToConversations')}</BackLink>
        </div>
      )}
      <NotThere
        icon={<DocumentSearchRegular />}
        title={t('archive.missingConversation')}
        text={t('archive.missingConversationText')}
        action={{ to: '/archive', label: t('archive.allPeople') }}
      />
    </>
  )
}
