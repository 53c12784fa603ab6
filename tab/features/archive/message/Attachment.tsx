import { Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Attach20Regular, Document20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { Name } from '../../../components/Verbatim.tsx'
import type { GraphAttachment } from '../reading/graph.ts'
import { safeWebHref } from '../reading/links.ts'
import { quotedOf } from '../reading/reference.ts'
import { senderOf } from '../reading/sender.ts'
import { useThreadContext } from '../thread-context.tsx'
import { BOX } from './box.ts'
import { Card } from './Card.tsx'
import { CodeSnippet } from './CodeSnippet.tsx'
import { Forwarded } from './Forwarded.tsx'
import { Quote } from './Quote.tsx'
import { VoiceClip } from './VoiceClip.tsx'

const useStyles = makeStyles({
  box: {
    ...BOX,
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    padding: '8px 10px',
  },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface AttachmentProps {
  attachment: GraphAttachment
  message: ArchivedMessage
}

/** What is attached, by its kind; a kind that is not known is named. */
export function Attachment({ attachment, message }: AttachmentProps) {
  const { t } = useTranslation()
  const type = attachment.contentType ?? ''
  switch (type) {
    case 'reference':
      return <File attachment={attachment} />
    case 'messageReference':
      return <QuotedReply attachment={attachment} />
    case 'forwardedMessageReference':
      return <Forwarded attachment={attachment} message={message} />
    case 'application/vnd.microsoft.card.codesnippet':
      return <CodeSnippet attachment={attachment} message={message} />
    case 'application/vnd.microsoft.card.audio':
      return <VoiceClip attachment={attachment} message={message} />
    case 'meetingReference':
      return <Plain what={t('archive.attachment.meeting')} name={attachment.name} />
    case 'tabReference':
      return <Plain what={t('archive.attachment.tab')} name={attachment.name} />
    case 'application/vnd.microsoft.card.fluidEmbedCard':
      return <Plain what={t('archive.attachment.loop')} name={attachment.name} />
  }
  if (type.startsWith('application/vnd.microsoft.')) return <Card attachment={attachment} message={message} />
  return <Plain what={t('archive.attachment.other', { type: type || '?' })} name={attachment.name} />
}

function Box({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  const styles = useStyles()
  return (
    <div className={styles.box}>
      {icon}
      <span className={styles.words}>{children}</span>
    </div>
  )
}

function File({ attachment }: { attachment: GraphAttachment }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const name = attachment.name || t('archive.file.unnamed')
  const shown = attachment.name ? <Name>{name}</Name> : name
  const href = safeWebHref(attachment.contentUrl)
  return (
    <Box icon={<Document20Regular className={styles.icon} aria-hidden />}>
      {href ? (
        <Link
          href={href}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t('archive.file.open', { name })}
        >
          {shown}
        </Link>
      ) : (
        <>
          <Text>{shown}</Text>
          <Text size={200} className={styles.quiet}>
            {t('archive.file.noLink')}
          </Text>
        </>
      )}
    </Box>
  )
}

function QuotedReply({ attachment }: { attachment: GraphAttachment }) {
  const { tenantId, names } = useThreadContext()
  const quoted = quotedOf(attachment)
  const name = senderOf(quoted?.sender, tenantId, names).name
  return (
    <Quote
      name={name}
      messageId={quoted?.messageId ?? attachment.id ?? undefined}
      text={quoted?.content ?? ''}
    />
  )
}

function Plain({ what, name }: { what: string; name: string | null | undefined }) {
  const styles = useStyles()
  return (
    <Box icon={<Attach20Regular className={styles.icon} aria-hidden />}>
      <Text>{name ? <Name>{name}</Name> : what}</Text>
      {name && (
        <Text size={200} className={styles.quiet}>
          {what}
        </Text>
      )}
    </Box>
  )
}
