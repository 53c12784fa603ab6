import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { type RowLook, StatusRow, StatusRows } from '../../components/StatusRows.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { duration } from '../../format/time.ts'
import type { Work } from '../../microsoft/phases.ts'
import { SPREAD_SECONDS } from '../../microsoft/setup/finish.ts'
import type { Row, StepState } from '../../microsoft/setup/steps.ts'

const useStyles = makeStyles({
  call: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  wait: { display: 'flex', flexDirection: 'column', gap: '6px', marginTop: '6px', maxWidth: '480px' },
})

const LOOKS: Record<StepState, RowLook> = {
  waiting: 'quiet',
  running: 'running',
  done: 'good',
  host: 'good',
  found: 'there',
  manual: 'warning',
  more: 'warning',
  failed: 'bad',
}

/** Every call before it is made, while it is made, and how it ended. */
export function StepRows({ rows, work }: { rows: readonly Row[]; work?: Work }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <StatusRows label={t('automatic.list')}>
      {rows.map((row, at) => (
        <StatusRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a plan never changes its order
          key={at}
          look={LOOKS[row.state]}
          name={t(`automatic.step.${row.name}`, { what: row.what ?? '' })}
          state={t(`automatic.state.${row.state}`, { note: row.note ?? '' })}
        >
          {row.call && (
            <Text size={200} font="monospace" className={styles.call}>
              <Verbatim>{row.call}</Verbatim>
            </Text>
          )}
          {row.state === 'running' && work && <Waiting work={work} />}
        </StatusRow>
      ))}
    </StatusRows>
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
