import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useHref, useNavigate } from 'react-router'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { StatusIcon } from '../../components/StatusMark.tsx'
import { useGuideWords } from '../../guide/words.ts'
import { addressOf, type ShownStep, STEP_TONES, STEPS, type StepName } from './steps.ts'

/** Below this width the steps stand in one line, without their names. */
const COMPACT = '@media (max-width: 860px)'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    [COMPACT]: { flexDirection: 'row', justifyContent: 'space-between', gap: '2px' },
  },
  item: { position: 'relative', minWidth: 0 },
  /** From one step to the next. */
  joined: {
    '::after': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '21px',
      top: '36px',
      bottom: '-8px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
      [COMPACT]: { display: 'none' },
    },
  },
  link: {
    display: 'flex',
    gap: '10px',
    alignItems: 'flex-start',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    outlineOffset: '-2px',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    [COMPACT]: { padding: '10px', justifyContent: 'center' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    ':dir(rtl)': { boxShadow: `inset -3px 0 0 ${tokens.colorCompoundBrandStroke}` },
    [COMPACT]: {
      boxShadow: `inset 0 -3px 0 ${tokens.colorCompoundBrandStroke}`,
      ':dir(rtl)': { boxShadow: `inset 0 -3px 0 ${tokens.colorCompoundBrandStroke}` },
    },
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  icon: { height: '20px' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  /** Read out, not seen, where there is room for the icons only. */
  spoken: {
    [COMPACT]: {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    },
  },
  small: { color: tokens.colorNeutralForeground2 },
})

interface StepperProps {
  current: StepName
  stepOf: (name: StepName) => ShownStep
}

/** All the steps, each a place of its own, each as Microsoft answered last. */
export function Stepper({ current, stepOf }: StepperProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <nav aria-label={t('setup.steps')}>
      <ol className={styles.list}>
        {STEPS.map((name, index) => (
          <li key={name} className={mergeClasses(styles.item, index < STEPS.length - 1 && styles.joined)}>
            <StepLink name={name} current={name === current} step={stepOf(name)} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepLink({ name, current, step }: { name: StepName; current: boolean; step: ShownStep }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useGuideWords()
  const navigate = useNavigate()
  const href = useHref(addressOf(name))
  return (
    <a
      href={href}
      aria-current={current ? 'step' : undefined}
      className={mergeClasses(styles.link, current && styles.current)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        void navigate(addressOf(name))
      }}
    >
      <StatusIcon tone={STEP_TONES[step.state]} className={styles.icon} />
      <span className={mergeClasses(styles.words, styles.spoken)}>
        <Text weight={current ? 'semibold' : 'regular'}>{words[name].short}</Text>{' '}
        <Text size={200} className={styles.small}>
          {t(`setup.state.${step.state}`)}
        </Text>
      </span>
    </a>
  )
}
