/** Who takes part in which chats, for planning which mailbox is asked for whose messages. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { removedAmong } from './removed.ts'

/** `leftAt` later than `joinedAt`: not there any more. */
export type RosterUser = {
  readonly id: string
  readonly joinedAt: Date | null
  readonly leftAt: Date | null
}

export type Roster = {
  readonly no: number
  readonly id: string
  readonly createdAt: Date | null
  /** Messages in the archive. */
  readonly messages: number
  readonly checkedTo: Date | null
  readonly unlistable: boolean
  /** Its members are known. Not those of a chat that everyone in scope left before the first backup. */
  readonly described: boolean
  readonly users: readonly RosterUser[]
}

type Flat = Omit<Roster, 'users'> & {
  readonly userIds: string[]
  readonly joined: (Date | null)[]
  readonly left: (Date | null)[]
}

const CHATS_AT_ONCE = 2000

/** All chats of a tenant that anybody is known to take part in, some thousand at a time. */
export async function* listRosters(db: Session, tenantId: string): AsyncGenerator<readonly Roster[]> {
  for (let after = 0; ; ) {
    const { rows } = await sql<Flat>`
      select c.no, c.id, c.created_at as "createdAt", c.message_count as messages, c.checked_to as "checkedTo",
             c.unlistable, c.described_at is not null as described, array_agg(u.user_id order by u.user_id) as "userIds",
             array_agg(u.joined_at order by u.user_id) as joined, array_agg(u.left_at order by u.user_id) as left
      from (select * from conversation where tenant_id = ${tenantId} and no > ${after}
            order by no limit ${CHATS_AT_ONCE}) c
      left join (
        select conversation_no, user_id, joined_at, left_at from chat_user
        union all
        select p.conversation_no, s.id, null, null from participation p join subject s on s.no = p.subject_no
        where not exists (select from chat_user u where u.conversation_no = p.conversation_no and u.user_id = s.id)
      ) u on u.conversation_no = c.no
      group by c.no, c.id, c.created_at, c.message_count, c.checked_to, c.unlistable, c.described_at
      order by c.no`.execute(db)
    if (rows.length > 0) yield rows.map(rosterOf)
    const last = rows.at(-1)
    if (last === undefined || rows.length < CHATS_AT_ONCE) return
    after = last.no
  }
}

function rosterOf({ userIds, joined, left, ...chat }: Flat): Roster {
  const users = userIds.flatMap((id: string | null, at) =>
    id === null ? [] : [{ id, joinedAt: joined[at] ?? null, leftAt: left[at] ?? null }],
  )
  return { ...chat, users }
}

/** Chats as they were described last, of those that are. */
export async function listDescriptions(
  db: Session,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly topic: string | null; readonly memberIds: readonly string[] }>> {
  const { rows } = await sql<{ id: string; topic: string | null; memberIds: string[] }>`
    select c.id, c.topic,
           array(select m.user_id from member m where m.conversation_no = c.no order by m.user_id) as "memberIds"
    from conversation c
    where c.tenant_id = ${tenantId} and c.id = any(${ids}::text[]) and c.described_at is not null`.execute(db)
  return new Map(rows.map(({ id, ...described }) => [id, described]))
}

/** The archive was compared with these chats up to then. */
export async function noteChecked(
  db: Session,
  nos: readonly number[],
  what: { readonly to: Date } | { readonly unlistable: true },
): Promise<void> {
  if (nos.length === 0) return
  if ('to' in what)
    await sql`update conversation set checked_to = ${what.to} where no = any(${nos}::int[])`.execute(db)
  else await sql`update conversation set unlistable = true where no = any(${nos}::int[])`.execute(db)
}

/** Of these messages, those the archive has, or had until they were removed, as `chat id` and `message id`. */
export async function listArchived(
  db: Session,
  tenantId: string,
  messages: readonly { readonly chatId: string; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set()
  const { rows } = await sql<{ at: number }>`
    select seen.at::int as at
    from unnest(${messages.map(({ chatId }) => chatId)}::text[], ${messages.map(({ id }) => id)}::text[])
      with ordinality as seen (chat_id, id, at)
    join conversation c on c.tenant_id = ${tenantId} and c.id = seen.chat_id
    join message m on m.conversation_no = c.no and m.id = seen.id`.execute(db)
  const removed = await removedAmong(db, tenantId, messages)
  const gone = messages.filter((_, at) => removed[at] !== undefined)
  return new Set([...rows.map(({ at }) => messages[at - 1]), ...gone].map(keyOfMessage))
}

export function keyOfMessage(message: { readonly chatId: string; readonly id: string } | undefined): string {
  return message === undefined ? '' : `${message.chatId} ${message.id}`
}
