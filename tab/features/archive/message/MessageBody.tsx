import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/http/contract.ts'
import type { GraphParts } from '../reading/graph.ts'
import { isBlank, placedAttachments, type RichNode } from '../reading/read-body.ts'
import { nodesOf } from '../reading/sanitise.ts'
import { Attachment } from './Attachment.tsx'
import { HostedImage } from './HostedImage.tsx'
import { RichText } from './RichText.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  plain: { whiteSpace: 'pre-wrap' },
  gone: { color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
})

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
  const loose = parts.attachments.filter((it) => !placed.has(it.id ?? ''))
  const nothing = blank && loose.length === 0
  return (
    <div className={styles.root} dir="auto">
      {message.tombstone && (
        <Text size={200} className={styles.gone}>
          {t(nothing ? 'archive.mark.deletedEmpty' : 'archive.mark.deletedText')}
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
            const attachment = parts.attachments.find((it) => it.id === id)
            return attachment && <Attachment attachment={attachment} message={message} />
          }}
          image={(id, alt) => <HostedImage message={message} contentId={id} alt={alt} />}
        />
      )}
      {loose.map((attachment, index) => (
        <Attachment key={attachment.id ?? index} attachment={attachment} message={message} />
      ))}
    </div>
  )
}

function useBody({ body }: ArchivedMessage): RichNode[] {
  const { content, contentType } = body ?? {}
  return useMemo(() => nodesOf({ content, contentType }), [content, contentType])
}
