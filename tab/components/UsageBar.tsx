import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { share } from '../format/number.ts'

const useStyles = makeStyles({
  track: {
    position: 'relative',
    display: 'flex',
    height: '12px',
    borderRadius: '6px',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground5,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    forcedColorAdjust: 'auto',
  },
  used: {
    backgroundColor: tokens.colorCompoundBrandBackground,
    minWidth: '2px',
    forcedColorAdjust: 'none',
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  near: {
    backgroundColor: tokens.colorPaletteDarkOrangeForeground1,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  full: {
    backgroundColor: tokens.colorPaletteRedForeground1,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  reserved: {
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorCompoundBrandBackground} 0 3px, transparent 3px 6px)`,
  },
  open: { borderInlineEndStyle: 'dashed' },
})

interface UsageBarProps {
  used: number
  reserved?: number
  /** null: no limit; the bar is then open at its end and shows no share. */
  limit: number | null
  label: string
}

/** Used and set aside against the limit, which is the end of the bar. */
export function UsageBar({ used, reserved = 0, limit, label }: UsageBarProps) {
  const styles = useStyles()
  const part = limit === null ? 0 : share(used, limit)
  const colour = part >= 1 ? styles.full : part >= 0.8 ? styles.near : undefined
  return (
    // biome-ignore lint/a11y/useSemanticElements: the native meter cannot show two parts
    <div
      className={mergeClasses(styles.track, limit === null && styles.open)}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={limit ?? used}
      aria-valuenow={limit === null ? used : Math.min(used, limit)}
      aria-valuetext={label}
    >
      {part > 0 && <div className={mergeClasses(styles.used, colour)} style={{ width: `${part * 100}%` }} />}
      {limit !== null && reserved > 0 && (
        <div className={styles.reserved} style={{ width: `${share(reserved, limit) * 100}%` }} />
      )}
    </div>
  )
}
