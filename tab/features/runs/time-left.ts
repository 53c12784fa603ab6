import type { TFunction } from 'i18next'
import { duration } from '../../format/time.ts'

const MINUTE = 60

/** Time left in words that do not pretend to know it to the second; nothing where it is not known. */
export function timeLeft(seconds: number | null, t: TFunction): string {
  if (seconds === null || seconds <= 0) return ''
  if (seconds < MINUTE) return t('runs.live.leftLittle')
  return t('runs.live.left', { time: duration(Math.round(seconds / MINUTE) * MINUTE) })
}
