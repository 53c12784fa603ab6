/** What a schedule begins with: every day, at a quiet minute of the tenant's own night. */
import { createHash } from 'node:crypto'

/** Between 01:00 and 04:59 by the clocks of the zone, so that not all tenants ask Microsoft at the same minute. */
const FROM_HOUR = 1
const MINUTES = 4 * 60

export function suggestedCron(tenantId: string): string {
  const minute = createHash('sha256').update(`schedule ${tenantId}`).digest().readUInt32BE(0) % MINUTES
  return `${minute % 60} ${FROM_HOUR + Math.floor(minute / 60)} * * *`
}
