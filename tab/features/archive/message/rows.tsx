import { Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Info16Regular } from '@fluentui/react-icons'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { clockTime, exactTime, longDate } from '../../../format/time.ts'
import { eventWords, recordingAddressOf } from '../reading/event-words.ts'
import { partsOf } from '../reading/graph.ts'
import { safeWebHref } from '../reading/links.ts'
import { useThreadContext } from '../thread-context.tsx'

const useStyles = makeStyles({
  day: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    margin: 0,
    padding: '12px 0',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    '::before': { content: '""', flexGrow: 1, height: '1px', backgroundColor: tokens.colorNeutralStroke2 },
    '::after': { content: '""', flexGrow: 1, height: '1px', backgroundColor: tokens.colorNeutralStroke2 },
  },
  event: {
    display: 'flex',
    gap: '8px',
    alignItems: 'flex-start',
    justifyContent: 'center',
    padding: '8px 0',
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
  icon: { flexShrink: 0, marginTop: '2px' },
  marked: {
    outline: `2px solid ${tokens.colorCompoundBrandStroke}`,
    borderRadius: tokens.borderRadiusMedium,
  },
})

/** Nothing older is archived. */
export function ThreadStart() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.event}>
      <Text size={200}>{t('archive.start')}</Text>
    </div>
  )
}

export function DaySeparator({ at }: { at: string }) {
  const styles = useStyles()
  return (
    <h3 className={styles.day}>
      <time dateTime={at}>{longDate(at)}</time>
    </h3>
  )
}

interface SystemEventProps {
  message: ArchivedMessage
  /** A link led to it. */
  marked: boolean
  ref?: Ref<HTMLDivElement> | undefined
}

export function SystemEvent({ message, marked, ref }: SystemEventProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { names } = useThreadContext()
  const at = message.createdDateTime
  const detail = partsOf(message).eventDetail
  const recording = safeWebHref(recordingAddressOf(detail))
  return (
    <div
      ref={ref}
      className={mergeClasses(styles.event, marked && styles.marked)}
      {...(marked && { tabIndex: -1, 'aria-current': true })}
    >
      <Info16Regular className={styles.icon} aria-hidden />
      <Text size={200}>
        {eventWords(detail, names, t)} ·{' '}
        {recording && (
          <>
            <Link href={recording} target="_blank" rel="noopener noreferrer" inline>
              {t('events.openRecording')}
            </Link>{' '}
            ·{' '}
          </>
        )}
        <time dateTime={at} title={exactTime(at)}>
          {clockTime(at)}
        </time>
      </Text>
    </div>
  )
}
