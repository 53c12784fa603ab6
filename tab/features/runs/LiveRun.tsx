import { makeStyles, ProgressBar, Spinner, Text, Title3, tokens } from '@fluentui/react-components'
import { Clock20Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/http/contract.ts'
import { Announcer } from '../../components/Announcer.tsx'
import { Facts } from '../../components/Facts.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { MoneyText } from '../../components/MoneyText.tsx'
import { useNow } from '../../components/use-now.ts'
import { formatNumber, share } from '../../format/number.ts'
import { clockTime, duration } from '../../format/time.ts'
import { CancelRunButton } from './CancelRunButton.tsx'
import { hasEnded } from './run-state.ts'

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
      <div className={styles.head}>
        <Spinner size="small" aria-hidden />
        <div className={styles.titles}>
          <Title3 as="h2" className={styles.title}>
            {t(run.state === 'queued' ? 'runs.live.queued' : 'runs.live.title')}
          </Title3>
          {run.stage && <Text className={styles.stage}>{t(`runs.stage.${run.stage}`)}</Text>}
        </div>
      </div>
      <Progress run={run} />
      <RunNumbers run={run} />
      <Fence until={run.fencedUntil} />
      {trouble && <Text className={styles.quiet}>{t('runs.live.reconnecting')}</Text>}
      <div className={styles.buttons}>
        {linked && (
          <LinkButton to={`/runs/${encodeURIComponent(run.id)}`}>{t('runs.live.details')}</LinkButton>
        )}
        <CancelRunButton runId={run.id} />
      </div>
      <Announcer text={useAnnouncement(run)} />
    </div>
  )
}

function Progress({ run }: { run: Run }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { subjects, subjectsDone } = run.totals
  const known = subjects > 0
  const done = { done: formatNumber(subjectsDone), total: formatNumber(subjects) }
  return (
    <div className={styles.progress}>
      <ProgressBar
        aria-label={t('runs.live.bar')}
        thickness="large"
        {...(known ? { value: share(subjectsDone, subjects) } : {})}
      />
      <div className={styles.words}>
        <Text weight="semibold">{known ? t('runs.live.people', done) : t('runs.stage.people')}</Text>
        {run.etaSeconds !== null && (
          <Text className={styles.quiet}>{t('runs.live.left', { time: duration(run.etaSeconds) })}</Text>
        )}
      </div>
    </div>
  )
}

function RunNumbers({ run }: { run: Run }) {
  const { t } = useTranslation()
  const { totals, rate } = run
  const speed = rate === null ? '–' : t('runs.live.rate', { n: formatNumber(Math.round(rate)) })
  return (
    <Facts
      facts={[
        { name: t('runs.one.charged'), value: formatNumber(totals.charged) },
        { name: t('runs.one.cost'), value: <MoneyText amount={run.cost} currency={run.currency} /> },
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

function useAnnouncement(run: Run): string {
  const { t } = useTranslation()
  if (hasEnded(run.state)) return t('runs.live.done', { state: t(`runs.state.${run.state}`) })
  const { subjects, subjectsDone, fetched } = run.totals
  return t('runs.live.announce', {
    people: t('runs.live.people', { done: formatNumber(subjectsDone), total: formatNumber(subjects) }),
    messages: t('count.messages', { count: fetched, n: formatNumber(fetched) }),
  })
}
