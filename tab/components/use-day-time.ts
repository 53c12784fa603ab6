import { useTranslation } from 'react-i18next'
import { clockTime, dateAndClock, nearDay } from '../format/time.ts'
import { useNow } from './use-now.ts'

/** "Today, 02:10", "Yesterday, 02:10", "22 Nov 2026, 02:10". */
export function useDayTime(): (at: string) => string {
  const { t } = useTranslation()
  const now = useNow()
  return (at) => {
    const day = nearDay(at, now)
    return day ? t(`time.${day}`, { time: clockTime(at) }) : dateAndClock(at, false)
  }
}
