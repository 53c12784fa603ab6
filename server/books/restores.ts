/** The books of restores: what was asked for, its plan, and its chats. The journal of messages is in restore-journal.ts. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { Notice } from '../domain/notice.ts'
import type { Loss, Reduction, RestoreChatState, RestoreState, RestoreTarget } from '../domain/restore.ts'
import type { MessageSelection } from '../domain/selection.ts'

export type RestorePlan = {
  readonly chats: number
  /** What will be sent. */
  readonly messages: number
  /** Pictures and files of these messages. */
  readonly attachments: number
  /** Messages whose time moves by some milliseconds. */
  readonly shifted: number
  readonly notRestorable: readonly { readonly reason: Loss; readonly messages: number }[]
  /** Messages that are restored without something. */
  readonly reduced: readonly { readonly reason: Reduction; readonly messages: number }[]
  readonly missingPermissions: readonly string[]
}

export type RestoreRow = {
  readonly id: string
  readonly tenantId: string
  readonly target: RestoreTarget
  readonly selection: MessageSelection
  readonly state: RestoreState
  /** Entra object id and name of the operator. */
  readonly requestedBy: string
  readonly requestedName: string
  readonly createdAt: Date
  readonly approvedBy: string | null
  readonly approvedName: string | null
  readonly approvedAt: Date | null
  readonly endedAt: Date | null
  readonly plan: RestorePlan | null
  readonly reason: string | null
  readonly notice: Notice | null
}

export type RestoreEnd = {
  readonly state: 'completed' | 'failed' | 'cancelled'
  readonly reason?: string
  readonly notice?: Notice | null
  readonly endedAt: Date
}

const RESTORE = sql`
  id, tenant_id as "tenantId", target, selection, state, requested_by as "requestedBy", requested_name as "requestedName",
  created_at as "createdAt", approved_by as "approvedBy", approved_name as "approvedName", approved_at as "approvedAt",
  ended_at as "endedAt", plan, reason, notice`

export async function insertRestore(
  db: Session,
  row: Pick<
    RestoreRow,
    'id' | 'tenantId' | 'target' | 'selection' | 'requestedBy' | 'requestedName' | 'createdAt'
  >,
): Promise<void> {
  await sql`
    insert into restore (id, tenant_id, target, selection, state, requested_by, requested_name, created_at)
    values (${row.id}, ${row.tenantId}, ${row.target}, ${JSON.stringify(row.selection)}::jsonb, 'planning',
            ${row.requestedBy}, ${row.requestedName}, ${row.createdAt})`.execute(db)
}

export async function findRestore(
  db: Session,
  tenantId: string,
  id: string,
): Promise<RestoreRow | undefined> {
  const { rows } = await sql<RestoreRow>`
    select ${RESTORE} from restore where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first, after the one with that place. */
export async function listRestores(
  db: Session,
  tenantId: string,
  page: { limit: number; before: { at: Date; id: string } | undefined },
): Promise<RestoreRow[]> {
  const { at = null, id = null } = page.before ?? {}
  const { rows } = await sql<RestoreRow>`
    select ${RESTORE} from restore
    where tenant_id = ${tenantId}
      and (${at}::timestamptz is null or (created_at, id) < (${at}::timestamptz, ${id}::text))
    order by created_at desc, id desc limit ${page.limit}`.execute(db)
  return rows
}

/** What start-up hands to the workers again. */
export async function listOpenRestores(db: Session): Promise<{ tenantId: string; id: string }[]> {
  const { rows } = await sql<{ tenantId: string; id: string }>`
    select tenant_id as "tenantId", id from restore where state in ('planning', 'running', 'verifying')`.execute(
    db,
  )
  return rows
}

/** Of a tenant, those that haven't ended. */
export async function countOpenRestores(db: Session, tenantId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from restore where tenant_id = ${tenantId} and ended_at is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** Takes it for this worker, unless a living one has it. False: someone else works on it, or there is nothing to do. */
export async function takeRestore(
  db: Session,
  id: string,
  workerId: string,
  liveWorkers: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    update restore set worker_id = ${workerId}
    where id = ${id} and state in ('planning', 'running', 'verifying')
      and (worker_id is null or worker_id = ${workerId} or not worker_id = any(${liveWorkers}::text[]))
    returning id`.execute(db)
  return rows.length > 0
}

/** The chats and messages of a plan that wasn't finished. */
export async function clearPlan(db: Session, id: string): Promise<void> {
  await sql`delete from restore_chat where restore_id = ${id}`.execute(db)
}

/** False when it was cancelled meanwhile. */
export async function notePlan(db: Session, id: string, plan: RestorePlan): Promise<boolean> {
  const { rows } = await sql`
    update restore set state = 'waiting-for-approval', plan = ${JSON.stringify(plan)}::jsonb, worker_id = null
    where id = ${id} and state = 'planning' returning id`.execute(db)
  return rows.length > 0
}

