import { useTranslation } from 'react-i18next'
import type { Subject } from '../../server/contract/index.ts'
import { dateOnly } from '../format/time.ts'

/** How much of a person's chats is archived, in words. */
export function useStanding(): (person: Pick<Subject, 'watermark' | 'recentFrom'>) => string {
  const { t } = useTranslation()
  return ({ watermark, recentFrom }) => {
    if (recentFrom) return t('people.standing.from', { date: dateOnly(recentFrom) })
    if (watermark) return t('people.standing.upTo', { date: dateOnly(watermark) })
    return t('people.standing.nothing')
  }
}
