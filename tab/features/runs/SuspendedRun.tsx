import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components'
import { PauseCircle24Filled } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/contract/index.ts'
import { useQuota } from '../../api/quota.ts'
import { CodeToCopy } from '../../components/CodeToCopy.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { MessagesCount } from '../../components/MessagesCount.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { Told } from '../../components/Told.tsx'
import { formatNumber } from '../../format/number.ts'
import { dateOnly, exactTime } from '../../format/time.ts'
import { useTold } from '../../i18n/use-told.ts'
import { CancelRunButton } from './CancelRunButton.tsx'
import { RunBackupButton } from './RunBackupButton.tsx'
import { Waiting } from './RunHead.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  head: { display: 'flex', gap: '12px', alignItems: 'center' },
  icon: { color: tokens.colorPaletteDarkOrangeForeground1, flexShrink: 0 },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap', marginTop: '4px' },
})

/** Why it stands still and the way on. */
export function SuspendedRun({ run, linked = false }: { run: Run; linked?: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const mayNotRaise = useWhyNot('quota.set') !== undefined
  // What is meant to happen needs no code. Other causes pass without anyone's help.
  const ofLimit = !run.reason || run.reason.code === 'quota-reached'
  const { subjects, subjectsRead } = run.totals
  const done = { done: formatNumber(subjectsRead), total: formatNumber(subjects) }
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <PauseCircle24Filled className={styles.icon} aria-hidden />
        <Title3 as="h2" className={styles.title}>
          {t('runs.suspended.title')}
        </Title3>
      </div>
      <Text>{ofLimit ? <WhyLimit /> : run.reason && <Told told={tell(run.reason)} />}</Text>
      <Text className={styles.quiet}>
        {subjects > 0
          ? t('runs.suspended.done', { people: t('runs.live.people', done) })
          : t('runs.suspended.notBegun')}{' '}
        <MessagesCount count={run.totals.charged} pricing={run} />
      </Text>
      {!ofLimit && run.resumesAt && (
        <Text weight="semibold">{t('runs.suspended.goesOn', { at: exactTime(run.resumesAt) })}</Text>
      )}
      {!ofLimit && run.reason && <CodeToCopy code={run.reason.code} />}
      <Waiting run={run} ended={false} />
      {subjects > 0 && run.totals.subjectsWaiting === 0 && <Text>{t('runs.waiting.none')}</Text>}
      <div className={styles.buttons}>
        {ofLimit && !mayNotRaise && (
          <LinkButton appearance="primary" to="/connection#limit">
            {t('runs.suspended.raise')}
          </LinkButton>
        )}
        <RunBackupButton plain />
        <CancelRunButton runId={run.id} />
        {linked && (
          <LinkButton to={`/runs/${encodeURIComponent(run.id)}`}>{t('runs.live.details')}</LinkButton>
        )}
      </div>
    </div>
  )
}

function WhyLimit() {
  const { t } = useTranslation()
  const quota = useQuota().data
  if (!quota) return t('runs.suspended.text')
  const { left, resetsAt } = quota
  const date = dateOnly(resetsAt, undefined, 'UTC')
  if (!left) return t('runs.suspended.textReached', { date })
  return t('runs.suspended.textFew', { count: left, n: formatNumber(left), date })
}
