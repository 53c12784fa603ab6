import { useTranslation } from 'react-i18next'
import { useNow } from '../../components/use-now.ts'
import { clockSeconds, clockTime, dateAndClock, nearDay } from '../../format/time.ts'

/** "Run of today, 02:10", to the second where it stands among others: a name of its own. */
export function useRunName(): (at: string, seconds?: boolean) => string {
  const { t } = useTranslation()
  const now = useNow()
  return (at, seconds = false) => {
    const day = nearDay(at, now)
    if (!day) return t('runs.one.title', { when: dateAndClock(at, seconds) })
    return t(`runs.one.titles.${day}`, { time: seconds ? clockSeconds(at) : clockTime(at) })
  }
}
