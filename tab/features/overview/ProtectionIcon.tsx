import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  PlugDisconnectedRegular,
  ShieldCheckmarkFilled,
  ShieldDismissFilled,
  ShieldErrorFilled,
  ShieldRegular,
} from '@fluentui/react-icons'
import type { Overview } from '../../../server/contract/index.ts'

const useStyles = makeStyles({
  root: {
    flexShrink: 0,
    width: '56px',
    height: '56px',
    display: 'grid',
    placeItems: 'center',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
    fontSize: '32px',
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  good: { backgroundColor: tokens.colorPaletteGreenBackground1, color: tokens.colorPaletteGreenForeground1 },
  warning: {
    backgroundColor: tokens.colorPaletteDarkOrangeBackground1,
    color: tokens.colorPaletteDarkOrangeForeground1,
  },
  bad: { backgroundColor: tokens.colorPaletteRedBackground1, color: tokens.colorPaletteRedForeground1 },
})

const LOOKS = {
  'not-connected': { Icon: PlugDisconnectedRegular, tone: undefined },
  never: { Icon: ShieldRegular, tone: undefined },
  protected: { Icon: ShieldCheckmarkFilled, tone: 'good' },
  attention: { Icon: ShieldErrorFilled, tone: 'warning' },
  unprotected: { Icon: ShieldDismissFilled, tone: 'bad' },
} as const

export function ProtectionIcon({ status }: { status: Overview['status'] }) {
  const styles = useStyles()
  const { Icon, tone } = LOOKS[status]
  return (
    <span className={mergeClasses(styles.root, tone && styles[tone])} aria-hidden>
      <Icon />
    </span>
  )
}
