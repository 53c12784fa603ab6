/**
 * Reads conversations. Every statement names the tenant; lists are walked by key, so a page costs the same wherever it
 * is. A chat that Graph described but of which no message is archived is not in a list: there is nothing to read in it.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { containing } from './like-pattern.ts'

export type ConversationType = 'oneOnOne' | 'group' | 'meeting' | 'self' | 'unknown'

export type ConversationRow = {
  readonly no: number
  readonly id: string
  readonly type: ConversationType
  readonly topic: string | null
  readonly messageCount: number
  readonly firstAt: Date | null
  readonly lastAt: Date | null
}

export type ConversationFilter = {
  /** Only those with messages seen in this person's mailbox. */
  readonly subjectId?: string | undefined
  /** In the topic or in a member's name, whatever the case. */
  readonly words?: string | undefined
  readonly type?: ConversationType | undefined
  /** Bounds, inclusive, of the last message's time. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** Where a page ended. */
export type ConversationKey = { readonly lastAt: Date; readonly no: number }

/** Of a conversation `c`. */
export const TYPE = sql<ConversationType>`
  case when c.chat_type in ('oneOnOne', 'group', 'meeting', 'self') then c.chat_type else 'unknown' end`

const COLUMNS = sql`
  c.no, c.id, ${TYPE} as type, c.topic, c.message_count as "messageCount",
  c.first_at as "firstAt", c.last_at as "lastAt"`

/** Newest first. */
export async function listConversations(
  db: Session,
  tenantId: string,
  filter: ConversationFilter,
  page: { limit: number; after?: ConversationKey | undefined },
): Promise<ConversationRow[]> {
  const { rows } = await sql<ConversationRow>`
    select ${COLUMNS}
    from conversation c
    where c.tenant_id = ${tenantId} and c.last_at is not null
      and ${matches(tenantId, filter)} and ${beyond(page.after)}
    order by c.last_at desc nulls last, c.no desc
    limit ${page.limit}`.execute(db)
  return rows
}

function beyond(after: ConversationKey | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`
  return sql`(c.last_at, c.no) < (${after.lastAt}::timestamptz, ${after.no}::int)`
}

function matches(tenantId: string, filter: ConversationFilter): RawBuilder<unknown> {
  const { subjectId, words, type, from, to } = filter
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (subjectId !== undefined) conditions.push(seenBy(tenantId, [subjectId]))
  if (words !== undefined && words.trim() !== '') conditions.push(named(words.trim()))
  if (type !== undefined) conditions.push(sql`${TYPE} = ${type}`)
  if (from !== undefined) conditions.push(sql`c.last_at >= ${from}::timestamptz`)
  if (to !== undefined) conditions.push(sql`c.last_at <= ${to}::timestamptz`)
  return sql.join(conditions, sql` and `)
}

/** Conversations with messages in one of these mailboxes, or, where each message is read from one, with these people. */
function seenBy(tenantId: string, subjectIds: readonly string[]): RawBuilder<unknown> {
  return sql`(c.no in (
    select p.conversation_no
    from participation p join subject s on s.no = p.subject_no
    where s.tenant_id = ${tenantId} and s.id = any(${subjectIds}::text[]))
    or c.by_members and exists (
      select from chat_user u where u.conversation_no = c.no and u.user_id = any(${subjectIds}::text[])))`
}

/**
 * What a member `m` of a conversation `c` is called: as its roster says, else the directory (`s`), else their newest
 * archived message (`n`). Empty when nobody knows; the row of somebody not described yet has their id for a name.
 */
const MEMBER_NAME = sql<string>`
  coalesce(nullif(trim(m.display_name), ''), nullif(nullif(s.display_name, s.id), ''), n.name, '')`

const NAMERS = sql`
  left join subject s on s.tenant_id = c.tenant_id and s.id = m.user_id
  left join sender_name n on n.tenant_id = c.tenant_id and n.id = m.user_id`

/** Topic or a member's name contains the words. */
function named(words: string): RawBuilder<unknown> {
  const pattern = containing(words)
  return sql`(c.topic ilike ${pattern} or exists (
    select from member m ${NAMERS} where m.conversation_no = c.no and ${MEMBER_NAME} ilike ${pattern}))`
}

export async function findConversation(
  db: Session,
  tenantId: string,
  id: string,
): Promise<ConversationRow | undefined> {
  const { rows } = await sql<ConversationRow>`
    select ${COLUMNS} from conversation c where c.tenant_id = ${tenantId} and c.id = ${id}`.execute(db)
  return rows[0]
}

/** Catalog numbers of these conversations, of those that are known. */
export async function listConversationNos(
  db: Session,
  tenantId: string,
  ids: readonly string[],
): Promise<number[]> {
  const { rows } = await sql<{ no: number }>`
    select no from conversation where tenant_id = ${tenantId} and id = any(${ids}::text[]) order by no`.execute(
    db,
  )
  return rows.map(({ no }) => no)
}

export type MemberRow = {
  readonly conversationNo: number
  readonly id: string
  readonly displayName: string
  readonly email: string | null
  readonly external: boolean
}

/** Phones, bots and anonymous people in a roster have ids of other forms, and perhaps our tenant's beside it. */
const OBJECT_ID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** Members of these conversations by name, those without one last. Outside are guests, and whoever the directory does not know as its own. */
export async function listMembers(
  db: Session,
  tenantId: string,
  conversationNos: readonly number[],
): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.conversation_no as "conversationNo", m.user_id as id, ${MEMBER_NAME} as "displayName", m.email,
           case when s.id is not null then s.user_type = 'Guest'
                else m.tenant_id is distinct from c.tenant_id or m.user_id !~* ${OBJECT_ID} end as external
    from member m join conversation c on c.no = m.conversation_no ${NAMERS}
    where c.tenant_id = ${tenantId} and m.conversation_no = any(${conversationNos}::int[])
    order by m.conversation_no, ${MEMBER_NAME} = '', lower(${MEMBER_NAME}), m.user_id`.execute(db)
  return rows
}

/** So many members name a conversation without a topic. */
const NAMED_BY = 3

/** What people know conversations by, of those that are known: the topic, or the names of some who take part. */
export async function listConversationNames(
  db: Session,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select c.id, name from conversation c, lateral (
      select coalesce(nullif(c.topic, ''), (
        select string_agg(display_name, ', ' order by display_name) from (
          select display_name from member m where m.conversation_no = c.no and display_name <> ''
          order by display_name limit ${NAMED_BY}) few)) as name) named
    where c.tenant_id = ${tenantId} and c.id = any(${ids}::text[]) and name is not null`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** For the overview. */
export async function countConversations(
  db: Session,
  tenantId: string,
): Promise<{ conversations: number; messages: number }> {
  const { rows } = await sql<{ conversations: number; messages: number }>`
    select count(*) as conversations, coalesce(sum(message_count), 0)::bigint as messages
    from conversation where tenant_id = ${tenantId} and last_at is not null`.execute(db)
  return rows[0] ?? { conversations: 0, messages: 0 }
}