export async function approveRestore(
  db: Session,
  id: string,
  by: { id: string; name: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update restore set state = 'running', approved_by = ${by.id}, approved_name = ${by.name}, approved_at = ${by.at},
           plan = jsonb_set(plan, '{missingPermissions}', '[]')
    where id = ${id} and state = 'waiting-for-approval' returning id`.execute(db)
  return rows.length > 0
}

/** Every message was sent, or can't be. */
export async function noteVerifying(db: Session, id: string): Promise<boolean> {
  const { rows } = await sql`
    update restore set state = 'verifying' where id = ${id} and state in ('running', 'verifying') returning id`.execute(
    db,
  )
  return rows.length > 0
}

/** False when it has ended. Chats that were begun and aren't closed count as left open. */
export async function endRestore(db: Session, id: string, end: RestoreEnd): Promise<boolean> {
  const { rows } = await sql`
    update restore set state = ${end.state}, ended_at = ${end.endedAt}, reason = ${end.reason ?? null},
           notice = ${end.notice ? JSON.stringify(end.notice) : null}::jsonb, worker_id = null
    where id = ${id} and ended_at is null returning id`.execute(db)
  if (rows.length === 0) return false
  await sql`
    update restore_chat set state = 'left-open'
    where restore_id = ${id} and to_id is not null and state in ('importing', 'checking')`.execute(db)
  return true
}

// ── Chats ────────────────────────────────────────────────────────────────────────────────────────────────────────

export type RestoreChatRow = {
  readonly no: number
  readonly fromId: string
  readonly name: string
  readonly topic: string | null
  readonly memberIds: readonly string[]
  readonly toId: string | null
  readonly state: RestoreChatState
  readonly askedAt: Date | null
  readonly reason: string | null
  readonly notice: Notice | null
}

export type RestoreChatSummary = RestoreChatRow & {
  readonly messages: number
  readonly posted: number
}

const CHAT = sql`
  c.no, c.from_id as "fromId", c.name, c.topic, c.member_ids as "memberIds", c.to_id as "toId", c.state,
  c.asked_at as "askedAt", c.reason, c.notice`

export async function insertRestoreChat(
  db: Session,
  restoreId: string,
  chat: Pick<RestoreChatRow, 'no' | 'fromId' | 'name' | 'topic' | 'memberIds' | 'toId'>,
): Promise<void> {
  await sql`
    insert into restore_chat (restore_id, no, from_id, name, topic, member_ids, to_id, state)
    values (${restoreId}, ${chat.no}, ${chat.fromId}, ${chat.name}, ${chat.topic},
            ${JSON.stringify(chat.memberIds)}::jsonb, ${chat.toId}, 'waiting')`.execute(db)
}

export async function listRestoreChats(db: Session, restoreId: string): Promise<RestoreChatRow[]> {
  const { rows } = await sql<RestoreChatRow>`
    select ${CHAT} from restore_chat c where c.restore_id = ${restoreId} order by c.no`.execute(db)
  return rows
}

export async function summarizeRestoreChats(db: Session, restoreId: string): Promise<RestoreChatSummary[]> {
  const { rows } = await sql<RestoreChatSummary>`
    select ${CHAT}, count(m.at)::int as messages, (count(*) filter (where m.state = 'posted'))::int as posted
    from restore_chat c left join restore_message m on m.restore_id = c.restore_id and m.chat_no = c.no
    where c.restore_id = ${restoreId}
    group by c.restore_id, c.no order by c.no`.execute(db)
  return rows
}

/** A member that is undefined doesn't change. */
export async function noteRestoreChat(
  db: Session,
  restoreId: string,
  no: number,
  change: {
    state: RestoreChatState
    toId?: string
    askedAt?: Date
    completedAt?: Date
    reason?: string
    notice?: Notice | null
  },
): Promise<void> {
  await sql`
    update restore_chat set state = ${change.state}, to_id = coalesce(${change.toId ?? null}, to_id),
           asked_at = coalesce(asked_at, ${change.askedAt ?? null}::timestamptz),
           completed_at = coalesce(${change.completedAt ?? null}::timestamptz, completed_at),
           reason = coalesce(${change.reason ?? null}, reason),
           notice = coalesce(${change.notice ? JSON.stringify(change.notice) : null}::jsonb, notice)
    where restore_id = ${restoreId} and no = ${no}`.execute(db)
}

/** Chats that restores of the tenant have created or use: none of them is the one that's being looked for. */
export async function listRestoredChatIds(db: Session, tenantId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select c.to_id as id from restore_chat c join restore r on r.id = c.restore_id
    where r.tenant_id = ${tenantId} and c.to_id is not null`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** When an import into the chat ended last; undefined when none did. */
export async function findLastCompletion(
  db: Session,
  tenantId: string,
  chatId: string,
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(c.completed_at) as at from restore_chat c join restore r on r.id = c.restore_id
    where r.tenant_id = ${tenantId} and c.to_id = ${chatId}`.execute(db)
  return rows[0]?.at ?? undefined
}
