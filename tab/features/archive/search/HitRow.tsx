import { Badge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Attach16Regular, Image16Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SearchHit } from '../../../../server/contract/index.ts'
import { PersonAvatar } from '../../../components/PersonAvatar.tsx'
import { useNow } from '../../../components/use-now.ts'
import { formatNumber } from '../../../format/number.ts'
import { exactTime, listTime } from '../../../format/time.ts'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    gap: '12px',
    boxSizing: 'border-box',
    padding: '10px 12px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 4px 0 0 ${tokens.colorCompoundBrandStroke}`,
    '@media (forced-colors: active)': {
      borderInlineStartWidth: '4px',
      borderInlineStartStyle: 'solid',
      borderInlineStartColor: 'Highlight',
    },
  },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  top: { display: 'flex', gap: '8px', alignItems: 'baseline' },
  grow: { flexGrow: 1, minWidth: 0, textAlign: ['-webkit-match-parent', 'match-parent'] },
  quiet: { color: tokens.colorNeutralForeground2 },
  snippet: {
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitLineClamp: '3',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  },
  mark: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    color: tokens.colorPaletteYellowForeground2,
    fontWeight: tokens.fontWeightSemibold,
    borderRadius: tokens.borderRadiusSmall,
    '@media (forced-colors: active)': {
      backgroundColor: 'Mark',
      color: 'MarkText',
      forcedColorAdjust: 'none',
    },
  },
  marks: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '6px',
    alignItems: 'center',
    color: tokens.colorNeutralForeground2,
  },
})

interface HitRowProps {
  hit: SearchHit
  to: string
  tabIndex: 0 | -1
  current: boolean
}

/** A message that was found: who, where, when, and the words. One link. */
export function HitRow({ hit, to, tabIndex, current }: HitRowProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const now = useNow()
  const sender = hit.sender?.displayName || t('archive.sender.unknown')
  return (
    <Link
      to={to}
      tabIndex={tabIndex}
      data-row-focus
      aria-current={current || undefined}
      className={mergeClasses(styles.row, current && styles.current)}
    >
      <PersonAvatar name={sender} size={32} />
      <span className={styles.words}>
        <span className={styles.top}>
          <Text
            weight="semibold"
            truncate
            wrap={false}
            block
            className={styles.grow}
            dir="auto"
            translate="no"
          >
            {sender}
          </Text>
          <Text size={200} className={styles.quiet}>
            <time dateTime={hit.sentAt} title={exactTime(hit.sentAt)}>
              {listTime(hit.sentAt, now)}
            </time>
          </Text>
        </span>
        <Text size={200} truncate wrap={false} block className={styles.quiet}>
          <bdi translate="no">{hit.conversationName ?? t(`archive.type.${hit.conversationType}`)}</bdi>
        </Text>
        <Marked hit={hit} />
        <Marks hit={hit} />
      </span>
    </Link>
  )
}

/** The words around, with those looked for marked. */
function Marked({ hit: { snippet, highlights } }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const styles = useStyles()
  if (snippet === '') return <Text className={styles.quiet}>{t('search.noText')}</Text>
  const parts = partsOf(snippet, highlights)
  return (
    <Text className={styles.snippet} dir="auto" translate="no">
      {parts.map(({ at, text, marked }) =>
        marked ? (
          <mark key={at} className={styles.mark}>
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </Text>
  )
}

/** Pieces of the text in order; those of no letters are left out. */
function partsOf(text: string, highlights: SearchHit['highlights']) {
  const parts: { at: number; text: string; marked: boolean }[] = []
  let at = 0
  for (const [from, to] of [...highlights, [text.length, text.length]]) {
    parts.push(
      { at, text: text.slice(at, from), marked: false },
      { at: from ?? 0, text: text.slice(from, to), marked: true },
    )
    at = to ?? at
  }
  return parts.filter((part) => part.text !== '')
}

function Marks({ hit: { has, found, revision, revisions, tombstone } }: { hit: SearchHit }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const isOlder = revision < revisions && !tombstone
  if (!(tombstone || isOlder || found === 'topic' || has.includes('file') || has.includes('image')))
    return null
  return (
    <span className={styles.marks}>
      {has.includes('file') && <Attach16Regular aria-label={t('search.has.file')} role="img" />}
      {has.includes('image') && <Image16Regular aria-label={t('search.has.image')} role="img" />}
      {found === 'topic' && (
        <Badge appearance="outline" color="informative">
          {t('search.inTopic')}
        </Badge>
      )}
      {tombstone && (
        <Badge appearance="outline" color="danger">
          {t('search.wasDeleted')}
        </Badge>
      )}
      {isOlder && (
        <Badge appearance="outline" color="informative">
          {t('search.older', { n: formatNumber(revision), of: formatNumber(revisions) })}
        </Badge>
      )}
    </span>
  )
}
