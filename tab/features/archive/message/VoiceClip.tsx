import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Mic20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { duration, isoDurationSeconds } from '../../../format/time.ts'
import { type GraphAttachment, jsonOf } from '../reading/graph.ts'
import { hostedContentIdIn } from '../reading/links.ts'
import { HostedMedia } from './HostedImage.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    margin: '4px 0',
    whiteSpace: 'normal',
    minWidth: 0,
  },
  head: { display: 'flex', gap: '8px', alignItems: 'center', color: tokens.colorNeutralForeground2 },
})

interface VoiceClipProps {
  attachment: GraphAttachment
  message: ArchivedMessage
}

/** What someone said instead of writing it. */
export function VoiceClip({ attachment, message }: VoiceClipProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const content = jsonOf(attachment.content) ?? {}
  const contentId = hostedContentIdIn(content)
  const seconds = typeof content.duration === 'string' ? isoDurationSeconds(content.duration) : undefined
  return (
    <div className={styles.root}>
      <span className={styles.head}>
        <Mic20Regular aria-hidden />
        <Text size={200}>
          {t('archive.voice.title')}
          {seconds !== undefined && ` · ${duration(seconds)}`}
        </Text>
      </span>
      {contentId === undefined ? (
        <Text size={200}>{t('archive.media.missing')}</Text>
      ) : (
        <HostedMedia message={message} contentId={contentId} />
      )}
    </div>
  )
}
