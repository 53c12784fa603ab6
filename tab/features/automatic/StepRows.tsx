import { makeStyles, ProgressBar, Spinner, Text, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  CheckmarkCircle20Regular,
  Circle20Regular,
  ErrorCircle20Filled,
  Warning20Filled,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { Verbatim } from '../../components/Verbatim.tsx'
import { duration } from '../../format/time.ts'
import type { Work } from '../../microsoft/phases.ts'
import { SPREAD_SECONDS } from '../../microsoft/setup/finish.ts'
import type { Row, StepState } from '../../microsoft/setup/steps.ts'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
  },
  row: { display: 'flex', gap: '10px', alignItems: 'flex-start' },
  icon: { width: '20px', height: '20px', flexShrink: 0, display: 'grid', placeItems: 'center' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    minWidth: 0,
    flexGrow: 1,
    overflowWrap: 'anywhere',
  },
  call: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  ok: { color: tokens.colorPaletteGreenForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  hand: { color: tokens.colorPaletteDarkOrangeForeground1 },
  wait: { display: 'flex', flexDirection: 'column', gap: '6px', marginTop: '6px', maxWidth: '480px' },
})

/** Every call before it is made, while it is made, and how it ended. */
export function StepRows({ rows, work }: { rows: readonly Row[]; work?: Work }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <ol className={styles.list} aria-label={t('automatic.list')}>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a plan never changes its order
        <li key={at} className={styles.row}>
          <span className={styles.icon} aria-hidden>
            <StepIcon state={row.state} />
          </span>
          <span className={styles.words}>
            <span>
              <Text weight={row.state === 'running' || row.state === 'failed' ? 'semibold' : 'regular'}>
                {t(`automatic.step.${row.name}`, { what: row.what ?? '' })}
              </Text>{' '}
              <Text className={styles.quiet}>
                · {t(`automatic.state.${row.state}`, { note: row.note ?? '' })}
              </Text>
            </span>
            {row.call && (
              <Text size={200} font="monospace" className={styles.call}>
                <Verbatim>{row.call}</Verbatim>
              </Text>
            )}
            {row.state === 'running' && work && <Waiting work={work} />}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Replication, in words and as a bar. */
function Waiting({ work: { wait, progress } }: { work: Work }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const shown = waitOf(wait, progress)
  if (!shown) return null
  const { words, waitedSeconds, upToSeconds } = shown
  const slots = { waited: duration(waitedSeconds), upTo: duration(upToSeconds) }
  return (
    <span className={styles.wait}>
      <Text size={200} className={styles.quiet}>
        {t(`automatic.wait.${words}`, slots)}
      </Text>
      <ProgressBar
        value={Math.min(1, waitedSeconds / upToSeconds)}
        aria-label={t('automatic.wait.bar')}
        thickness="large"
      />
    </span>
  )
}

export function waitOf(wait: Work['wait'], progress: Work['progress']) {
  if (wait)
    return { words: wait.why, waitedSeconds: wait.waitedMs / 1000, upToSeconds: wait.upToMs / 1000 } as const
  if (progress && progress.waitedSeconds > 0)
    return { words: 'spread', waitedSeconds: progress.waitedSeconds, upToSeconds: SPREAD_SECONDS } as const
  return undefined
}

function StepIcon({ state }: { state: StepState }) {
  const styles = useStyles()
  switch (state) {
    case 'running':
      return <Spinner size="extra-tiny" />
    case 'done':
    case 'host':
      return <CheckmarkCircle20Filled className={styles.ok} />
    case 'found':
      return <CheckmarkCircle20Regular className={styles.ok} />
    case 'byHand':
    case 'more':
      return <Warning20Filled className={styles.hand} />
    case 'failed':
      return <ErrorCircle20Filled className={styles.failed} />
    case 'waiting':
      return <Circle20Regular className={styles.quiet} />
  }
}
