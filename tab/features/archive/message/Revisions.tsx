import {
  Link,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/http/contract.ts'
import { formatNumber } from '../../../format/number.ts'
import { exactTime } from '../../../format/time.ts'

const useStyles = makeStyles({
  surface: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    maxWidth: 'min(360px, calc(100vw - 32px))',
  },
  title: { margin: 0 },
  list: {
    margin: 0,
    paddingInlineStart: '20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '6px',
    maxHeight: '280px',
    overflowY: 'auto',
  },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
})

/** "Edited, 3 versions", and which ones the archive has. */
export function Revisions({ message }: { message: ArchivedMessage }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const count = message.revisions.length
  const edited = Boolean(message.lastEditedDateTime)
  const n = formatNumber(count)
  if (count < 2) {
    return (
      <Text size={200} className={styles.quiet}>
        {t('archive.mark.edited')}
      </Text>
    )
  }
  return (
    <Popover withArrow trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Link as="button">
          <Text size={200}>
            {t(edited ? 'archive.mark.editedVersions' : 'archive.mark.changedVersions', { count, n })}
          </Text>
        </Link>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t('archive.revisions.title')} tabIndex={-1}>
        <Subtitle2 as="h3" className={styles.title}>
          {t('archive.revisions.title')}
        </Subtitle2>
        <Text size={200}>{t('archive.revisions.text')}</Text>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keyboard */}
        <ol className={styles.list} tabIndex={0} aria-label={t('archive.revisions.title')}>
          {message.revisions.map((revision, index) => (
            <li key={revision.etag}>
              <Text>
                {t('archive.revisions.modified', { when: exactTime(revision.modifiedAt) })}
                {index === count - 1 && ` · ${t('archive.revisions.shown')}`}
              </Text>
              <Text size={200} className={styles.quiet}>
                {t('archive.revisions.fetched', { when: exactTime(revision.fetchedAt) })}
              </Text>
            </li>
          ))}
        </ol>
      </PopoverSurface>
    </Popover>
  )
}
