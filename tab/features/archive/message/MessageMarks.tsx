import { makeStyles, Text, tokens } from '@fluentui/react-components'
import {
  Delete16Regular,
  EmojiSad16Regular,
  Important16Filled,
  ShieldError16Regular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { formatNumber } from '../../../format/number.ts'
import { exactTime } from '../../../format/time.ts'
import type { GraphHistoryItem, GraphParts } from '../reading/graph.ts'
import { emojiOf } from '../reading/reactions.ts'
import { senderOf } from '../reading/sender.ts'
import { useThreadContext } from '../thread-context.tsx'
import { PolicyWords } from './PolicyWords.tsx'
import { Revisions } from './Revisions.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', gap: '2px 12px', paddingInline: '2px' },
  mark: {
    display: 'inline-flex',
    gap: '4px',
    alignItems: 'flex-start',
    color: tokens.colorNeutralForeground2,
  },
  strong: { color: tokens.colorPaletteRedForeground1 },
  icon: { flexShrink: 0 },
})

/** What is worth knowing about a message beside its text: important, blocked, edited, deleted. */
export function MessageMarks({ message, parts }: { message: ArchivedMessage; parts: GraphParts }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { importance, policyViolation } = parts
  const urgent = importance === 'urgent'
  const marks: ReactNode[] = []
  if (urgent || importance === 'high') {
    marks.push(
      <Mark key="importance" strong icon={<Important16Filled className={styles.icon} aria-hidden />}>
        {t(urgent ? 'archive.mark.urgent' : 'archive.mark.high')}
      </Mark>,
    )
  }
  if (policyViolation) {
    marks.push(
      <Mark key="policy" icon={<ShieldError16Regular className={styles.icon} aria-hidden />}>
        <PolicyWords violation={policyViolation} />
      </Mark>,
    )
  }
  const removed = parts.history.filter(({ actions }) => actions?.includes('reactionRemoved'))
  if (removed.length > 0) {
    marks.push(
      <Mark key="reactions" icon={<EmojiSad16Regular className={styles.icon} aria-hidden />}>
        <RemovedReactions removed={removed} />
      </Mark>,
    )
  }
  if (message.tombstone) {
    const when = message.deletedDateTime && exactTime(message.deletedDateTime)
    marks.push(
      <Mark key="deleted" icon={<Delete16Regular className={styles.icon} aria-hidden />}>
        {when ? t('archive.mark.deleted', { when }) : t('archive.mark.deletedUndated')}
      </Mark>,
    )
  }
  if (message.revisions.length > 1 || message.lastEditedDateTime)
    marks.push(<Revisions key="edited" message={message} />)
  return marks.length > 0 ? <div className={styles.root}>{marks}</div> : null
}

function Mark({
  icon,
  strong = false,
  children,
}: {
  icon: ReactNode
  strong?: boolean
  children: ReactNode
}) {
  const styles = useStyles()
  return (
    <span className={strong ? `${styles.mark} ${styles.strong}` : styles.mark}>
      {icon}
      <Text size={200}>{children}</Text>
    </span>
  )
}

/** Named below one message; anyone can change their mind any number of times. */
const MOST_REMOVED = 5

/** Reactions that someone took back, which Teams doesn't show any more. */
function RemovedReactions({ removed }: { removed: readonly GraphHistoryItem[] }) {
  const { t } = useTranslation()
  const { tenantId, names } = useThreadContext()
  const words = removed.slice(0, MOST_REMOVED).map(({ reaction, modifiedDateTime }) =>
    t('archive.mark.reactionRemoved', {
      name: senderOf(reaction?.user, tenantId, names).name ?? t('events.someone'),
      reaction: reaction?.displayName || emojiOf(reaction?.reactionType ?? ''),
      when: modifiedDateTime ? exactTime(modifiedDateTime) : '',
    }),
  )
  const more = removed.length - words.length
  return [...words, ...(more > 0 ? [t('count.more', { n: formatNumber(more) })] : [])].join(' · ')
}
