import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

const useStyles = makeStyles({
  row: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '68px',
    boxSizing: 'border-box',
    padding: '8px 12px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
      '& span': { color: 'inherit' },
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1Selected,
    '& span': { color: 'inherit' },
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      top: '12px',
      bottom: '12px',
      width: '4px',
      borderRadius: '2px',
      backgroundColor: tokens.colorCompoundBrandStroke,
      '@media (forced-colors: active)': { backgroundColor: 'Highlight', forcedColorAdjust: 'none' },
    },
  },
  words: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '1px' },
  top: { display: 'flex', gap: '8px', alignItems: 'baseline' },
  end: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  /** Cut off at the end of the name's own direction, standing at the list's edge. */
  grow: { flexGrow: 1, minWidth: 0, textAlign: ['-webkit-match-parent', 'match-parent'] },
})

interface ListRowProps {
  to: string
  tabIndex: 0 | -1
  current?: boolean
  picture: ReactNode
  title: string
  end?: ReactNode
  below: string
  belowEnd?: string
}

/** A person or a conversation in a list: one link. Names keep their own direction, the list keeps its edge. */
export function ListRow({
  to,
  tabIndex,
  current = false,
  picture,
  title,
  end,
  below,
  belowEnd,
}: ListRowProps) {
  const styles = useStyles()
  return (
    <Link
      to={to}
      tabIndex={tabIndex}
      data-row-focus
      aria-current={current || undefined}
      className={mergeClasses(styles.row, current && styles.current)}
    >
      {picture}
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
            {title}
          </Text>
          {end && (
            <Text size={200} className={styles.end}>
              {end}
            </Text>
          )}
        </span>
        <span className={styles.top}>
          <Text size={200} truncate wrap={false} block className={mergeClasses(styles.grow, styles.quiet)}>
            <bdi>{below}</bdi>
          </Text>
          {belowEnd && (
            <Text size={200} className={styles.end}>
              {belowEnd}
            </Text>
          )}
        </span>
      </span>
    </Link>
  )
}
