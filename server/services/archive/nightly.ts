/**
 * A sampled check of every archive, every night. Asked for by the product's hourly round: the first round at which the night has
 * begun where the tenant is starts it, so one that was missed while nothing ran is made up for.
 */
import { listArchivedTenants } from '../../books/holdings.ts'
import { findLastNightly } from '../../books/integrity.ts'
import type { Schedules } from '../../books/schedules.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import { instantOfWall, wallTimeAt } from '../schedule/wall-time.ts'

/** By the clocks of the tenant: after the backups of the evening, and before anyone comes. */
const NIGHT_HOUR_MS = 3 * 3_600_000

type Deps = {
  readonly database: Database
  readonly schedules: Pick<Schedules, 'find'>
  readonly clock: Pick<Clock, 'now'>
  /** One that waits already is the one. */
  readonly startNightly: (tenantId: string) => Promise<void>
}

export async function sweepNightly({ database, schedules, clock, startNightly }: Deps): Promise<void> {
  for (const tenantId of await listArchivedTenants(database.kysely)) {
    const { last } = nightsAround(await zoneOf(schedules, tenantId), clock.now())
    const checked = await findLastNightly(database.kysely, tenantId)
    if (checked === undefined || checked < last) await startNightly(tenantId)
  }
}

/** When the night begins, as its clocks show it: the last time before `now` or at it, and the next. */
export function nightsAround(timeZone: string, now: Date): { last: Date; next: Date } {
  const today = Math.floor(wallTimeAt(timeZone, now) / DAY_MS) * DAY_MS + NIGHT_HOUR_MS
  const at = instantOfWall(timeZone, today)
  return at > now
    ? { last: instantOfWall(timeZone, today - DAY_MS), next: at }
    : { last: at, next: instantOfWall(timeZone, today + DAY_MS) }
}

/** Of the backups; without any that someone set, UTC. */
export async function zoneOf(schedules: Pick<Schedules, 'find'>, tenantId: string): Promise<string> {
  return (await schedules.find(tenantId))?.timeZone ?? 'UTC'
}
