/** When each tenant’s connection is checked: once a UTC day, at a minute of its own. */
import { createHash } from 'node:crypto'
import { DAY_MS } from '../../domain/day.ts'

/** The first time after `after`. */
export function nextCheckAt(tenantId: string, after: Date): Date {
  const midnight = Math.floor(after.getTime() / DAY_MS) * DAY_MS
  const today = midnight + minuteOf(tenantId) * MINUTE_MS
  return new Date(today > after.getTime() ? today : today + DAY_MS)
}

/**
 * The planned moment of a job that arrives at `now`. An overdue one of an earlier day gives way to today's, so no day
 * has two: undefined while today's is still to come.
 */
export function momentOf(tenantId: string, planned: Date, now: Date): Date | undefined {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  if (planned.getTime() >= midnight) return planned
  const today = nextCheckAt(tenantId, new Date(midnight - 1))
  return today <= now ? today : undefined
}

const MINUTE_MS = 60_000

/** The tenant's minute of the UTC day. */
function minuteOf(tenantId: string): number {
  return createHash('sha256').update(tenantId).digest().readUInt32BE(0) % (DAY_MS / MINUTE_MS)
}
