import { Avatar } from '@fluentui/react-components'
import {
  CalendarChat20Regular,
  ChatMultiple48Regular,
  NotePin20Regular,
  PeopleTeam20Regular,
} from '@fluentui/react-icons'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { useKnownSubject } from '../../api/subjects.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { NextStep } from '../../components/NextStep.tsx'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { personName } from '../../components/person-name.ts'
import { useDebounced } from '../../components/use-debounced.ts'
import { useNow } from '../../components/use-now.ts'
import { formatNumber } from '../../format/number.ts'
import { listTime } from '../../format/time.ts'
import { useConversations } from './api/archive.ts'
import { conversationName } from './conversation-name.ts'
import { ExportButton } from './export/ExportButton.tsx'
import { ListPane } from './ListPane.tsx'
import { ListRow } from './ListRow.tsx'

interface ConversationsPaneProps {
  subjectId: string
  current: string | undefined
}

export function ConversationsPane({ subjectId, current }: ConversationsPaneProps) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState('')
  const query = useConversations(subjectId, useDebounced(filter.trim()))
  const name = useSubjectName(subjectId, itemsOf(query.data), t)
  return (
    <ListPane
      before={<BackLink to="/archive">{t('archive.allPeople')}</BackLink>}
      title={name ?? t('archive.conversationsTitle')}
      named={name !== undefined}
      label={name ? t('archive.conversations', { name }) : t('archive.conversationsTitle')}
      aside={
        <ExportButton
          size="small"
          label={name ? t('archive.export.person', { name }) : t('archive.export.all')}
          short={t('archive.export.all')}
          selection={{ subjectIds: [subjectId] }}
        />
      }
      filterLabel={t('archive.filterConversations')}
      filter={filter}
      onFilter={setFilter}
      query={query}
      loading={t('archive.loadingConversations')}
      keyOf={(conversation) => conversation.id}
      empty={{
        icon: <ChatMultiple48Regular />,
        title: t('archive.noConversations'),
        text: t('archive.noConversationsText'),
        action: <NextStep />,
      }}
    >
      {(conversation, tabIndex) => (
        <ConversationRow
          conversation={conversation}
          subjectId={subjectId}
          tabIndex={tabIndex}
          current={conversation.id === current}
        />
      )}
    </ListPane>
  )
}

/** The name of a person: from the list they were chosen in, else from the members of their own conversations. */
function useSubjectName(
  id: string,
  conversations: readonly Conversation[],
  t: TFunction,
): string | undefined {
  const known = useKnownSubject(id)
  const somebody = known ?? conversations.flatMap((it) => it.members).find((it) => it.id === id)
  return somebody && personName(somebody, t)
}

interface ConversationRowProps {
  conversation: Conversation
  subjectId: string
  tabIndex: 0 | -1
  current: boolean
}

function ConversationRow({ conversation, subjectId, tabIndex, current }: ConversationRowProps) {
  const { t } = useTranslation()
  const now = useNow()
  const { id, type, messageCount, lastAt } = conversation
  const name = conversationName(conversation, subjectId, t)
  return (
    <ListRow
      to={`/archive/${encodeURIComponent(subjectId)}/${encodeURIComponent(id)}`}
      tabIndex={tabIndex}
      current={current}
      picture={<ConversationPicture type={type} name={name} />}
      title={name}
      {...(lastAt ? { end: <time dateTime={lastAt}>{listTime(lastAt, now)}</time> } : {})}
      below={t(`archive.type.${type}`)}
      belowEnd={t('count.messages', { count: messageCount, n: formatNumber(messageCount) })}
    />
  )
}

const ICONS = { group: PeopleTeam20Regular, meeting: CalendarChat20Regular, self: NotePin20Regular }

function ConversationPicture({ type, name }: { type: Conversation['type']; name: string }) {
  if (type === 'oneOnOne' || type === 'unknown') return <PersonAvatar name={name} size={40} />
  const Icon = ICONS[type]
  return <Avatar icon={<Icon />} color="neutral" size={40} aria-hidden />
}
