/**
 * The journal of a restore: every message it sends, written down before.
 *
 *   planned → sent → posted
 *             sent → planned (doubtful)   looked for in the chat, and not there
 *   planned → skipped                     the archive no longer has it
 *   planned, sent → failed                Microsoft refused it
 *
 * `sent` means: on its way, outcome unknown. Only the worker that has the restore moves a message to `sent`, and only while
 * the restore is running.
 */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

export type JournalState = 'planned' | 'sent' | 'posted' | 'skipped' | 'failed'

export type JournalRow = {
  readonly messageId: string
  readonly etag: string
  readonly authorId: string
  readonly authorName: string
  /** When it was sent originally, and the time it gets. */
  readonly sentAt: Date
  readonly at: Date
  readonly state: JournalState
  readonly doubtful: boolean
  readonly toId: string | null
}

export type PlannedMessage = Pick<
  JournalRow,
  'messageId' | 'etag' | 'authorId' | 'authorName' | 'sentAt' | 'at'
>

/** A chat of a restore. */
export type JournalChat = { readonly restoreId: string; readonly no: number }

const ROW = sql`
  message_id as "messageId", etag, author_id as "authorId", author_name as "authorName", sent_at as "sentAt", at, state,
  doubtful, to_id as "toId"`

const of = ({ restoreId, no }: JournalChat) => sql`restore_id = ${restoreId} and chat_no = ${no}`

export async function planMessages(
  db: Session,
  chat: JournalChat,
  messages: readonly PlannedMessage[],
): Promise<void> {
  const rows = messages.map(({ sentAt, at, ...rest }) => ({
    ...rest,
    sentAt: sentAt.toISOString(),
    at: at.toISOString(),
  }))
  await sql`
    insert into restore_message (restore_id, chat_no, message_id, etag, author_id, author_name, sent_at, at, state)
    select ${chat.restoreId}, ${chat.no}, m."messageId", m.etag, m."authorId", m."authorName", m."sentAt", m.at, 'planned'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m("messageId" text, etag text, "authorId" text,
         "authorName" text, "sentAt" timestamptz, at timestamptz)`.execute(db)
}

/** Up to `limit` that are to be sent or looked for, in the order of their times. */
export async function listUnsettled(db: Session, chat: JournalChat, limit: number): Promise<JournalRow[]> {
  const { rows } = await sql<JournalRow>`
    select ${ROW} from restore_message where ${of(chat)} and state in ('planned', 'sent')
    order by at limit ${limit}`.execute(db)
  return rows
}

/** In the order of their times, after that one. */
export async function listJournal(
  db: Session,
  chat: JournalChat,
  page: { after: Date | undefined; limit: number },
): Promise<JournalRow[]> {
  const { rows } = await sql<JournalRow>`
    select ${ROW} from restore_message
    where ${of(chat)} and (${page.after ?? null}::timestamptz is null or at > ${page.after ?? null}::timestamptz)
    order by at limit ${page.limit}`.execute(db)
  return rows
}

export async function findFirstTime(db: Session, chat: JournalChat): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from restore_message where ${of(chat)}`.execute(db)
  return rows[0]?.at ?? undefined
}

/** Right before it is sent. False: the restore has ended, or another worker has it. */
export async function noteSent(
  db: Session,
  chat: JournalChat,
  messageId: string,
  workerId: string,
): Promise<boolean> {
  const { rows } = await sql`
    update restore_message m set state = 'sent'
    from restore r
    where r.id = ${chat.restoreId} and r.state = 'running' and r.worker_id = ${workerId}
      and m.restore_id = r.id and m.chat_no = ${chat.no} and m.message_id = ${messageId} and m.state = 'planned'
    returning m.message_id`.execute(db)
  return rows.length > 0
}

export async function settleMessage(
  db: Session,
  chat: JournalChat,
  messageId: string,
  end: { state: 'posted' | 'skipped' | 'failed'; toId?: string | null },
): Promise<void> {
  await sql`
    update restore_message set state = ${end.state}, to_id = coalesce(${end.toId ?? null}, to_id)
    where ${of(chat)} and message_id = ${messageId} and state in ('planned', 'sent')`.execute(db)
}

/** It wasn't in the chat, and is sent again. `doubtful`: it may yet turn up. */
export async function planAgain(
  db: Session,
  chat: JournalChat,
  messageId: string,
  again: { doubtful: boolean },
): Promise<void> {
  await sql`
    update restore_message set state = 'planned', doubtful = doubtful or ${again.doubtful}
    where ${of(chat)} and message_id = ${messageId} and state = 'sent'`.execute(db)
}

/** Moves a message to the next millisecond that no other of the plan has, and answers it; undefined: none up to `latest`. */
export async function moveMessage(
  db: Session,
  chat: JournalChat,
  messageId: string,
  latest: Date,
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    with place as (
      select min(free) as at
      from restore_message m, generate_series(m.at + interval '1 millisecond', ${latest}::timestamptz, interval '1 millisecond') free
      where ${of(chat)} and m.message_id = ${messageId}
        and not exists (select from restore_message o
          where o.restore_id = m.restore_id and o.chat_no = m.chat_no and o.at = free))
    update restore_message m set state = 'planned', doubtful = false, at = place.at
    from place
    where ${of(chat)} and m.message_id = ${messageId} and m.state = 'sent' and place.at is not null
    returning m.at`.execute(db)
  return rows[0]?.at
}

/** What is left of a chat that nothing more can be sent to. */
export async function failUnsettled(db: Session, chat: JournalChat): Promise<void> {
  await sql`
    update restore_message set state = 'failed' where ${of(chat)} and state in ('planned', 'sent')`.execute(
    db,
  )
}

export type JournalTotals = { readonly posted: number; readonly skipped: number; readonly failed: number }

export async function countJournal(db: Session, restoreId: string): Promise<JournalTotals> {
  const { rows } = await sql<JournalTotals>`
    select (count(*) filter (where state = 'posted'))::int as posted,
           (count(*) filter (where state = 'skipped'))::int as skipped,
           (count(*) filter (where state = 'failed'))::int as failed
    from restore_message where restore_id = ${restoreId}`.execute(db)
  return rows[0] ?? { posted: 0, skipped: 0, failed: 0 }
}
