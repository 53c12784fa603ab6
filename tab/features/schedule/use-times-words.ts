import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../format/number.ts'
import { timeOfDay, weekdayName } from '../../format/time.ts'
import { timesOf } from './choice.ts'

/** A cron line in words: "Every day at 2:17 AM". */
export function useTimesWords(): (cron: string) => string {
  const { t } = useTranslation()
  return (cron) => {
    const times = timesOf(cron)
    if (times.pattern === 'cron') return t('schedule.words.cron')
    if (times.pattern === 'hours') {
      const { every, minute } = times
      return t('schedule.words.hours', { count: every, n: formatNumber(every), minute: formatNumber(minute) })
    }
    const time = timeOfDay(times.time)
    if (times.pattern === 'weekly')
      return t('schedule.words.weekly', { time, weekday: weekdayName(times.weekday) })
    return t(`schedule.words.${times.pattern}`, { time })
  }
}
