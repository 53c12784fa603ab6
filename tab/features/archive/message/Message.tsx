import { Avatar, Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/http/contract.ts'
import { clockTime, exactTime } from '../../../format/time.ts'
import { partsOf } from '../reading/graph.ts'
import { type Sender, senderOf } from '../reading/sender.ts'
import { useThreadContext } from '../thread-context.tsx'
import { MessageBody } from './MessageBody.tsx'
import { MessageMarks } from './MessageMarks.tsx'
import { Reactions } from './Reactions.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', gap: '8px', paddingTop: '4px', maxWidth: '100%' },
  first: { paddingTop: '12px' },
  mine: { flexDirection: 'row-reverse' },
  picture: { width: '32px', flexShrink: 0 },
  column: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: '4px',
    minWidth: 0,
    maxWidth: 'min(640px, 86%)',
  },
  columnMine: { alignItems: 'flex-end' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '2px 8px', alignItems: 'baseline', paddingInline: '2px' },
  time: { color: tokens.colorNeutralForeground3 },
  bubble: {
    maxWidth: '100%',
    boxSizing: 'border-box',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  bubbleMine: {
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
  },
  deleted: {
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
  },
  highlighted: { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '2px' },
})

interface MessageProps {
  message: ArchivedMessage
  /** Opens a group: with picture, name and time. */
  first: boolean
  highlighted: boolean
}

/** One message as it looked in Teams, with what the archive knows about it. */
export function Message({ message, first, highlighted }: MessageProps) {
  const styles = useStyles()
  const { tenantId, subjectId, names } = useThreadContext()
  const parts = partsOf(message)
  const sender = senderOf(parts.from, tenantId, names)
  const mine = sender.id === subjectId
  return (
    <article className={mergeClasses(styles.root, first && styles.first, mine && styles.mine)}>
      {!mine && (
        <div className={styles.picture}>
          {first && <Avatar name={sender.name ?? ''} color="colorful" size={32} aria-hidden />}
        </div>
      )}
      <div className={mergeClasses(styles.column, mine && styles.columnMine)}>
        <MessageHead message={message} sender={sender} first={first} />
        <div
          className={mergeClasses(
            styles.bubble,
            mine && styles.bubbleMine,
            message.tombstone && styles.deleted,
            highlighted && styles.highlighted,
          )}
        >
          <MessageBody message={message} parts={parts} />
        </div>
        <Reactions reactions={parts.reactions} />
        <MessageMarks message={message} parts={parts} />
      </div>
    </article>
  )
}

function MessageHead({
  message,
  sender,
  first,
}: {
  message: ArchivedMessage
  sender: Sender
  first: boolean
}) {
  const { t } = useTranslation()
  const styles = useStyles()
  const at = message.createdDateTime
  const name = sender.name ?? t('archive.sender.unknown')
  if (!first) {
    return (
      <span className="sr-only">
        {name}, {clockTime(at)}
      </span>
    )
  }
  return (
    <span className={styles.head}>
      <Text size={200} weight="semibold" dir="auto">
        {name}
      </Text>
      {sender.mark && (
        <Badge appearance="outline" size="small" color="informative">
          {t(`archive.sender.${sender.mark}`)}
        </Badge>
      )}
      <Text size={200} className={styles.time}>
        <time dateTime={at} title={exactTime(at)}>
          {clockTime(at)}
        </time>
      </Text>
    </span>
  )
}
