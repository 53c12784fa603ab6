import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowSyncCircle16Regular, CheckmarkCircle16Filled, Circle16Regular } from '@fluentui/react-icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { RunPhase } from '../../../server/contract/index.ts'
import { PLAIN_LIST } from '../../components/plain-list.ts'
import { formatNumber } from '../../format/number.ts'
import { timeLeft } from './time-left.ts'

const useStyles = makeStyles({
  list: {
    ...PLAIN_LIST,
    gap: '6px',
  },
  row: { display: 'flex', gap: '8px', alignItems: 'center' },
  words: { display: 'flex', flexWrap: 'wrap', gap: '0 12px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  done: { color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  running: { color: tokens.colorBrandForeground1, flexShrink: 0 },
  waiting: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
})

const ICONS = {
  done: CheckmarkCircle16Filled,
  running: ArrowSyncCircle16Regular,
  waiting: Circle16Regular,
} as const

/** The steps of a run: which are done, how far the one in progress is, and what is still to come. */
export function RunPhases({ phases }: { phases: readonly RunPhase[] }) {
  const { t } = useTranslation()
  const styles = useStyles()
  if (phases.length === 0) return null
  return (
    <ol className={styles.list} aria-label={t('runs.phases.label')}>
      {phases.map((phase) => {
        const Icon = ICONS[phase.state]
        const more = [countOf(phase, t), timeLeft(phase.etaSeconds, t)].filter(Boolean).join(' · ')
        return (
          <li key={phase.name} className={styles.row}>
            <Icon className={styles[phase.state]} role="img" aria-label={t(`runs.phases.${phase.state}`)} />
            <span className={styles.words}>
              <Text weight={phase.state === 'running' ? 'semibold' : 'regular'}>
                {t(`runs.stage.${phase.name}`)}
              </Text>
              {more && <Text className={styles.quiet}>{more}</Text>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function countOf({ name, done, total }: RunPhase, t: TFunction): string {
  if (done === null || total === null) return ''
  const counts = { done: formatNumber(done), total: formatNumber(total) }
  if (name === 'media') return total === 0 ? t('runs.phases.none') : t('runs.phases.images', counts)
  // People are counted once, above.
  return name === 'conversations' ? t('runs.phases.chats', counts) : ''
}
