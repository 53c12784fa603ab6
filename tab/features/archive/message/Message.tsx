import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchivedMessage } from '../../../../server/contract/index.ts'
import { PersonAvatar } from '../../../components/PersonAvatar.tsx'
import { ShareButton } from '../../../components/ShareButton.tsx'
import { Name } from '../../../components/Verbatim.tsx'
import { clockTime, exactTime } from '../../../format/time.ts'
import { messageAddress } from '../../../links/links.ts'
import { partsOf } from '../reading/graph.ts'
import { type Sender, senderName, senderOf } from '../reading/sender.ts'
import { useThreadContext } from '../thread-context.tsx'
import { MessageBody } from './MessageBody.tsx'
import { MessageMarks } from './MessageMarks.tsx'
import { Reactions } from './Reactions.tsx'

/** Shown by the pointer, by the focus, and always where there is no pointer to hover with. */
const SHARE_OPACITY = '--share-opacity'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    gap: '8px',
    paddingTop: '4px',
    maxWidth: '100%',
    outlineStyle: 'none',
    scrollMarginBlock: '24px',
    '&:hover': { [SHARE_OPACITY]: '1' },
    '&:focus-within': { [SHARE_OPACITY]: '1' },
    '@media (hover: none)': { [SHARE_OPACITY]: '1' },
  },
  focusable: {
    '&:focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '2px',
      borderRadius: tokens.borderRadiusMedium,
    },
  },
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
  line: { display: 'flex', alignItems: 'flex-start', gap: '4px', maxWidth: '100%' },
  lineMine: { flexDirection: 'row-reverse' },
  share: { flexShrink: 0, minWidth: '24px', opacity: `var(${SHARE_OPACITY}, 0)` },
  bubble: {
    minWidth: 0,
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
  marked: { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '2px' },
})

interface MessageProps {
  message: ArchivedMessage
  /** Opens a group: with picture, name and time. */
  first: boolean
  /** A link led to it. */
  marked: boolean
  /** The tab key comes to it; arrow keys go from message to message. */
  stop: boolean
  ref?: Ref<HTMLElement> | undefined
}

/** One message as it looked in Teams, with what the archive knows about it. */
export function Message({ message, first, marked, stop, ref }: MessageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { tenantId, subjectId, names } = useThreadContext()
  const parts = partsOf(message)
  const sender = senderOf(parts.from, tenantId, names)
  const mine = sender.id === subjectId
  return (
    <article
      ref={ref}
      tabIndex={stop ? 0 : -1}
      aria-current={marked || undefined}
      className={mergeClasses(styles.root, styles.focusable, first && styles.first, mine && styles.mine)}
    >
      {!mine && (
        <div className={styles.picture}>
          {first && <PersonAvatar name={senderName(sender, t)} size={32} />}
        </div>
      )}
      <div className={mergeClasses(styles.column, mine && styles.columnMine)}>
        <MessageHead message={message} sender={sender} first={first} />
        <div className={mergeClasses(styles.line, mine && styles.lineMine)}>
          <div
            className={mergeClasses(
              styles.bubble,
              mine && styles.bubbleMine,
              message.tombstone && styles.deleted,
              marked && styles.marked,
            )}
          >
            <MessageBody message={message} parts={parts} />
          </div>
          <ShareMessage message={message} sender={sender} reachable={stop} />
        </div>
        <Reactions reactions={parts.reactions} />
        <MessageMarks message={message} parts={parts} />
      </div>
    </article>
  )
}

interface ShareMessageProps {
  message: ArchivedMessage
  sender: Sender
  reachable: boolean
}

function ShareMessage({ message, sender, reachable }: ShareMessageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { subjectId, conversationId } = useThreadContext()
  const words = {
    name: senderName(sender, t),
    time: clockTime(message.createdDateTime),
  }
  return (
    <ShareButton
      address={messageAddress(subjectId, conversationId, message.id)}
      title={t('share.label.message')}
      name={{ copy: t('share.message', words), share: t('share.shareMessage', words) }}
      className={styles.share}
      tabIndex={reachable ? 0 : -1}
    />
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
  const name = senderName(sender, t)
  if (!first) {
    return (
      <span className="sr-only">
        <Name>{name}</Name>, <time dateTime={at}>{clockTime(at)}</time>
      </span>
    )
  }
  return (
    <span className={styles.head}>
      <Text size={200} weight="semibold">
        <Name>{name}</Name>
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
