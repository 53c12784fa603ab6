/** Whether the last good backup is older than a schedule allows. */
import type { ScheduleRow } from '../../books/schedules.ts'
import { nextDue } from './times.ts'

type Planned = Pick<ScheduleRow, 'enabled' | 'cron' | 'timeZone' | 'changedAt'>

/** So many planned backups may be in the past without a good one: one that failed is made up for by the next. */
const ALLOWED = 2

/**
 * True once the second planned instant after the last good backup has passed, which is twice the interval however uneven
 * it is (over a weekend, say). A schedule counts from when it was turned on.
 */
export function isOverdue(schedule: Planned | undefined, lastGoodAt: Date, now: Date): boolean {
  if (!schedule?.enabled) return false
  let due = new Date(Math.max(lastGoodAt.getTime(), schedule.changedAt.getTime()))
  for (let passed = 0; passed < ALLOWED; passed++) due = nextDue(schedule, due)
  return due <= now
}
