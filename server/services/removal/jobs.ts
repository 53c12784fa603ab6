/** A job is a tenant's turn: its removals are carried out one after the other. */
import type { Session } from '../../database/database.ts'
import type { Queue } from '../../queue/queue.ts'

/** Name of the queue. */
export const REMOVAL_QUEUE = 'removal'

export type RemovalJob = { readonly tenantId: string }

/** Success when one waits already. `within` is the transaction it belongs to. */
export async function enqueueRemovals(
  queue: Pick<Queue, 'enqueue'>,
  tenantId: string,
  within?: Session,
): Promise<void> {
  const options = { singletonKey: tenantId, ...(within && { within }) }
  await queue.enqueue<RemovalJob>(REMOVAL_QUEUE, { tenantId }, options)
}
