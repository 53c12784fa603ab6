import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  ArrowSyncCircle20Regular,
  CheckmarkCircle20Filled,
  Circle20Regular,
  ErrorCircle20Filled,
  PauseCircle20Filled,
  Warning20Filled,
} from '@fluentui/react-icons'

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'flex-start', gap: '6px', minWidth: 0 },
  // As high as a line: the icon is in the middle of the first one, however many there are.
  first: { display: 'flex', alignItems: 'center', height: '1lh', flexShrink: 0 },
  icon: { flexShrink: 0 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  bad: { color: tokens.colorPaletteRedForeground1 },
  working: { color: tokens.colorBrandForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const ICONS = {
  good: CheckmarkCircle20Filled,
  warning: Warning20Filled,
  bad: ErrorCircle20Filled,
  working: ArrowSyncCircle20Regular,
  paused: PauseCircle20Filled,
  quiet: Circle20Regular,
}

export type Tone = keyof typeof ICONS

/** The icon of a tone in its colour; what it means is said beside it. */
export function StatusIcon({ tone, className }: { tone: Tone; className?: string }) {
  const styles = useStyles()
  const Icon = ICONS[tone]
  const colour = tone === 'paused' ? styles.warning : styles[tone]
  return <Icon className={mergeClasses(styles.icon, colour, className)} aria-hidden />
}

/** Icon, word and colour together: no meaning hangs on colour alone. */
export function StatusMark({ tone, text }: { tone: Tone; text: string }) {
  const styles = useStyles()
  return (
    <span className={styles.root}>
      <span className={styles.first}>
        <StatusIcon tone={tone} />
      </span>
      <span>{text}</span>
    </span>
  )
}
