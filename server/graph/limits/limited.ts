/**
 * Keeps each lane within Microsoft's limits before Microsoft has to. A request whose turn comes while the tenant is
 * fenced goes back to the end of its lane: otherwise everything that waited would leave at once when the fence falls.
 */
import type { Clock } from '../../domain/clock.ts'
import { type Around, around, type Lane } from '../around.ts'
import type { GraphCalls } from '../calls.ts'
import type { Fence } from './fence.ts'
import { type Limits, PUBLISHED_LIMITS } from './limits.ts'
import { KeyedPacer, Pacer } from './pacer.ts'

export type LimitOptions = Partial<Limits> & { readonly clock: Clock; readonly fence?: Fence }

export function limitedGraph(inner: GraphCalls, options: LimitOptions): GraphCalls {
  return around(inner, limiting(options))
}

export function limiting(options: LimitOptions): Around {
  const { clock, fence, ...own } = options
  const admit = lanes({ ...PUBLISHED_LIMITS, ...own }, clock)
  return async (lane, send, signal) => {
    do await admit(lane, signal)
    while (await isFenced(fence, signal))
    return send()
  }
}

async function isFenced(fence: Fence | undefined, signal: AbortSignal | undefined): Promise<boolean> {
  if (fence?.until() === undefined) return false
  await fence.wait(signal)
  return true
}

type Admit = (lane: Lane, signal: AbortSignal | undefined) => Promise<void>

/** The narrow limit (one user, one chat) first: who waits there takes no turn from others. */
function lanes(limits: Limits, clock: Clock): Admit {
  const directory = new Pacer(limits.directoryPerSecond, clock)
  const exports = new Pacer(limits.exportPerSecond, clock)
  const threads = new Pacer(limits.chatMessagesPerSecond, clock)
  const other = new Pacer(limits.otherPerSecond, clock)
  const users = new KeyedPacer(limits.perUserPerSecond, clock)
  const chats = new KeyedPacer(limits.perChatPerSecond, clock)
  const imports = new KeyedPacer(limits.importPerChatPerSecond, clock)
  return async (lane, signal) => {
    switch (lane.name) {
      case 'directory':
        return directory.take(signal)
      case 'export':
        return exports.take(signal)
      case 'chats':
        await users.take(lane.userId, signal)
        return other.take(signal)
      case 'import':
        await imports.take(lane.chatId, signal)
        return threads.take(signal)
      case 'chat-messages':
        await chats.take(lane.chatId, signal)
        return threads.take(signal)
      case 'chat':
        await chats.take(lane.chatId, signal)
        return other.take(signal)
    }
  }
}
