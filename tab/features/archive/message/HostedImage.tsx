import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { ImageOff20Regular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/http/contract.ts'
import { Told } from '../../../components/Told.tsx'
import { useTold } from '../../../i18n/use-told.ts'
import { useHostedContent } from '../api/archive.ts'
import { useThreadContext } from '../thread-context.tsx'

const useStyles = makeStyles({
  image: {
    display: 'block',
    maxWidth: '100%',
    maxHeight: '360px',
    borderRadius: tokens.borderRadiusMedium,
    margin: '4px 0',
  },
  loading: { width: '220px', maxWidth: '100%', height: '140px' },
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
}

/** An inline image out of the archive, or why there is none. */
export function HostedImage({ message, contentId, alt }: HostedImageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { conversationId } = useThreadContext()
  const tell = useTold()
  const held = message.hostedContents.find((it) => it.id === contentId)
  const archived = held?.archived ?? false
  const query = useHostedContent(conversationId, message.id, contentId, archived)
  const url = useObjectUrl(query.data)
  if (!archived) {
    if (!held?.reason) return <Missing>{t('archive.image.missing')}</Missing>
    const told = tell({ code: '', detail: held.reason, hint: '' })
    return (
      <Missing>
        {t('archive.image.missing')}: <Told told={{ ...told, hint: '' }} />
      </Missing>
    )
  }
  if (query.isError) return <Missing>{t('archive.image.failed')}</Missing>
  if (!url) {
    return (
      <Skeleton aria-label={t('archive.image.loading')}>
        <SkeletonItem className={styles.loading} />
      </Skeleton>
    )
  }
  return (
    <img className={styles.image} src={url} alt={alt && alt !== 'image' ? alt : t('archive.image.alt')} />
  )
}

function Missing({ children }: { children: ReactNode }) {
  const styles = useStyles()
  return (
    <span className={styles.missing}>
      <ImageOff20Regular aria-hidden />
      <Text size={200}>{children}</Text>
    </span>
  )
}

function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!blob) return
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}
