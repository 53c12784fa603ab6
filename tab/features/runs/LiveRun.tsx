import { makeStyles, ProgressBar, Spinner, Text, Title3, tokens } from '@fluentui/react-components'
import { Clock20Regular } from '@fluentui/react-icons'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Run, RunPhase } from '../../../server/contract/index.ts'
import { Announcer } from '../../components/Announcer.tsx'
import { Facts } from '../../components/Facts.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { useNow } from '../../components/use-now.ts'
import { formatNumber, share } from '../../format/number.ts'
import { clockTime, duration } from '../../format/time.ts'
import { CancelRunButton } from './CancelRunButton.tsx'
import { RunCost } from './RunCost.tsx'
import { RunPhases } from './RunPhases.tsx'
import { usePeopleOf } from './run-people.ts'
import { hasEnded, isLive, toneOf } from './run-state.ts'
import { timeLeft } from './time-left.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  head: { display: 'flex', gap: '12px', alignItems: 'center', flexWrap: 'wrap' },
  titles: { display: 'flex', flexDirection: 'column' },
  title: { margin: 0 },
  stage: { color: tokens.colorNeutralForeground2 },
  progress: { display: 'flex', flexDirection: 'column', gap: '6px' },
  words: { display: 'flex', justifyContent: 'space-between', gap: '4px 16px', flexWrap: 'wrap' },
  fence: {
    display: 'flex',
    gap: '8px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  icon: { flexShrink: 0 },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface LiveRunProps {
  run: Run
  trouble: boolean
  /** Shown outside its own page: with a way there. */
  linked?: boolean
}

/** A run as it goes: what it does, how far it is, how long it will take and what it cost so far. */
export function LiveRun({ run, trouble, linked = false }: LiveRunProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.root}>
      <Head run={run} />
      <Progress run={run} />
      {!linked && <RunPhases phases={run.phases} />}
      <RunNumbers run={run} />
      <Fence until={run.fencedUntil} />
      {trouble && <Text className={styles.quiet}>{t('runs.live.reconnecting')}</Text>}
      <div className={styles.buttons}>
        {linked && (
          <LinkButton to={`/runs/${encodeURIComponent(run.id)}`}>{t('runs.live.details')}</LinkButton>
        )}
        {isLive(run.state) && <CancelRunButton runId={run.id} />}
      </div>
      <Announcer text={useAnnouncement(run)} />
    </div>
  )
}

/** Also of a run that has just ended, where its card stands a moment longer. */
function Head({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  if (!isLive(run.state)) {
    return (
      <Title3 as="h2" className={styles.title}>
        <StatusMark tone={toneOf(run.state)} text={t(`runs.state.${run.state}`)} />
      </Title3>
    )
  }
  return (
    <div className={styles.head}>
      <Spinner size="small" aria-hidden />
      <div className={styles.titles}>
        <Title3 as="h2" className={styles.title}>
          {t(run.state === 'queued' ? 'runs.live.queued' : 'runs.live.title')}
        </Title3>
        {run.stage && <Text className={styles.stage}>{t(`runs.stage.${run.stage}`)}</Text>}
      </div>
    </div>
  )
}

/** The bar is of the step in progress: messages first, then the chats and the images that were found. */
function Progress({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const peopleOf = usePeopleOf()
  const phase = run.phases.find(({ state }) => state === 'running')
  const known = run.totals.subjects > 0
  const { rest } = peopleOf(run)
  const value = isLive(run.state) ? shareOf(phase) : 1
  return (
    <div className={styles.progress}>
      <ProgressBar
        aria-label={t(`runs.live.bar.${thingOf(phase)}`)}
        thickness="large"
        {...(value === undefined ? {} : { value })}
      />
      <div className={styles.words}>
        <Text weight="semibold">
          {known ? peopleWords(run, t) : t('runs.stage.people')}
          {rest && <Text className={styles.quiet}>{` · ${rest}`}</Text>}
        </Text>
        <Text className={styles.quiet}>{timeLeft(run.etaSeconds, t)}</Text>
      </div>
    </div>
  )
}

function thingOf(phase: RunPhase | undefined): 'messages' | 'chats' | 'images' {
  if (phase?.name === 'conversations') return 'chats'
  return phase?.name === 'media' ? 'images' : 'messages'
}

/** Undefined: in progress, and no one knows how far. */
function shareOf(phase: RunPhase | undefined): number | undefined {
  if (!phase || phase.done === null || !phase.total) return undefined
  return share(phase.done, phase.total)
}

function RunNumbers({ run }: { run: Run }) {
  const { t } = useTranslation()
  const { totals, rate } = run
  const speed = rate === null ? '–' : t('runs.live.rate', { n: formatNumber(Math.round(rate)) })
  return (
    <Facts
      facts={[
        { name: t('runs.one.charged'), value: formatNumber(totals.charged) },
        { name: t('runs.one.cost'), value: <RunCost run={run} whole /> },
        { name: t('runs.column.added'), value: formatNumber(totals.added) },
        { name: t('runs.live.speed'), value: speed },
        { name: t('runs.column.faults'), value: formatNumber(totals.faults) },
      ]}
    />
  )
}

function Fence({ until }: { until: string | null }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const now = useNow(1000)
  const seconds = until ? Math.ceil((Date.parse(until) - now) / 1000) : 0
  if (!until || seconds <= 0) return null
  return (
    <div className={styles.fence}>
      <Clock20Regular className={styles.icon} aria-hidden />
      <Text>{t('runs.live.waiting', { time: clockTime(until), in: duration(seconds) })}</Text>
    </div>
  )
}

function peopleWords({ totals }: Run, t: TFunction): string {
  const { subjects, subjectsRead } = totals
  return t('runs.live.people', { done: formatNumber(subjectsRead), total: formatNumber(subjects) })
}

function useAnnouncement(run: Run): string {
  const { t } = useTranslation()
  if (hasEnded(run.state)) return t('runs.live.done', { state: t(`runs.state.${run.state}`) })
  const { fetched } = run.totals
  return t('runs.live.announce', {
    people: run.totals.subjects > 0 ? peopleWords(run, t) : t('runs.stage.people'),
    messages: t('count.messages', { count: fetched, n: formatNumber(fetched) }),
  })
}
