import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { exactTime } from '../../../format/time.ts'
import type { GraphAttachment } from '../reading/graph.ts'
import { forwardedOf } from '../reading/reference.ts'
import { readHtml } from '../reading/sanitise.ts'
import { senderOf } from '../reading/sender.ts'
import { useThreadContext } from '../thread-context.tsx'
import { BOX } from './box.ts'
import { HostedImage, HostedMedia } from './HostedImage.tsx'
import { RichText } from './RichText.tsx'

const useStyles = makeStyles({
  root: {
    ...BOX,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '8px 10px',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** A message that was sent on: its text, who sent it first and when. */
export function Forwarded({
  attachment,
  message,
}: {
  attachment: GraphAttachment
  message: ArchivedMessage
}) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { tenantId, names } = useThreadContext()
  const forwarded = forwardedOf(attachment)
  const name = senderOf(forwarded?.sender, tenantId, names).name
  const when =
    forwarded?.sentAt && !Number.isNaN(Date.parse(forwarded.sentAt)) ? exactTime(forwarded.sentAt) : ''
  return (
    <div className={styles.root}>
      <Text size={200} weight="semibold" className={styles.quiet}>
        {name ? t('archive.forwarded.from', { name, when }) : `${t('archive.forwarded.unknown')} ${when}`}
      </Text>
      {forwarded?.content && (
        <RichText
          nodes={readHtml(forwarded.content)}
          image={(id, alt, emoji) => <HostedImage message={message} contentId={id} alt={alt} emoji={emoji} />}
          media={(id) => <HostedMedia message={message} contentId={id} />}
        />
      )}
    </div>
  )
}
