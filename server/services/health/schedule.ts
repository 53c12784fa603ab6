import type { Connections } from '../../books/connections.ts'
import type { Tenants } from '../../books/tenants.ts'
import type { Clock } from '../../domain/clock.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import type { HealthChecks } from './health.ts'
import { momentOf, nextCheckAt } from './moments.ts'

/** Name of the queue. */
export const HEALTH = 'health'

type HealthJob = { readonly tenantId: string; readonly at: string }

/** A tenant that Microsoft makes wait must not make others wait. */
const AT_ONCE = 4

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
