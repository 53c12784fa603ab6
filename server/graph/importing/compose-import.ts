/** Import, storey by storey as for reading: retry, fence, limits, wire. It has limits of its own and no meter. */
import type { VaultError } from '../../domain/vault-error.ts'
import type { Around } from '../around.ts'
import type { GraphOptions } from '../compose.ts'
import { fencing } from '../limits/fenced.ts'
import { limiting } from '../limits/limited.ts'
import { BUDGET_MS, mayHeal, retrying } from '../retrying.ts'
import { outcomeOf } from '../wire/graph-error.ts'
import type { ChatImport } from './chat-import.ts'
import { wireImport } from './wire-import.ts'

export function composeImport(options: Omit<GraphOptions, 'meter' | 'billingModel'>): ChatImport {
  const { clock, random, limits, retry } = options
  const fence = options.fence.bearing(retry?.budgetMs ?? BUDGET_MS)
  const wire = wireImport(options)
  const limited = limiting({ ...limits, clock, fence })
  const fenced = fencing(fence, clock)
  const within =
    (outermost: Around): Around =>
    (lane, send, signal) =>
      outermost(lane, () => fenced(lane, () => limited(lane, send, signal), signal), signal)
  const again = within(retrying({ ...retry, clock, random }))
  const once = within(retrying({ ...retry, clock, random, heals: isSafeToRepeat }))
  return {
    createGroup: (chat, signal) =>
      once({ name: 'chat', chatId: chat.topic }, () => wire.createGroup(chat, signal), signal),
    find: (chatId, signal) => again({ name: 'chat', chatId }, () => wire.find(chatId, signal), signal),
    start: (chatId, since, signal) =>
      again({ name: 'chat', chatId }, () => wire.start(chatId, since, signal), signal),
    post: (chatId, message, signal) =>
      once({ name: 'import', chatId }, () => wire.post(chatId, message, signal), signal),
    complete: (chatId, signal) =>
      again({ name: 'chat', chatId }, () => wire.complete(chatId, signal), signal),
  }
}

/** Only what certainly wasn't done. */
function isSafeToRepeat(error: unknown): error is VaultError {
  return mayHeal(error) && outcomeOf(error) === 'refused'
}
