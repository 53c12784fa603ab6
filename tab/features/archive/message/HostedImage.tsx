import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { DocumentArrowDown20Regular, ImageOff20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { Told } from '../../../components/Told.tsx'
import { useTold } from '../../../i18n/use-told.ts'
import { type Hosted, useHosted } from './use-hosted.ts'

const useStyles = makeStyles({
  image: {
    display: 'block',
    maxWidth: '100%',
    maxHeight: '360px',
    borderRadius: tokens.borderRadiusMedium,
    margin: '4px 0',
  },
  emoji: { height: '20px', width: 'auto', verticalAlign: 'text-bottom' },
  audio: { display: 'block', width: '320px', maxWidth: '100%', margin: '4px 0' },
  video: { display: 'block', maxWidth: '100%', maxHeight: '360px', margin: '4px 0' },
  loading: { width: '220px', maxWidth: '100%', height: '140px' },
  loadingLow: { width: '220px', maxWidth: '100%', height: '40px' },
  missing: {
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    padding: '10px 12px',
    margin: '4px 0',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'normal',
  },
})

interface HostedImageProps {
  message: ArchivedMessage
  contentId: string
  alt: string
  /** As high as the line it stands in; where it is missing, its words stand there. */
  emoji?: boolean
}

/** A picture out of the archive, or why there is none. */
export function HostedImage({ message, contentId, alt, emoji = false }: HostedImageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const hosted = useHosted(message, contentId)
  const words = alt && alt !== 'image' ? alt : t('archive.image.alt')
  if (hosted.state === 'here')
    return <img className={emoji ? styles.emoji : styles.image} src={hosted.url} alt={words} />
  if (emoji) return alt
  if (hosted.state === 'loading')
    return (
      <Skeleton aria-label={t('archive.image.loading')}>
        <SkeletonItem className={styles.loading} />
      </Skeleton>
    )
  return <Missing hosted={hosted} missing={t('archive.image.missing')} failed={t('archive.image.failed')} />
}

interface HostedMediaProps {
  message: ArchivedMessage
  contentId: string
}

/** Sound or video out of the archive, to be played; a kind that no browser plays is a file. */
export function HostedMedia({ message, contentId }: HostedMediaProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const hosted = useHosted(message, contentId)
  if (hosted.state === 'loading')
    return (
      <Skeleton aria-label={t('archive.media.loading')}>
        <SkeletonItem className={styles.loadingLow} />
      </Skeleton>
    )
  if (hosted.state !== 'here')
    return <Missing hosted={hosted} missing={t('archive.media.missing')} failed={t('archive.media.failed')} />
  const { url, contentType } = hosted
  if (contentType.startsWith('audio/'))
    // biome-ignore lint/a11y/useMediaCaption: what people said into a chat has no captions
    return <audio className={styles.audio} controls src={url} aria-label={t('archive.media.audio')} />
  if (contentType.startsWith('video/'))
    // biome-ignore lint/a11y/useMediaCaption: what people filmed into a chat has no captions
    return <video className={styles.video} controls src={url} aria-label={t('archive.media.video')} />
  return (
    <a className={styles.missing} href={url} download={t('archive.media.fileName')}>
      <DocumentArrowDown20Regular aria-hidden />
      <Text size={200}>{t('archive.media.save')}</Text>
    </a>
  )
}

interface MissingProps {
  hosted: Exclude<Hosted, { state: 'here' }>
  missing: string
  failed: string
}

function Missing({ hosted, missing, failed }: MissingProps) {
  const tell = useTold()
  if (hosted.state !== 'missing') return <Note>{failed}</Note>
  if (!hosted.reason) return <Note>{missing}</Note>
  const told = tell({ notice: hosted.notice, detail: hosted.reason, hint: '' })
  return (
    <Note>
      {missing}: <Told told={{ ...told, hint: '' }} />
    </Note>
  )
}

function Note({ children }: { children: ReactNode }) {
  const styles = useStyles()
  return (
    <span className={styles.missing}>
      <ImageOff20Regular aria-hidden />
      <Text size={200}>{children}</Text>
    </span>
  )
}
