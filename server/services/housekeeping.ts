/**
 * Removes expired things once an hour, by one process at a time. Each job plans the next before it begins, and start-up
 * makes sure that there's one.
 */
import type { Clock } from '../domain/clock.ts'
import type { Queue } from '../queue/queue.ts'

/** Name of the queue. */
export const HOUSEKEEPING = 'housekeeping'

const HOUR_MS = 3_600_000

export async function keepHouse({
  queue,
  clock,
  sweeps,
  onError,
}: {
  queue: Queue
  clock: Pick<Clock, 'now'>
  sweeps: readonly (() => Promise<unknown>)[]
  /** One sweep that fails does not keep the others from theirs. */
  onError: (error: unknown) => void
}): Promise<void> {
  const plan = async (hour: number) => {
    const startAfterSeconds = Math.max(0, Math.ceil((hour * HOUR_MS - clock.now().getTime()) / 1000))
    await queue.enqueue(HOUSEKEEPING, { hour }, { singletonKey: `hour-${hour}`, startAfterSeconds })
  }
  await queue.work<{ hour: number }>(HOUSEKEEPING, { concurrency: 1 }, async ({ data: { hour } }) => {
    await plan(Math.max(hour, Math.floor(clock.now().getTime() / HOUR_MS)) + 1)
    for (const sweep of sweeps) await sweep().catch(onError)
  })
  await plan(Math.floor(clock.now().getTime() / HOUR_MS))
}
