import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import type { Schedule } from '../../../server/contract/index.ts'
import { useSchedule, useSetSchedule } from '../../api/schedule.ts'
import { Facts } from '../../components/Facts.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { weekdayTime } from '../../format/time.ts'
import { ScheduleForm } from './ScheduleForm.tsx'
import { useTimesWords } from './use-times-words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '20px', outlineStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** Where `/settings#schedule` leads. */
const PLACE = 'schedule'

/** When backups start without a person: what is next, what was last, and the times themselves. */
export function SchedulePanel() {
  const { t } = useTranslation()
  const query = useSchedule()
  return (
    <Panel title={t('schedule.title')}>
      <StateView query={query} skeleton={<LinesSkeleton lines={6} what={t('schedule.loading')} />}>
        {(schedule) => <ScheduleParts schedule={schedule} />}
      </StateView>
    </Panel>
  )
}

function ScheduleParts({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useTimesWords()
  const mayNot = useWhyNot('schedule.set') !== undefined
  // Outlives the form, which begins anew with what was saved.
  const save = useSetSchedule()
  const { enabled, cron, timeZone, missedAt } = schedule
  return (
    <div id={PLACE} ref={usePlace()} tabIndex={-1} className={styles.root}>
      <Facts facts={useFacts(schedule)} />
      {missedAt && (
        <Text size={200} className={styles.quiet}>
          {t('schedule.missedWhy')}
        </Text>
      )}
      {mayNot ? (
        <>
          {enabled && <Text>{t('schedule.words.inZone', { times: words(cron), zone: timeZone })}</Text>}
          <MayNot action="schedule.set" />
        </>
      ) : (
        <ScheduleForm key={schedule.changedAt} schedule={schedule} save={save} />
      )}
    </div>
  )
}

function useFacts({ enabled, nextAt, lastAt, missedAt, timeZone }: Schedule) {
  const { t } = useTranslation()
  const at = (instant: string | null) => instant && weekdayTime(instant, undefined, timeZone)
  const next = enabled ? at(nextAt) : t('schedule.fact.off')
  const facts = [
    { name: t('schedule.fact.next'), value: next },
    { name: t('schedule.fact.last'), value: at(lastAt) ?? t('schedule.fact.none') },
  ]
  return missedAt ? [...facts, { name: t('schedule.fact.missed'), value: at(missedAt) }] : facts
}

/** Whoever comes for the schedule arrives at it, once it is here. */
function usePlace() {
  const place = useRef<HTMLDivElement>(null)
  const { hash, key } = useLocation()
  useEffect(() => {
    if (hash !== `#${PLACE}` || key === '') return
    place.current?.scrollIntoView({ block: 'center' })
    place.current?.focus({ preventScroll: true })
  }, [hash, key])
  return place
}
