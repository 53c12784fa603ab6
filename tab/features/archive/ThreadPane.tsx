import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ChatMultiple48Regular, DocumentSearchRegular } from '@fluentui/react-icons'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { Conversation } from '../../../server/contract/index.ts'
import { useMe } from '../../api/context.tsx'
import { isNotApproved } from '../../api/reading.ts'
import { Announcer } from '../../components/Announcer.tsx'
import { BackLink } from '../../components/BackLink.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, isMissing, NotThere, StateView } from '../../components/StateView.tsx'
import { longDate } from '../../format/time.ts'
import { conversationAddress } from '../../links/links.ts'
import { useConversation, useThread, useTimeline } from './api/archive.ts'
import { AskToRead } from './ask/AskToRead.tsx'
import { conversationName } from './conversation-name.ts'
import { namesIn } from './names.ts'
import { instantOf } from './reading/timeline.ts'
import { createSight } from './sight.ts'
import { ThreadHead } from './ThreadHead.tsx'
import { ThreadList } from './ThreadList.tsx'
import { TimeRail } from './TimeRail.tsx'
import { ThreadProvider } from './thread-context.tsx'

const useStyles = makeStyles({
  body: { flexGrow: 1, minHeight: 0, display: 'grid', backgroundColor: tokens.colorNeutralBackground2 },
  withRail: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  pad: { padding: '24px' },
  back: { padding: '12px 16px 0' },
})

/** Messages from which on a conversation has a scroll bar of its own: some pages of them. */
const LONG = 200

/** After the last message there is nothing to begin with. */
function within(conversation: Conversation | undefined, at: string | undefined): string | undefined {
  if (at === undefined || !conversation?.lastAt) return at
  return Date.parse(at) > Date.parse(conversation.lastAt) ? undefined : at
}

/** Another place in the conversation; a search beside it is kept. */
function placeOf(search: URLSearchParams, at: string | undefined): string {
  const next = new URLSearchParams(search)
  next.delete('message')
  next.delete('at')
  if (at) next.set('at', at)
  return next.size === 0 ? '' : `?${next}`
}

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
  const navigate = useNavigate()
  const around = search.get('message') ?? undefined
  const asked = useConversation(conversationId)
  const conversation = asked.data
  const at = within(conversation, instantOf(search.get('at')))
  const { query, messages } = useThread(conversationId, { around, at })
  const isLong = (conversation?.messageCount ?? 0) > LONG
  const months = useTimeline(conversationId, isLong).data
  // Whoever asked for a date has them too.
  const timeline = isLong ? months : undefined
  const [sight] = useState(createSight)
  const go = useCallback(
    (place: string | undefined, replace = false) =>
      void navigate({ search: placeOf(search, place) }, { replace }),
    [navigate, search],
  )
  const goByRail = useCallback((place: string) => go(place, true), [go])
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
        onGo={go}
      />
      <Announcer text={at ? t('archive.jump.from', { date: longDate(at) }) : ''} everyMs={1000} />
      <div className={mergeClasses(styles.body, timeline && styles.withRail)}>
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
        ) : isNotApproved(query.error) ? (
          <AskToRead
            selection={{ conversationIds: [conversationId] }}
            what={name}
            onAllowed={() => void query.refetch()}
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
                  key={around ?? at ?? 'newest'}
                  name={name}
                  messages={messages}
                  query={query}
                  around={around}
                  fromTop={at !== undefined && around === undefined}
                  railed={timeline !== undefined}
                  sight={sight}
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
        {conversation && timeline && (
          <TimeRail conversation={conversation} timeline={timeline} sight={sight} onGo={goByRail} />
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
