import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { useSchedule, useSetSchedule } from '../../api/schedule.ts'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { weekdayTime } from '../../format/time.ts'
import { browserZone } from '../../format/zones.ts'
import { useTimesWords } from './use-times-words.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  quiet: { color: tokens.colorNeutralForeground2 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center' },
})

/** At the end of a setup: a backup every night by one click, or that there is a schedule. Nothing for who may not set it. */
export function ScheduleOffer() {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = useTimesWords()
  const { data: schedule } = useSchedule()
  const save = useSetSchedule()
  const mayNot = useWhyNot('schedule.set') !== undefined
  if (mayNot || schedule === undefined) return null
  const { enabled, cron, nextAt } = schedule
  const timeZone = schedule.changedAt === null ? browserZone() : schedule.timeZone
  if (enabled && nextAt !== null)
    return (
      <div className={styles.root}>
        <StatusMark tone="good" text={t('schedule.offer.on')} />
        <Text className={styles.quiet}>
          {t('schedule.offer.textOn', { at: weekdayTime(nextAt, undefined, timeZone) })}{' '}
          <TextLink to="/settings#schedule" inline>
            {t('schedule.offer.change')}
          </TextLink>
        </Text>
      </div>
    )
  return (
    <div className={styles.root}>
      <Text weight="semibold">{t('schedule.offer.title')}</Text>
      <Text>
        {t('schedule.offer.text', {
          times: t('schedule.words.inZone', { times: words(cron), zone: timeZone }),
        })}
      </Text>
      <div className={styles.bar}>
        <Button
          disabledFocusable={save.isPending}
          onClick={() => save.mutate({ enabled: true, cron, timeZone })}
        >
          {t('schedule.offer.turnOn')}
        </Button>
        <TextLink to="/settings#schedule">{t('schedule.offer.other')}</TextLink>
      </div>
      {save.isError && <ProblemBar error={save.error} />}
    </div>
  )
}
