/**
 * Type, topic and members of conversations: unmetered, from the chats of people who hold them. A chat shared by many is
 * described by the first; people all of whose chats are described are not asked at all.
 */

import type { ConversationRecord } from '../../archive/archive.ts'
import { listSubjectsWithUndescribed, listUndescribed } from '../../catalog/undescribed.ts'
import { toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { VaultError } from '../../domain/vault-error.ts'
import type { Chat } from '../../graph/graph.ts'
import { inLanes, taking } from './lanes.ts'
import { countProgress, type RunWork } from './run-work.ts'

const LANES = 4

export async function describeConversations(work: RunWork): Promise<void> {
  const subjectIds = await listSubjectsWithUndescribed(work.database.kysely, work.run.tenantId, work.run.id)
  const taken = new Set<string>()
  const progress = countProgress(work, subjectIds.length)
  await inLanes(LANES, taking(subjectIds), async (subjectId) => {
    if (work.stopped()) return
    await describeChatsOf(work, subjectId, taken).catch((reason: unknown) =>
      work.fault(reason, subjectId, 'read the chats of a person'),
    )
    await progress()
  })
}

/** `taken`: chats that another person's list has described in this run already. */
async function describeChatsOf(work: RunWork, subjectId: string, taken: Set<string>): Promise<void> {
  const undescribed = new Set(await listUndescribed(work.database.kysely, work.run.tenantId, subjectId))
  const left = () => [...undescribed].some((id) => !taken.has(id))
  const wanted = (id: string) => undescribed.has(id) && !taken.has(id) && taken.add(id).has(id)
  if (!left()) return
  for await (const chats of work.graph.chatsOf(subjectId, { wanted, signal: work.signal })) {
    const fetchedAt = toInstant(work.clock.now())
    const records = chats.map((chat) => ({
      kind: 'conversation' as const,
      conversation: conversationRecord(chat),
      fetchedAt,
    }))
    if (records.length > 0)
      await work.committer.commit({ header: { subjectId, position: null, fetched: 0 }, records })
    await alertMissingMembers(work, chats)
    if (!left()) return
  }
}

/** Of chats whose members after the 25th Microsoft refused to list. */
export async function alertMissingMembers(work: RunWork, chats: readonly Chat[]): Promise<void> {
  for (const { id, membersUnread } of chats) if (membersUnread) await alertMembers(work, id, membersUnread)
}

function alertMembers(work: RunWork, chatId: string, error: VaultError): Promise<void> {
  return work.alert(
    { code: error.code, notice: error.notice && notice('members-missing', { because: error.notice }) },
    `Members of conversation ${chatId} after the 25th are missing from its description: ${error.why}.`,
    error.hint,
    null,
  )
}

/** What the archive keeps of a chat. */
export function conversationRecord(chat: Chat): ConversationRecord {
  return {
    id: chat.id,
    chatType: chat.chatType,
    topic: chat.topic,
    createdAt: chat.createdAt === null ? null : toInstant(chat.createdAt),
    members: chat.members,
  }
}
