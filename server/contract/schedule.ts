/** When backups start without a person. */
import { z } from 'zod'
import { instant } from './fields.ts'
import { Strategy } from './runs.ts'

/** Five fields, read by the clocks of an IANA zone; at most once an hour. */
export const ScheduleTimes = z.strictObject({ cron: z.string().max(200), timeZone: z.string().max(100) })
export type ScheduleTimes = z.infer<typeof ScheduleTimes>

export const SetSchedule = ScheduleTimes.extend({
  enabled: z.boolean(),
  /** Left out: that of other backups. */
  strategy: Strategy.optional(),
})
export type SetSchedule = z.infer<typeof SetSchedule>

export const Schedule = z.object({
  enabled: z.boolean(),
  cron: z.string(),
  timeZone: z.string(),
  /** null: that of other backups. */
  strategy: Strategy.nullable(),
  /** When it was turned on, off, or to other times; null while no one has saved one, and this is a suggestion. */
  changedAt: instant.nullable(),
  /** null while it is off. */
  nextAt: instant.nullable(),
  /** The planned time that started or continued a backup last. */
  lastAt: instant.nullable(),
  /** The planned time that was dropped last, because a backup was running or nothing was connected. */
  missedAt: instant.nullable(),
})
export type Schedule = z.infer<typeof Schedule>

export const SchedulePreview = z.object({ next: z.array(instant) })
export type SchedulePreview = z.infer<typeof SchedulePreview>
