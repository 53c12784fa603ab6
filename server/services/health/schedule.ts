/**
 * Every connection is looked at once a day, at a minute of its own, so that a thousand tenants do not ask Microsoft at
 * the same time. A job is for one day of one tenant, which makes it exist once however many processes there are; it
 * hands over to the next day's before it begins, and start-up makes sure that there is one.
 */
import { createHash } from 'node:crypto'
import type { Connections } from '../../books/connections.ts'
import type { Tenants } from '../../books/tenants.ts'
import type { Clock } from '../../domain/clock.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import type { HealthChecks } from './health.ts'

/** Name of the queue. */
export const HEALTH = 'health'

type HealthJob = { readonly tenantId: string; readonly at: string }

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** A tenant that Microsoft makes wait must not make others wait. */
const AT_ONCE = 4

/** The tenant's minute of the UTC day. */
function minuteOf(tenantId: string): number {
  return createHash('sha256').update(tenantId).digest().readUInt32BE(0) % (DAY_MS / MINUTE_MS)
}

/** The first time after `after`. */
export function nextCheckAt(tenantId: string, after: Date): Date {
  const midnight = Math.floor(after.getTime() / DAY_MS) * DAY_MS
  const today = midnight + minuteOf(tenantId) * MINUTE_MS
  return new Date(today > after.getTime() ? today : today + DAY_MS)
}

/**
 * Which planned moment a job stands for that comes at `now`. What is overdue from an earlier day gives way to today's,
 * so that no day has two: undefined while today's is still to come.
 */
export function momentOf(tenantId: string, planned: Date, now: Date): Date | undefined {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  if (planned.getTime() >= midnight) return planned
  const today = nextCheckAt(tenantId, new Date(midnight - 1))
  return today <= now ? today : undefined
}

type Deps = {
  readonly queue: Queue
  readonly health: Pick<HealthChecks, 'examineDaily'>
  readonly connections: Pick<Connections, 'find'>
  readonly tenants: Pick<Tenants, 'list'>
  readonly clock: Clock
}

export type HealthSchedule = {
  /** Makes sure that the tenant's next look is planned. Planning it twice is planning it once. */
  plan(tenantId: string): Promise<void>
  /** Takes jobs until the queue stops, and plans for every tenant that is connected. */
  work(): Promise<void>
}

export function createHealthSchedule({ queue, health, connections, tenants, clock }: Deps): HealthSchedule {
  async function planAfter(tenantId: string, after: Date): Promise<void> {
    const at = nextCheckAt(tenantId, after)
    const startAfterSeconds = Math.max(0, Math.ceil((at.getTime() - clock.now().getTime()) / 1000))
    const singletonKey = `${tenantId}/${at.toISOString().slice(0, 10)}`
    const job: HealthJob = { tenantId, at: at.toISOString() }
    await queue.enqueue<HealthJob>(HEALTH, job, { singletonKey, startAfterSeconds })
  }

  async function look({ tenantId, at }: HealthJob, signal: AbortSignal): Promise<void> {
    if ((await connections.find(tenantId)) === undefined) return
    // The database's clock handed the job out, and it may be ahead of ours: never the same day again.
    const now = clock.now()
    await planAfter(tenantId, now > new Date(at) ? now : new Date(at))
    const plannedFor = momentOf(tenantId, new Date(at), now)
    if (plannedFor === undefined) return
    try {
      await health.examineDaily(tenantId, { plannedFor, signal })
    } catch (error) {
      if (!(error instanceof VaultError && error.code === 'not-connected')) throw error
    }
  }

  const plan = (tenantId: string) => planAfter(tenantId, clock.now())

  return {
    plan,
    async work() {
      await queue.work<HealthJob>(HEALTH, { concurrency: AT_ONCE }, ({ data }, signal) => look(data, signal))
      for (const tenantId of await tenants.list())
        if ((await connections.find(tenantId)) !== undefined) await plan(tenantId)
    },
  }
}
