/**
 * What the chats themselves say about how much there is to read, without reading anything that is metered: who takes part in
 * which (list chats), and how many messages they have (list messages in a chat, of which only the times are looked at). Where
 * there is more than fits the time, people and chats are drawn by lot, and long chats are read for their newest part.
 */
import { VaultError } from '../../domain/vault-error.ts'
import type { Chat, Graph } from '../../graph/graph.ts'
import { inLanes, taking } from '../backup/lanes.ts'

export type CountedChat = {
  /** Of the people asked for, those who take part. */
  readonly memberIds: readonly string[]
  /** Of them, those whose chats were listed. */
  readonly listed: number
  readonly createdAt: Date | null
  /** When its messages were changed last, the latest first; undefined where it wasn't looked at. */
  changes: number[] | undefined
  /** Every change since the time asked for is among them. */
  isWhole: boolean
}

export type ChatSample = {
  readonly chats: readonly CountedChat[]
  readonly peopleListed: number
}

type Asked = {
  readonly graph: Pick<Graph, 'chatsOf' | 'chatMessages'>
  readonly subjectIds: readonly string[]
  /** Nothing before is to be counted in a chat of these people. */
  since(memberIds: readonly string[]): Date | undefined
  /** 0 to 1. */
  random(): number
  /** Milliseconds for the chats, then for their messages. */
  readonly listMs: number
  readonly countMs: number
  /** Ends it early; what was listed by then is answered. */
  readonly signal?: AbortSignal | undefined
}

/** Someone waits in front of a button. */
export const TIMES = Object.freeze({ listMs: 8000, countMs: 15_000 })

/** Microsoft allows 30 lists of chats a second, and 20 of messages (Learn: Microsoft Graph throttling limits, Teams). */
const LISTING_LANES = 12
const COUNTING_LANES = 20
/** Pages of 50 messages that one chat is read for; what is older follows from their pace. */
const MOST_PAGES = 20

/** Rejects with what kept it from listing the chats of anyone. */
export async function countChats(asked: Asked): Promise<ChatSample> {
  const { found, listed } = await listChats(asked)
  const wanted = new Set(asked.subjectIds)
  const chats: (CountedChat & { readonly id: string; readonly lastAt: Date | null | undefined })[] = []
  for (const { id, members, createdAt, lastMessage } of found) {
    const memberIds = members.map((member) => member.id).filter((member) => wanted.has(member))
    const seenBy = memberIds.filter((member) => listed.has(member)).length
    if (seenBy === 0) continue
    const lastAt = lastMessage === null ? null : lastMessage?.createdAt
    chats.push({ id, memberIds, listed: seenBy, createdAt, lastAt, changes: undefined, isWhole: false })
  }
  await countMessages(asked, chats)
  return { chats, peopleListed: listed.size }
}

async function listChats({ graph, subjectIds, listMs, random, ...asked }: Asked) {
  const signal = within(listMs, asked.signal)
  const found = new Map<string, Chat | undefined>()
  const listed = new Set<string>()
  let refusal: unknown
  const wanted = (id: string) => !found.has(id) && found.set(id, undefined).has(id)
  await inLanes(LISTING_LANES, taking(shuffled(subjectIds, random)), async (subjectId) => {
    if (signal.aborted) return
    try {
      for await (const chats of graph.chatsOf(subjectId, { wanted, signal }))
        for (const chat of chats) found.set(chat.id, chat)
      listed.add(subjectId)
    } catch (thrown) {
      if (signal.aborted) return
      if (!(thrown instanceof VaultError)) throw thrown
      refusal = thrown
      // An account that can't chat has none.
      if (thrown.retry === 'never') listed.add(subjectId)
    }
  })
  const chats = [...found.values()].filter((chat) => chat !== undefined)
  if (chats.length === 0 && refusal !== undefined) throw refusal
  if (listed.size === 0 && subjectIds.length > 0) throw tooSlow()
  return { found: chats, listed }
}

type Counting = CountedChat & { readonly id: string; readonly lastAt: Date | null | undefined }

/** Chats by lot, each to its end, so that those that fit the time say how large one is. */
async function countMessages(asked: Asked, chats: readonly Counting[]): Promise<void> {
  const signal = within(asked.countMs, asked.signal)
  await inLanes(COUNTING_LANES, taking(shuffled(chats, asked.random)), async (chat) => {
    const since = asked.since(chat.memberIds)
    if (isQuiet(chat, since)) Object.assign(chat, { changes: [], isWhole: true })
    else if (!signal.aborted) await countOne(asked.graph, chat, { ...(since && { since }), signal })
  })
}

/** Nothing new came; what changed without that is little. */
function isQuiet({ lastAt }: Counting, since: Date | undefined): boolean {
  return lastAt === null || (since !== undefined && lastAt !== undefined && lastAt <= since)
}

async function countOne(
  graph: Asked['graph'],
  chat: Counting,
  options: { since?: Date; signal: AbortSignal },
): Promise<void> {
  const changes: number[] = []
  let pages = 0
  try {
    for await (const messages of graph.chatMessages(chat.id, options)) {
      changes.push(...messages.map(changedAt))
      chat.changes = changes
      if (++pages === MOST_PAGES) return
    }
    Object.assign(chat, { changes, isWhole: true })
  } catch (thrown) {
    if (!options.signal.aborted && !(thrown instanceof VaultError)) throw thrown
  }
}

function changedAt({
  lastModifiedDateTime,
  createdDateTime,
}: {
  lastModifiedDateTime?: unknown
  createdDateTime?: unknown
}): number {
  return Date.parse(String(lastModifiedDateTime ?? createdDateTime))
}

function within(ms: number, signal: AbortSignal | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(ms)
  return signal === undefined ? timeout : AbortSignal.any([timeout, signal])
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ item }) => item)
}

function tooSlow(): VaultError {
  return new VaultError({
    code: 'forecast-too-slow',
    attempted: 'estimate what a backup reads',
    why: 'Microsoft 365 didn’t list anyone’s chats in time',
    hint: 'Try again in a minute.',
    retry: 'later',
    status: 503,
  })
}
