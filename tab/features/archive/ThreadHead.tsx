import {
  Badge,
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components'
import { People20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../server/contract/index.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { PersonAvatar } from '../../components/PersonAvatar.tsx'
import { personName } from '../../components/person-name.ts'
import { RestoreButton } from '../../components/restore/RestoreButton.tsx'
import { ShareButton } from '../../components/ShareButton.tsx'
import { NARROW, useMediaQuery } from '../../components/use-media-query.ts'
import { Name, Verbatim } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { conversationAddress } from '../../links/links.ts'
import { ExportButton } from './export/ExportButton.tsx'
import { JumpToDate } from './JumpToDate.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    padding: '12px 16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flexGrow: 1, flexBasis: '160px', minWidth: 0, display: 'flex', flexDirection: 'column' },
  title: { margin: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  back: { flexBasis: '100%' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  members: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: '8px',
    maxHeight: '320px',
    overflowY: 'auto',
  },
  member: { display: 'flex', alignItems: 'center', gap: '8px', overflowWrap: 'anywhere' },
  memberWords: { display: 'flex', flexDirection: 'column', minWidth: 0 },
})

interface ThreadHeadProps {
  name: string
  conversation: Conversation | undefined
  subjectId: string
  conversationId: string
  back: boolean
  /** To a day or an instant; undefined: to the newest. */
  onGo: (at: string | undefined) => void
}

export function ThreadHead({ name, conversation, subjectId, conversationId, back, onGo }: ThreadHeadProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const narrow = useMediaQuery(NARROW)
  const count = conversation?.messageCount ?? 0
  return (
    <div className={styles.root}>
      {back && (
        <div className={styles.back}>
          <BackLink to={`/archive/${encodeURIComponent(subjectId)}`}>
            {t('archive.backToConversations')}
          </BackLink>
        </div>
      )}
      <div className={styles.words}>
        <Subtitle2 as="h2" className={styles.title}>
          <bdi translate="no">{name}</bdi>
        </Subtitle2>
        {conversation && (
          <Text size={200} className={styles.quiet}>
            {t(`archive.type.${conversation.type}`)} ·{' '}
            {t('count.messages', { count, n: formatNumber(count) })}
          </Text>
        )}
      </div>
      <div className={styles.buttons}>
        {conversation && <JumpToDate conversation={conversation} onGo={onGo} />}
        {conversation && conversation.members.length > 0 && <Members members={conversation.members} />}
        <ShareButton
          address={conversationAddress(subjectId, conversationId)}
          title={t('share.label.conversation')}
          {...(narrow && { name: { copy: t('share.copy'), share: t('share.share') } })}
        />
        <ExportButton
          size="small"
          label={t('archive.export.conversation')}
          short={t('archive.export.button')}
          selection={{ conversationIds: [conversationId] }}
        />
        <RestoreButton selection={{ conversationIds: [conversationId] }} />
      </div>
    </div>
  )
}

function Members({ members }: { members: Conversation['members'] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Popover withArrow trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button size="small" icon={<People20Regular />}>
          {t('archive.members', { n: formatNumber(members.length) })}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={t('archive.memberList')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keyboard */}
        <ul className={styles.members} tabIndex={0} aria-label={t('archive.memberList')}>
          {members.map((member) => (
            <li key={member.id} className={styles.member}>
              <PersonAvatar name={personName(member, t)} size={28} />
              <span className={styles.memberWords}>
                <Text>
                  <Name>{personName(member, t)}</Name>{' '}
                  {member.external && <Badge appearance="outline">{t('archive.external')}</Badge>}
                </Text>
                {member.email && member.displayName && (
                  <Text size={200} className={styles.quiet}>
                    <Verbatim>{member.email}</Verbatim>
                  </Text>
                )}
              </span>
            </li>
          ))}
        </ul>
      </PopoverSurface>
    </Popover>
  )
}
