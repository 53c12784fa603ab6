/** What Graph says of chats: type, topic, members. The latest description wins. */
import { type Kysely, sql } from 'kysely'
import type { ConversationRecord } from '../archive/archive.ts'
import type { Schema } from '../database/schema.ts'
import { EXPANDED_MEMBERS } from '../domain/chat-users.ts'
import { WINDOW_OVERLAP_MS } from '../domain/window.ts'
import type { PlacedRecord } from './placed-record.ts'

/** Events after which a chat's description is out of date (Learn: system messages). */
const CHANGES_DESCRIPTION =
  /#microsoft\.graph\.(chatRenamed|members(Added|Deleted|Joined|Left))EventMessageDetail$/

/** Events have Microsoft's time, descriptions ours. */
const CLOCKS_APART_MS = WINDOW_OVERLAP_MS

type Described = { readonly no: number; readonly conversation: ConversationRecord; readonly at: string }

export async function recordConversations(
  db: Kysely<Schema>,
  tenantId: string,
  rows: readonly PlacedRecord[],
  conversationNos: Map<string, number>,
): Promise<void> {
  await forgetDescriptions(db, tenantId, changesIn(rows))
  const described = latestDescriptions(rows, conversationNos)
  if (described.length === 0) return
  await updateConversations(db, tenantId, described)
  await replaceMembers(db, described)
  await noteMembers(db, described)
}

/** By chat, when it changed last: instants in order are texts in order. */
function changesIn(rows: readonly PlacedRecord[]): Map<string, string> {
  const last = new Map<string, string>()
  for (const { record } of rows) {
    if (record.kind !== 'message' || !CHANGES_DESCRIPTION.test(eventType(record.message.eventDetail)))
      continue
    const { chatId, createdDateTime: at } = record.message
    if (at > (last.get(chatId) ?? '')) last.set(chatId, at)
  }
  return last
}

function eventType(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null || !('@odata.type' in detail)) return ''
  return typeof detail['@odata.type'] === 'string' ? detail['@odata.type'] : ''
}

/** Not for what a description was made after: the history that a first backup reads is full of such events. */
async function forgetDescriptions(
  db: Kysely<Schema>,
  tenantId: string,
  changes: ReadonlyMap<string, string>,
): Promise<void> {
  if (changes.size === 0) return
  await sql`
    update conversation c set described_at = null
    from unnest(${[...changes.keys()]}::text[], ${[...changes.values()]}::text[]::timestamptz[]) as change (chat_id, at)
    where c.tenant_id = ${tenantId} and c.id = change.chat_id
      and c.described_at < change.at + make_interval(secs => ${CLOCKS_APART_MS / 1000})`.execute(db)
}

function latestDescriptions(
  rows: readonly PlacedRecord[],
  conversationNos: Map<string, number>,
): Described[] {
  const latest = new Map<number, Described>()
  for (const { record } of rows) {
    if (record.kind !== 'conversation') continue
    const no = conversationNos.get(record.conversation.id)
    if (no !== undefined) latest.set(no, { no, conversation: record.conversation, at: record.fetchedAt })
  }
  return [...latest.values()]
}

async function updateConversations(
  db: Kysely<Schema>,
  tenantId: string,
  described: readonly Described[],
): Promise<void> {
  await sql`
    update conversation c
    set chat_type = case when c.chat_type = 'self' then 'self' else d.chat_type end,
        topic = d.topic, created_at = d.created_at, described_at = d.described_at
    from unnest(${described.map((d) => d.no)}::int[], ${described.map((d) => d.conversation.chatType)}::text[],
                ${described.map((d) => d.conversation.topic)}::text[],
                ${described.map((d) => d.conversation.createdAt)}::text[]::timestamptz[],
                ${described.map((d) => d.at)}::text[]::timestamptz[])
      as d (no, chat_type, topic, created_at, described_at)
    where c.no = d.no and c.tenant_id = ${tenantId}`.execute(db)
}

async function replaceMembers(db: Kysely<Schema>, described: readonly Described[]): Promise<void> {
  const members = described.flatMap(({ no, conversation }) =>
    conversation.members.map((member) => ({ no, ...member })),
  )
  await sql`delete from member where conversation_no = any(${described.map((d) => d.no)}::int[])`.execute(db)
  if (members.length === 0) return
  await sql`
    insert into member (conversation_no, user_id, display_name, email, tenant_id)
    select no, user_id, display_name, email, tenant_id::uuid
    from unnest(${members.map((m) => m.no)}::int[], ${members.map((m) => m.id)}::text[],
                ${members.map((m) => m.displayName)}::text[], ${members.map((m) => m.email)}::text[],
                ${members.map((m) => m.tenantId)}::text[])
      as m (no, user_id, display_name, email, tenant_id)
    on conflict do nothing`.execute(db)
}

/**
 * Whoever is no longer named has left by then, and whoever is named again came back by then; events say it more exactly. A
 * list of as many members as Graph shows at once may be cut off, and says nothing of those who are missing.
 */
async function noteMembers(db: Kysely<Schema>, described: readonly Described[]): Promise<void> {
  const members = described.flatMap(({ no, conversation }) =>
    conversation.members.map(({ id }) => ({ no, id })),
  )
  const whole = described.filter(({ conversation }) => conversation.members.length !== EXPANDED_MEMBERS)
  await sql`
    insert into chat_user (conversation_no, user_id)
    select no, id from unnest(${members.map(({ no }) => no)}::int[], ${members.map(({ id }) => id)}::text[]) as m (no, id)
    on conflict do nothing`.execute(db)
  await sql`
    with listed as (
      select u.conversation_no, u.user_id, d.at, m.user_id is not null as here
      from unnest(${whole.map(({ no }) => no)}::int[], ${whole.map(({ at }) => at)}::text[]::timestamptz[]) as d (no, at)
      join chat_user u on u.conversation_no = d.no
      left join member m on m.conversation_no = u.conversation_no and m.user_id = u.user_id
    )
    update chat_user u
    set joined_at = case when here then listed.at else u.joined_at end,
        left_at = case when here then u.left_at else listed.at end
    from listed
    where u.conversation_no = listed.conversation_no and u.user_id = listed.user_id
      and here = (u.left_at is not null and u.left_at >= coalesce(u.joined_at, '-infinity'))`.execute(db)
}
