import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { formatNumber } from '../../../format/number.ts'
import type { GraphParts } from '../reading/graph.ts'
import { isBlank, placedAttachments, type RichNode } from '../reading/read-body.ts'
import { nodesOf } from '../reading/sanitise.ts'
import { Attachment } from './Attachment.tsx'
import { HostedImage, HostedMedia } from './HostedImage.tsx'
import { RichText } from './RichText.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  plain: { whiteSpace: 'pre-wrap' },
  gone: { color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
})

/** Drawn of one message; an app can attach any number. */
const MOST_ATTACHMENTS = 50

interface MessageBodyProps {
  message: ArchivedMessage
  parts: GraphParts
}

/** Subject, text, and everything attached: in its place in the text where it has one, else below. */
export function MessageBody({ message, parts }: MessageBodyProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const nodes = useBody(message)
  const placed = placedAttachments(nodes)
  const blank = isBlank(nodes)
  const attachments = parts.attachments.slice(0, MOST_ATTACHMENTS)
  const more = parts.attachments.length - attachments.length
  const loose = attachments.filter((it) => !placed.has(it.id ?? ''))
  const nothing = blank && loose.length === 0
  return (
    <div className={styles.root} dir="auto">
      {message.tombstone && (
        <Text size={200} className={styles.gone}>
          {t(nothing ? 'archive.mark.deletedEmpty' : 'archive.mark.deletedText')}
        </Text>
      )}
      {nothing && !message.tombstone && !parts.subject && (
        <Text className={parts.summary ? undefined : styles.gone}>
          {parts.summary ? <bdi data-user-content>{parts.summary}</bdi> : t('archive.mark.empty')}
        </Text>
      )}
      {parts.subject && (
        <Text weight="semibold" data-user-content>
          {parts.subject}
        </Text>
      )}
      {!blank && (
        <RichText
          nodes={nodes}
          attachment={(id) => {
            const attachment = attachments.find((it) => it.id === id)
            return attachment && <Attachment attachment={attachment} message={message} />
          }}
          image={(id, alt, emoji) => <HostedImage message={message} contentId={id} alt={alt} emoji={emoji} />}
          media={(id) => <HostedMedia message={message} contentId={id} />}
        />
      )}
      {loose.map((attachment, index) => (
        <Attachment key={attachment.id ?? index} attachment={attachment} message={message} />
      ))}
      {more > 0 && (
        <Text className={styles.gone}>{t('archive.attachment.more', { n: formatNumber(more) })}</Text>
      )}
    </div>
  )
}

function useBody({ body }: ArchivedMessage): RichNode[] {
  const { content, contentType } = body ?? {}
  return useMemo(() => nodesOf({ content, contentType }), [content, contentType])
}
