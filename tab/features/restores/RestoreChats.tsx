import { Link } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Restore } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { type RowLook, StatusRow, StatusRows } from '../../components/StatusRows.tsx'
import { formatNumber } from '../../format/number.ts'
import { useTold } from '../../i18n/use-told.ts'

type Chat = Restore['chats'][number]

const LOOKS: Readonly<Record<Chat['state'], RowLook>> = {
  waiting: 'quiet',
  creating: 'running',
  importing: 'running',
  checking: 'running',
  restored: 'good',
  'left-open': 'warning',
  failed: 'bad',
}

/** What becomes of each chat, with the way to it. */
export function RestoreChats({ chats }: { chats: readonly Chat[] }) {
  const { t } = useTranslation()
  if (chats.length === 0) return null
  return (
    <Panel title={t('restores.chats.title')}>
      <StatusRows label={t('restores.chats.title')} ordered={false}>
        {chats.map((chat) => (
          <ChatRow key={chat.from} chat={chat} />
        ))}
      </StatusRows>
    </Panel>
  )
}

function ChatRow({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const tell = useTold()
  const name = chat.topic || chat.name || t('restores.chats.unnamed')
  const counts = { posted: formatNumber(chat.posted), messages: formatNumber(chat.messages) }
  return (
    <StatusRow
      look={LOOKS[chat.state]}
      name={name}
      state={`${t(`restores.chat.${chat.state}`)} · ${t('restores.chats.progress', counts)}`}
      told={chat.reason ? tell({ notice: chat.notice, detail: chat.reason, hint: '' }) : undefined}
    >
      {chat.to && chat.state !== 'waiting' && (
        <Link
          href={`https://teams.microsoft.com/l/chat/${encodeURIComponent(chat.to)}/conversations`}
          target="_blank"
          rel="noreferrer"
          aria-label={t('restores.chats.openOf', { name })}
        >
          {t('restores.chats.open')}
        </Link>
      )}
    </StatusRow>
  )
}
