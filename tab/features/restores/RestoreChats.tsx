import { Link, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Restore } from '../../../server/contract/index.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RestoreButton } from '../../components/restore/RestoreButton.tsx'
import { type RowLook, StatusRow, StatusRows } from '../../components/StatusRows.tsx'
import { formatNumber } from '../../format/number.ts'
import { useTold } from '../../i18n/use-told.ts'
import { useCloseChat } from './api/restores.ts'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px', marginTop: '4px' },
})

type Chat = Restore['chats'][number]

const LOOKS: Readonly<Record<Chat['state'], RowLook>> = {
  waiting: 'quiet',
  creating: 'running',
  importing: 'running',
  checking: 'running',
  restored: 'good',
  'left-open': 'warning',
  closed: 'warning',
  failed: 'bad',
}

/** What becomes of each chat, with the way to it. */
export function RestoreChats({ restore }: { restore: Restore }) {
  const { t } = useTranslation()
  const { chats } = restore
  if (chats.length === 0) return null
  return (
    <Panel title={t('restores.chats.title')}>
      <StatusRows label={t('restores.chats.title')} ordered={false}>
        {chats.map((chat) => (
          <ChatRow key={chat.from} restore={restore} chat={chat} />
        ))}
      </StatusRows>
    </Panel>
  )
}

function ChatRow({ restore, chat }: { restore: Restore; chat: Chat }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const name = chat.topic || chat.name || t('restores.chats.unnamed')
  const told = chat.reason ? tell({ notice: chat.notice, detail: chat.reason, hint: '' }) : undefined
  const counts = { posted: formatNumber(chat.posted), messages: formatNumber(chat.messages) }
  return (
    <StatusRow
      look={LOOKS[chat.state]}
      name={name}
      state={`${t(`restores.chat.${chat.state}`)} · ${t('restores.chats.progress', counts)}`}
      told={told && (chat.state === 'closed' ? { ...told, hint: '' } : told)}
    >
      <span className={styles.actions}>
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
        {restore.endedAt !== null && chat.state === 'left-open' && (
          <CloseButton id={restore.id} from={chat.from} name={name} />
        )}
        {restore.endedAt !== null && chat.state !== 'restored' && (
          <RestoreButton selection={{ ...restore.selection, conversationIds: [chat.from] }} again={name} />
        )}
      </span>
    </StatusRow>
  )
}

function CloseButton({ id, from, name }: { id: string; from: string; name: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const close = useCloseChat(id, from)
  return (
    <>
      <GuardedButton
        action="restore.ask"
        size="small"
        aria-label={t('restores.close.of', { name })}
        onClick={() => setOpen(true)}
      >
        {t('restores.close.button')}
      </GuardedButton>
      <ConfirmDialog
        open={open}
        title={t('restores.close.title')}
        confirm={t('restores.close.button')}
        busy={close.isPending}
        error={close.error}
        onConfirm={() => close.mutate(undefined, { onSuccess: () => setOpen(false) })}
        onClose={() => setOpen(false)}
      >
        {t('restores.close.text')}
      </ConfirmDialog>
    </>
  )
}
