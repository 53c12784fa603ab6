import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { CodeToCopy } from '../../components/CodeToCopy.tsx'
import { Panel } from '../../components/Panel.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { Told } from '../../components/Told.tsx'
import { formatNumber } from '../../format/number.ts'
import { useTold } from '../../i18n/use-told.ts'
import { useRunFaults } from './api/runs.ts'
import { RunPeople } from './RunPeople.tsx'
import { toneOf } from './run-state.ts'
import { type Verdict, verdictOf } from './verdict.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'flex-start' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  waiting: { width: '100%', display: 'flex', flexDirection: 'column', gap: '8px' },
})

/** How a run ended: what may be said of it as a whole, why, and who was not reached. */
export function RunHead({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  // Until they are here, nothing is said to be whole that may not be.
  const { data } = useRunFaults(run.id, false)
  const verdict = data && verdictOf(run, itemsOf(data).some(isOfContent))
  return (
    <Panel>
      <div className={styles.root}>
        <Title3 as="h2" className={styles.title}>
          <StatusMark tone={toneOf(run.state)} text={t(`runs.state.${run.state}`)} />
        </Title3>
        {verdict && <Text>{sentenceOf(verdict, t)}</Text>}
        {run.reason && (
          <Text className={styles.quiet}>
            <Told told={tell(run.reason)} /> <CodeToCopy code={run.reason.code} />
          </Text>
        )}
        <Waiting run={run} />
      </div>
    </Panel>
  )
}

/** Something inside of messages that Microsoft does not give out. */
function isOfContent({ kind, subjectId }: { kind: string; subjectId: string | null }): boolean {
  return kind === 'skip' && subjectId === null
}

function sentenceOf(verdict: Verdict, t: TFunction): string {
  if (!('count' in verdict)) return t(`runs.verdict.${verdict.says}`)
  const { says, count } = verdict
  return t(`runs.verdict.${says}`, { count, n: formatNumber(count) })
}

/** Who still waits, by name; of a run that has ended, who was not reached. Nothing where there is no one. */
export function Waiting({ run, ended = true }: { run: Run; ended?: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const count = run.totals.subjectsWaiting
  if (count === 0) return null
  const title = t(ended ? 'runs.waiting.titleEnded' : 'runs.waiting.title', { count, n: formatNumber(count) })
  return (
    <div className={styles.waiting}>
      <Text weight="semibold">{title}</Text>
      <RunPeople run={run} state="waiting" label={title} />
    </div>
  )
}
