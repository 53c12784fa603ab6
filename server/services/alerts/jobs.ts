/**
 * What makes alerts move: a channel with something to send is handed to a worker, and every minute each tenant is looked at
 * and what waits is handed out again. The books know what is to be sent; a job that is lost only delays it.
 */
import type { Alerts } from '../../books/alerts.ts'
import type { Tenants } from '../../books/tenants.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import type { Queue } from '../../queue/queue.ts'
import type { Deliverer } from './deliver.ts'
import type { AlertWatch } from './watch.ts'

/** Names of the queues. */
export const ALERT_DELIVERY = 'alert-delivery'
export const ALERT_WATCH = 'alert-watch'

/** A channel that lets us wait must not make the others wait. */
const AT_ONCE = 3
const MINUTE_MS = 60_000
/** So long what is over, and what came of it, is shown. */
const SHOWN_MS = 400 * DAY_MS

type DeliveryJob = { readonly channelId: string }

export type AlertJobs = {
  /** Hands a channel to a worker, after the one that has it. */
  enqueue(channelId: string): Promise<void>
  /** Looks at a tenant; what fails is reported and made good by the next look. */
  look(tenantId: string): Promise<void>
  /** Takes jobs until the queue stops. */
  work(): Promise<void>
  sweep(): Promise<void>
}

export function createAlertJobs(deps: {
  readonly queue: Queue
  readonly alerts: Pick<Alerts, 'listDue' | 'sweep'>
  readonly tenants: Pick<Tenants, 'list'>
  readonly clock: Pick<Clock, 'now'>
  readonly onError: (error: unknown) => void
  /** Both need `enqueue`, so they come later. */
  readonly watch: () => Pick<AlertWatch, 'look'>
  readonly deliverer: () => Pick<Deliverer, 'deliver'>
}): AlertJobs {
  const { queue, alerts, tenants, clock, onError } = deps

  const enqueue = async (channelId: string) => {
    await queue.enqueue<DeliveryJob>(ALERT_DELIVERY, { channelId }, { singletonKey: channelId })
  }
  const look = (tenantId: string) => deps.watch().look(tenantId).catch(onError)

  async function deliver({ channelId }: DeliveryJob, signal: AbortSignal): Promise<void> {
    const next = await deps.deliverer().deliver(channelId, signal)
    if (next === undefined) return
    const startAfterSeconds = Math.max(0, Math.ceil((next.getTime() - clock.now().getTime()) / 1000))
    // A job of its own: what comes meanwhile must not wait for it.
    const singletonKey = `${channelId}/${toInstant(next)}`
    await queue.enqueue<DeliveryJob>(ALERT_DELIVERY, { channelId }, { singletonKey, startAfterSeconds })
  }

  async function lookAtAll(): Promise<void> {
    for (const tenantId of await tenants.list()) await look(tenantId)
    for (const channelId of await alerts.listDue(clock.now())) await enqueue(channelId)
  }

  async function plan(minute: number): Promise<void> {
    const startAfterSeconds = Math.max(0, Math.ceil((minute * MINUTE_MS - clock.now().getTime()) / 1000))
    await queue.enqueue(ALERT_WATCH, { minute }, { singletonKey: `minute-${minute}`, startAfterSeconds })
  }

  return {
    enqueue,
    look,
    async work() {
      await queue.work<DeliveryJob>(ALERT_DELIVERY, { concurrency: AT_ONCE }, ({ data }, signal) =>
        deliver(data, signal),
      )
      await queue.work<{ minute: number }>(ALERT_WATCH, { concurrency: 1 }, async ({ data: { minute } }) => {
        await plan(Math.max(minute, Math.floor(clock.now().getTime() / MINUTE_MS)) + 1)
        await lookAtAll()
      })
      await plan(Math.floor(clock.now().getTime() / MINUTE_MS))
    },
    sweep: () => alerts.sweep(new Date(clock.now().getTime() - SHOWN_MS)),
  }
}
