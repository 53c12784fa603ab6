/** Everyone who takes part in a chat, from its messages: senders who are not the mailbox's owner, and those events name. */
import { type Kysely, sql } from 'kysely'
import type { Frame } from '../archive/archive.ts'
import type { Schema } from '../database/schema.ts'
import { passagesIn, senderOf } from '../domain/chat-users.ts'
import type { ChatMessage } from '../domain/message.ts'
import { storableId } from './storable.ts'

type ChatUser = {
  readonly no: number
  readonly userId: string
  readonly joinedAt: string | null
  readonly leftAt: string | null
}

export async function recordChatUsers(
  db: Kysely<Schema>,
  frames: readonly Frame[],
  conversationNos: ReadonlyMap<string, number>,
): Promise<void> {
  await noteReadByMembers(db, frames, conversationNos)
  const users = new Map<string, ChatUser>()
  for (const one of frames.flatMap((frame) => usersIn(frame, conversationNos))) {
    const key = `${one.no} ${one.userId}`
    users.set(key, merged(users.get(key), one))
  }
  if (users.size === 0) return
  const all = [...users.values()]
  await sql`
    insert into chat_user as known (conversation_no, user_id, joined_at, left_at)
    select * from unnest(${all.map(({ no }) => no)}::int[], ${all.map(({ userId }) => userId)}::text[],
                         ${all.map(({ joinedAt }) => joinedAt)}::text[]::timestamptz[],
                         ${all.map(({ leftAt }) => leftAt)}::text[]::timestamptz[])
      as seen (no, user_id, joined_at, left_at)
    order by no, user_id
    on conflict (conversation_no, user_id) do update
    set joined_at = greatest(known.joined_at, excluded.joined_at), left_at = greatest(known.left_at, excluded.left_at)
    where excluded.joined_at is not null or excluded.left_at is not null`.execute(db)
}

/** Copies of such messages are in no other mailbox's frames: whose they are, the members of the chat tell. */
async function noteReadByMembers(
  db: Kysely<Schema>,
  frames: readonly Frame[],
  conversationNos: ReadonlyMap<string, number>,
): Promise<void> {
  const nos = new Set<number>()
  for (const { header, records } of frames) {
    if (!isPartial(header)) continue
    for (const record of records)
      if (record.kind === 'message') nos.add(conversationNos.get(record.message.chatId) ?? 0)
  }
  if (nos.size === 0) return
  await sql`
    update conversation set by_members = true where no = any(${[...nos]}::int[]) and not by_members`.execute(
    db,
  )
}

/** Asked for some senders, or for single messages: others may have been in the chat unseen. */
function isPartial({ position, single }: Frame['header']): boolean {
  return single === true || position?.senders !== undefined
}

function usersIn({ header, records }: Frame, conversationNos: ReadonlyMap<string, number>): ChatUser[] {
  return records.flatMap((record) => {
    if (record.kind !== 'message') return []
    const no = conversationNos.get(record.message.chatId)
    if (no === undefined) return []
    return [
      ...passages(no, record.message),
      ...(isPartial(header) ? senders(no, record.message, header) : []),
    ]
  })
}

function passages(no: number, message: ChatMessage): ChatUser[] {
  return passagesIn(message).map(({ userId, kind, at }) => ({
    no,
    userId: storableId(userId),
    joinedAt: kind === 'joined' ? at : null,
    leftAt: kind === 'left' ? at : null,
  }))
}

function senders(no: number, message: ChatMessage, { subjectId }: Frame['header']): ChatUser[] {
  const id = senderOf(message)
  if (id === undefined || id === subjectId) return []
  return [{ no, userId: storableId(id), joinedAt: null, leftAt: null }]
}

function merged(before: ChatUser | undefined, one: ChatUser): ChatUser {
  return {
    ...one,
    joinedAt: later(before?.joinedAt, one.joinedAt),
    leftAt: later(before?.leftAt, one.leftAt),
  }
}

function later(before: string | null | undefined, at: string | null): string | null {
  if (before == null) return at
  return at === null || Date.parse(before) > Date.parse(at) ? before : at
}
