/**
 * The chats of everyone in the run, unmetered: who takes part decides which mailbox is asked for whose messages. What is new
 * or has changed is archived as a description, so that the catalog, also a rebuilt one, knows the members.
 */
import type { ConversationRecord } from '../../../archive/archive.ts'
import { listRunSubjectIds } from '../../../books/sources.ts'
import { listDescriptions } from '../../../catalog/rosters.ts'
import { toInstant } from '../../../domain/clock.ts'
import type { Chat, LastMessage } from '../../../graph/graph.ts'
import { alertMissingMembers, conversationRecord } from '../describe-conversations.ts'
import { inLanes, taking } from '../lanes.ts'
import { countProgress, type RunWork } from '../run-work.ts'

/** Microsoft allows 30 such requests a second; each takes some tenths. */
const LANES = 12

/** The newest message of each chat that was listed; `undefined` where Microsoft does not say. */
export type Previews = ReadonlyMap<string, LastMessage | null | undefined>

export async function listChats(work: RunWork): Promise<Previews> {
  const subjectIds = await listRunSubjectIds(work.database.kysely, work.run.id)
  const previews = new Map<string, LastMessage | null | undefined>()
  const progress = countProgress(work, subjectIds.length)
  await inLanes(LANES, taking(subjectIds), async (subjectId) => {
    if (work.stopped()) return
    await listChatsOf(work, subjectId, previews).catch((thrown: unknown) =>
      work.fault(thrown, subjectId, 'read the chats of a person'),
    )
    await progress()
  })
  return previews
}

/** A chat of many is read, with all its members, from the first who lists it. */
async function listChatsOf(
  work: RunWork,
  subjectId: string,
  previews: Map<string, LastMessage | null | undefined>,
): Promise<void> {
  const wanted = (id: string) => !previews.has(id) && previews.set(id, undefined).has(id)
  for await (const chats of work.graph.chatsOf(subjectId, { wanted, signal: work.signal })) {
    for (const chat of chats) previews.set(chat.id, chat.lastMessage)
    await describeChanged(work, subjectId, chats)
    if (work.stopped()) return
  }
}

async function describeChanged(work: RunWork, subjectId: string, chats: readonly Chat[]): Promise<void> {
  const { tenantId } = work.run
  const known = await listDescriptions(
    work.database.kysely,
    tenantId,
    chats.map(({ id }) => id),
  )
  const fetchedAt = toInstant(work.clock.now())
  const records = chats
    .map(conversationRecord)
    .filter((chat) => !isSame(chat, known.get(chat.id)))
    .map((conversation) => ({ kind: 'conversation' as const, conversation, fetchedAt }))
  if (records.length === 0) return
  await work.committer.commit({ header: { subjectId, position: null, fetched: 0 }, records })
  const changed = new Set(records.map(({ conversation }) => conversation.id))
  await alertMissingMembers(
    work,
    chats.filter(({ id }) => changed.has(id)),
  )
}

function isSame(
  { topic, members }: ConversationRecord,
  known: { readonly topic: string | null; readonly memberIds: readonly string[] } | undefined,
): boolean {
  if (known === undefined || known.topic !== topic) return false
  const ids = new Set(members.map(({ id }) => id))
  return ids.size === known.memberIds.length && known.memberIds.every((id) => ids.has(id))
}
