/**
 * Type, topic and members of conversations: unmetered, from the chats of people who hold them. A chat shared by many is
 * described by the first; people all of whose chats are described are not asked at all.
 */

import type { ConversationRecord } from '../../archive/archive.ts'
import { listSubjectsWithUndescribed, listUndescribed } from '../../catalog/undescribed.ts'
import { toInstant } from '../../domain/clock.ts'
import type { Chat } from '../../graph/graph.ts'
import { inLanes, taking } from './lanes.ts'
import type { RunWork } from './run-work.ts'

const LANES = 4

export async function describeConversations(work: RunWork): Promise<void> {
  const subjectIds = await listSubjectsWithUndescribed(work.database.kysely, work.run.tenantId, work.run.id)
  await inLanes(LANES, taking(subjectIds), async (subjectId) => {
    if (work.stopped()) return
    await describeChatsOf(work, subjectId).catch((reason: unknown) =>
      work.fault(reason, subjectId, 'read the chats of a person'),
    )
  })
}

async function describeChatsOf(work: RunWork, subjectId: string): Promise<void> {
  const undescribed = new Set(await listUndescribed(work.database.kysely, work.run.tenantId, subjectId))
  if (undescribed.size === 0) return
  for await (const chats of work.graph.chatsOf(subjectId, work.signal)) {
    const fetchedAt = toInstant(work.clock.now())
    const records = chats
      .filter(({ id }) => undescribed.delete(id))
      .map((chat) => ({ kind: 'conversation' as const, conversation: recordOf(chat), fetchedAt }))
    if (records.length > 0)
      await work.committer.commit({ header: { subjectId, position: null, fetched: 0 }, records })
    if (undescribed.size === 0) return
  }
}

function recordOf(chat: Chat): ConversationRecord {
  return {
    id: chat.id,
    chatType: chat.chatType,
    topic: chat.topic,
    createdAt: chat.createdAt === null ? null : toInstant(chat.createdAt),
    members: chat.members,
  }
}
