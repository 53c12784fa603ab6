/** From counted chats to the rows that a backup of each strategy gets. No I/O. */
import type { Strategy } from '../../domain/run.ts'
import type { ChatSample, CountedChat } from './count-chats.ts'

export type Estimate = { readonly low: number; readonly likely: number; readonly high: number }

/** From when on a person's mailbox is read; undefined: from the beginning. */
export type ReadFrom = (subjectId: string) => Date | undefined

/**
 * Rows of pay-once for each message: senders are asked their own, and what apps and events sent comes from some mailboxes
 * twice (of 200 sandbox tenants together, `npm run bench -- forecast`, 2026-11-30).
 */
const PAID_TWICE = 1.07
/**
 * Half the range around the likely number, where everything was counted, and more for each share that wasn't. Rows of pay-once
 * depend on who wrote where: of those 200 tenants one in ten read more than a tenth beside the likely number.
 */
const SURE: Readonly<Record<Strategy, number>> = { complete: 0.1, 'pay-once': 0.15 }
const UNSURE = 0.5

/**
 * Each person's mailbox holds a copy of each message of their chats. Of the people whose chats were listed, the share is
 * scaled to everyone; a chat that several of them are in counts once.
 */
export function estimateRows(
  { chats, peopleListed }: ChatSample,
  { strategy, people, readFrom, now }: { strategy: Strategy; people: number; readFrom: ReadFrom; now: Date },
): Estimate {
  const typical = typicalSizes(chats, now)
  let rows = 0
  let guessed = 0
  for (const chat of chats) {
    const { memberIds, listed } = chat
    const each = memberIds.map((id) => messagesSince(chat, readFrom(id), now) ?? typical(chat))
    const copies = each.reduce((sum, n) => sum + n, 0)
    const ofChat = strategy === 'complete' ? copies : (copies / memberIds.length) * PAID_TWICE
    const share = (ofChat * listed) / memberIds.length
    rows += share
    if (!chat.isWhole) guessed += share
  }
  const scale = peopleListed > 0 ? people / peopleListed : 1
  const unlisted = people > 0 ? 1 - peopleListed / people : 0
  const spread = SURE[strategy] + UNSURE * Math.max(unlisted, rows > 0 ? guessed / rows : 0)
  return rangeAround(rows * scale, spread)
}

/** Whole messages, in order. */
export function rangeAround(likely: number, spread: number): Estimate {
  return {
    low: Math.floor(Math.max(0, likely * (1 - spread))),
    likely: Math.round(likely),
    high: Math.ceil(likely * (1 + spread)),
  }
}

/** Undefined where the chat wasn't looked at. What is older than its newest messages came at their pace. */
function messagesSince(
  { changes, isWhole, createdAt }: CountedChat,
  from: Date | undefined,
  now: Date,
): number | undefined {
  if (changes === undefined) return undefined
  const since = from?.getTime() ?? Number.NEGATIVE_INFINITY
  const counted = changes.filter((at) => at > since).length
  const oldest = changes.at(-1)
  if (isWhole || oldest === undefined || oldest <= since) return counted
  const begin = Math.max(since, createdAt?.getTime() ?? oldest)
  const perMs = changes.length / Math.max(1, now.getTime() - oldest)
  return counted + Math.max(0, oldest - begin) * perMs
}

/** Of chats with about as many people. */
function typicalSizes(chats: readonly CountedChat[], now: Date): (chat: CountedChat) => number {
  const sizes = new Map<number, number[]>()
  const sizeOf = ({ memberIds }: CountedChat) => Math.min(4, Math.ceil(Math.log2(1 + memberIds.length)))
  for (const chat of chats) {
    const messages = messagesSince(chat, undefined, now)
    if (messages !== undefined) sizes.set(sizeOf(chat), [...(sizes.get(sizeOf(chat)) ?? []), messages])
  }
  const all = [...sizes.values()].flat()
  return (chat) => mean(sizes.get(sizeOf(chat)) ?? all)
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, n) => sum + n, 0) / numbers.length
}
