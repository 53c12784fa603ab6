import { makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { formatNames, formatNumber } from '../../../format/number.ts'
import type { GraphReaction } from '../reading/graph.ts'
import { groupReactions, type ReactionGroup } from '../reading/reactions.ts'
import { senderOf } from '../reading/sender.ts'
import { useThreadContext } from '../thread-context.tsx'

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', gap: '4px', listStyleType: 'none', margin: 0, padding: 0 },
  chip: {
    display: 'inline-flex',
    gap: '4px',
    alignItems: 'center',
    padding: '1px 8px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

/** Kinds drawn below one message; anyone can add any number of them. */
const MOST_KINDS = 30

const KNOWN = ['like', 'heart', 'laugh', 'surprised', 'sad', 'angry'] as const

export function Reactions({ reactions }: { reactions: readonly GraphReaction[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { tenantId, names } = useThreadContext()
  if (reactions.length === 0) return null
  const nameOf = (it: GraphReaction) => senderOf(it.user, tenantId, names).name ?? t('events.someone')
  const groups = groupReactions(reactions, nameOf)
  const more = groups.length - MOST_KINDS
  return (
    <ul className={styles.list}>
      {groups.slice(0, MOST_KINDS).map((group) => (
        <ReactionChip key={`${group.type} ${group.label}`} group={group} />
      ))}
      {more > 0 && <li className={styles.chip}>{t('count.more', { n: formatNumber(more) })}</li>}
    </ul>
  )
}

function ReactionChip({ group }: { group: ReactionGroup }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const known = KNOWN.find((it) => it === group.type)
  const name = known ? t(`archive.reactions.${known}`) : (group.label ?? t('archive.reactions.custom'))
  const people = formatNames(group.people, 6, (count) => t('count.more', { n: formatNumber(count) }))
  const label = t('archive.reactions.one', { name, people })
  return (
    <li>
      <Tooltip content={label} relationship="description">
        <span className={styles.chip} role="img" aria-label={label}>
          <span aria-hidden>{group.emoji}</span>
          <span aria-hidden>{formatNumber(group.people.length)}</span>
        </span>
      </Tooltip>
    </li>
  )
}
