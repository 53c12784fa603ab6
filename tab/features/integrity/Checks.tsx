import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Integrity, Verification } from '../../../server/contract/index.ts'
import { Announcer } from '../../components/Announcer.tsx'
import { Facts } from '../../components/Facts.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { Told } from '../../components/Told.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime, weekdayTime } from '../../format/time.ts'
import { useTold } from '../../i18n/use-told.ts'
import { useCheckEverything, useVerification } from './api/integrity.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px' },
  state: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  quiet: { color: tokens.colorNeutralForeground2 },
  start: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 16px' },
  words: { flexBasis: '240px', flexGrow: 1, minWidth: 0 },
  progress: { display: 'flex', flexDirection: 'column', gap: '6px' },
})

/** In words first, then when and how much, then the one button. */
export function Checks({ integrity }: { integrity: Integrity }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const start = useCheckEverything()
  const mayNot = useWhyNot('archive.verify') !== undefined
  const { openId, lastFailed } = integrity
  return (
    <Panel title={t('integrity.checks.title')}>
      <div className={styles.root}>
        <State integrity={integrity} />
        <Facts facts={useFacts(integrity)} />
        {lastFailed && <Failed failed={lastFailed} />}
        {openId && <Progress key={openId} id={openId} />}
        {start.isError && <ProblemBar error={start.error} />}
        {mayNot ? (
          <MayNot action="archive.verify" />
        ) : (
          !openId && (
            <div className={styles.start}>
              <GuardedButton
                action="archive.verify"
                appearance="primary"
                disabledFocusable={start.isPending}
                onClick={() => start.mutate()}
              >
                {t('integrity.checks.start')}
              </GuardedButton>
              <Text size={200} className={`${styles.quiet} ${styles.words}`}>
                {t('integrity.checks.startText')}
              </Text>
            </div>
          )
        )}
      </div>
      <Announcer text={useAnnouncement(integrity)} everyMs={500} />
    </Panel>
  )
}

function State({ integrity }: { integrity: Integrity }) {
  const styles = useStyles()
  const { tone, text } = useStateOf(integrity)
  return (
    <div className={styles.state}>
      <StatusMark tone={tone} text={text} />
    </div>
  )
}

function useStateOf({ damage, lastFull, lastSampled }: Integrity) {
  const { t } = useTranslation()
  if (damage) {
    const text = t('integrity.checks.damaged', { count: damage.damaged, n: formatNumber(damage.damaged) })
    return { tone: 'bad', text } as const
  }
  if (lastFull === null && lastSampled === null)
    return { tone: 'quiet', text: t('integrity.checks.never') } as const
  return { tone: 'good', text: t('integrity.checks.whole') } as const
}

function useFacts({ lastFull, lastSampled, nextSampledAt }: Integrity) {
  const { t } = useTranslation()
  const when = (check: Integrity['lastFull']) =>
    check === null ? t('time.never') : <RelativeTime at={check.endedAt} />
  return [
    { name: t('integrity.checks.lastFull'), value: when(lastFull) },
    ...(lastFull ? [{ name: t('integrity.checks.read'), value: formatNumber(lastFull.messages) }] : []),
    { name: t('integrity.checks.lastSampled'), value: when(lastSampled) },
    {
      name: t('integrity.checks.next'),
      value: nextSampledAt ? weekdayTime(nextSampledAt) : t('integrity.checks.nextNone'),
    },
  ]
}

function Failed({ failed: { at, reason, notice } }: { failed: NonNullable<Integrity['lastFailed']> }) {
  const { t } = useTranslation()
  const told = useTold()({ notice, detail: reason, hint: '' })
  return (
    <div>
      <StatusMark tone="warning" text={t('integrity.checks.failed', { when: exactTime(at) })} />
      <div>
        <Told told={told} />
      </div>
    </div>
  )
}

/** Of the check that is open, whoever asked for it. */
function Progress({ id }: { id: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { data } = useVerification(id)
  const words = useProgressWords(data)
  const whose = useWhoseWords(data)
  const share = data?.segmentsTotal ? data.segments / data.segmentsTotal : undefined
  return (
    <div className={styles.progress}>
      <ProgressBar
        aria-label={t('integrity.progress.bar')}
        thickness="large"
        {...(share === undefined ? {} : { value: share })}
      />
      <Text weight="semibold">{words}</Text>
      {whose && <Text className={styles.quiet}>{whose}</Text>}
    </div>
  )
}

function useProgressWords(check: Verification | undefined): string {
  const { t } = useTranslation()
  if (check === undefined || check.state === 'queued') return t('integrity.progress.waiting')
  if (check.segmentsTotal === null) return t('integrity.progress.counting')
  return t('integrity.progress.segments', {
    count: check.segmentsTotal,
    done: formatNumber(check.segments),
    n: formatNumber(check.segmentsTotal),
  })
}

function useWhoseWords(check: Verification | undefined): string | undefined {
  const { t } = useTranslation()
  if (check === undefined) return undefined
  const { mode, requestedBy } = check
  if (requestedBy === null) return t('integrity.progress.of.nightly')
  return t(`integrity.progress.of.${mode}`, { name: requestedBy })
}

/** That a check runs, and what it has found once it's done; nothing about checks of before the page was opened. */
function useAnnouncement(integrity: Integrity): string {
  const { t } = useTranslation()
  const [sawOpen, setSawOpen] = useState(false)
  const { text } = useStateOf(integrity)
  if (integrity.openId !== null && !sawOpen) setSawOpen(true)
  if (integrity.openId !== null) return t('integrity.progress.waiting')
  return sawOpen ? `${t('integrity.progress.done')} ${text}` : ''
}
