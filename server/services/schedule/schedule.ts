/** A tenant's schedule as the door sees it. `start-due.ts` starts what it plans. */
import type { z } from 'zod'
import type { ScheduleRow, Schedules } from '../../books/schedules.ts'
import type { Tenants } from '../../books/tenants.ts'
import type { Schedule, SchedulePreview, ScheduleTimes, SetSchedule } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { suggestedCron } from './suggestion.ts'
import { nextDue, readTimes, upcoming } from './times.ts'

export type ScheduleService = {
  get(operator: Operator): Promise<Schedule>
  /** Throws 400 `schedule-…` where the times can't be kept. */
  set(operator: Operator, body: z.output<typeof SetSchedule>): Promise<Schedule>
  /** The next times of a line that is not saved yet. Throws as `set` does. */
  preview(operator: Operator, times: z.output<typeof ScheduleTimes>): SchedulePreview
}

type Deps = {
  readonly schedules: Pick<Schedules, 'find' | 'save'>
  readonly tenants: Pick<Tenants, 'ensure'>
  readonly clock: Clock
}

const PREVIEWED = 5

export function createScheduleService({ schedules, tenants, clock }: Deps): ScheduleService {
  const get = async (tenantId: string) => toSchedule((await schedules.find(tenantId)) ?? unsaved(tenantId))
  return {
    get: ({ tenantId }) => get(tenantId),

    async set({ tenantId }, { enabled, strategy = null, ...entered }) {
      const times = readTimes(entered)
      const now = clock.now()
      await tenants.ensure(tenantId)
      const nextAt = enabled ? nextDue(times, now) : null
      await schedules.save({ tenantId, enabled, strategy, ...times, changedAt: now, nextAt })
      return get(tenantId)
    },

    preview: (_, entered) => ({
      next: upcoming(readTimes(entered), clock.now(), PREVIEWED).map(toInstant),
    }),
  }
}

type Shown = Omit<ScheduleRow, 'tenantId' | 'changedAt'> & { readonly changedAt: Date | null }

/** Off, with what it would begin with. */
function unsaved(tenantId: string): Shown {
  const times = { cron: suggestedCron(tenantId), timeZone: 'UTC' }
  return {
    enabled: false,
    ...times,
    strategy: null,
    changedAt: null,
    nextAt: null,
    lastAt: null,
    missedAt: null,
  }
}

function toSchedule({
  enabled,
  cron,
  timeZone,
  strategy,
  changedAt,
  nextAt,
  lastAt,
  missedAt,
}: Shown): Schedule {
  const instant = (at: Date | null) => at && toInstant(at)
  return {
    enabled,
    cron,
    timeZone,
    strategy,
    changedAt: instant(changedAt),
    nextAt: instant(nextAt),
    lastAt: instant(lastAt),
    missedAt: instant(missedAt),
  }
}
