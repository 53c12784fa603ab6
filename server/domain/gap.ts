import { DAY_MS } from './day.ts'

/**
 * Deleted messages can be read for 21 days (Learn: Export content with the Microsoft Teams Export APIs, 2025-01-29):
 * a wider gap between backups loses some, and one day is needed to act.
 */
const GAP_DAYS = 20

/** Whole days since the last good backup, where they are too many. */
export function gapOf(lastGoodEnd: Date, now: Date): number | undefined {
  const days = Math.floor((now.getTime() - lastGoodEnd.getTime()) / DAY_MS)
  return days < GAP_DAYS ? undefined : days
}
