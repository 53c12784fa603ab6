/**
 * Finds messages by codes of their words (search-texts.ts), newest first. A position is (sent at, catalog number).
 *
 * The database is never left to choose between the index of words and that of dates: it guesses, and a wrong guess reads
 * everything (measured: 22 s where 7 ms were enough). Up to `COUNTED` versions are taken by their words and sorted; where there are
 * more, the newest `STRETCH` versions are looked through by date, for what so many have is found soon; and only where
 * it isn't, all of them are sorted.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { type ConversationType, TYPE } from './conversations.ts'
import type { MessageKey, Reach } from './messages.ts'
import { type SealedQuery, wordsMatch } from './sealed-query.ts'
import { seenBy } from './selection.ts'

export type SearchFilter = {
  /** One for each version of the tokens; what is indexed by another is not found. */
  readonly queries: readonly SealedQuery[]
  readonly subjectNos?: readonly number[] | undefined
  readonly conversationNo?: number | undefined
  readonly type?: ConversationType | undefined
  /** Bounds, inclusive, of when messages were sent. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly deleted?: boolean | undefined
  readonly reach?: Reach | undefined
}

export type Found = {
  /** Newest first, from `after` on: at most `limit`. */
  readonly keys: readonly MessageKey[]
  /** Messages on all pages together, at least. */
  readonly atLeast: number
  readonly exact: boolean
}

/** Versions that are counted and sorted. */
const COUNTED = 2000
const STRETCH = 20_000

export async function findMessages(
  db: Session,
  tenantId: string,
  filter: SearchFilter,
  page: Page,
): Promise<Found> {
  const { rows } = await sql<MessageKey>`
    select no, at from (
      select t.message_no as no, t.sent_at as at from search_text t
      where ${matches(tenantId, filter)} offset 0) hits
    limit ${COUNTED + 1}`.execute(db)
  const messages = new Map(rows.map((row) => [row.no, row]))
  if (rows.length <= COUNTED) {
    const all = [...messages.values()].filter((key) => isBeyond(key, page.after)).sort(newestFirst)
    return { keys: all.slice(0, page.limit), atLeast: messages.size, exact: true }
  }
  const newest = await listAmongNewest(db, tenantId, filter, page)
  const keys = newest.length === page.limit ? newest : await listAmongAll(db, tenantId, filter, page)
  return { keys, atLeast: messages.size, exact: false }
}

export function newestFirst(a: MessageKey, b: MessageKey): number {
  return b.at.getTime() - a.at.getTime() || b.no - a.no
}

export function isBeyond(key: MessageKey, after: MessageKey | undefined): boolean {
  return after === undefined || newestFirst(after, key) < 0
}

type Page = { readonly limit: number; readonly after?: MessageKey | undefined }

async function listAmongNewest(
  db: Session,
  tenantId: string,
  filter: SearchFilter,
  page: Page,
): Promise<MessageKey[]> {
  const { rows } = await sql<MessageKey>`
    select distinct on (t.sent_at, t.message_no) t.message_no as no, t.sent_at as at from (
      select * from search_text
      where tenant_id = ${tenantId} and ${within(sql`sent_at`, filter)} and ${beyond(sql`(sent_at, message_no)`, page)}
      order by sent_at desc, message_no desc limit ${STRETCH}) t
    where ${matches(tenantId, filter)}
    order by t.sent_at desc, t.message_no desc limit ${page.limit}`.execute(db)
  return rows
}

async function listAmongAll(
  db: Session,
  tenantId: string,
  filter: SearchFilter,
  page: Page,
): Promise<MessageKey[]> {
  const { rows } = await sql<MessageKey>`
    select distinct on (at, no) no, at from (
      select t.message_no as no, t.sent_at as at from search_text t
      where ${matches(tenantId, filter)} and ${beyond(sql`(t.sent_at, t.message_no)`, page)} offset 0) hits
    order by at desc, no desc limit ${page.limit}`.execute(db)
  return rows
}

/** Of each conversation whose topic has the words, the newest message that the rest of the filter lets through. */
export async function findByTopic(
  db: Session,
  tenantId: string,
  { topics, rest }: { topics: readonly SealedQuery[]; rest: SearchFilter },
): Promise<MessageKey[]> {
  const { rows } = await sql<MessageKey>`
    select newest.no, newest.at from (
      select s.conversation_no as no from search_topic s
      where s.tenant_id = ${tenantId} and ${wordsMatch(topics, 's')} limit ${COUNTED}) named
    cross join lateral (
      select t.message_no as no, t.sent_at as at
      from message m join search_text t on t.message_no = m.no
      where m.conversation_no = named.no and ${matches(tenantId, rest)}
      order by m.created_at desc, m.no desc limit 1) newest`.execute(db)
  return rows
}

/** Of these messages the versions that have the words: by message, their etags. */
export async function listMatchingVersions(
  db: Session,
  queries: readonly SealedQuery[],
  messageNos: readonly number[],
): Promise<{ no: number; etag: string }[]> {
  const { rows } = await sql<{ no: number; etag: string }>`
    select t.message_no as no, t.etag from search_text t
    where t.message_no = any(${messageNos}::bigint[]) and ${wordsMatch(queries, 't')}`.execute(db)
  return rows
}

export type MessagePlace = {
  readonly no: number
  readonly id: string
  readonly conversationId: string
  readonly type: ConversationType
  readonly deleted: boolean
  /** In whose mailboxes it was seen. */
  readonly holders: readonly string[]
}

/** The conversations of these messages. */
export async function listPlaces(db: Session, messageNos: readonly number[]): Promise<MessagePlace[]> {
  const { rows } = await sql<MessagePlace>`
    select distinct m.no, m.id, c.id as "conversationId", ${TYPE} as type, t.deleted,
           array(select s.id from sighting x join subject s on s.no = x.subject_no
                 where x.message_no = m.no order by s.no) as holders
    from message m join conversation c on c.no = m.conversation_no join search_text t on t.message_no = m.no
    where m.no = any(${messageNos}::bigint[])`.execute(db)
  return rows
}

/** A person's catalog number; undefined for someone the archive doesn't know. */
export async function findSubjectNo(db: Session, tenantId: string, id: string): Promise<number | undefined> {
  const { rows } = await sql<{ no: number }>`
    select no from subject where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]?.no
}

/** The sealed lists of words of a tenant's segments. */
export async function listWordLists(
  db: Session,
  tenantId: string,
  version: number,
  afterNo: number,
): Promise<{ no: number; id: string; words: Uint8Array }[]> {
  const { rows } = await sql<{ no: number; id: string; words: Uint8Array }>`
    select s.no, s.id, w.words from search_words w join segment s on s.no = w.segment_no
    where s.tenant_id = ${tenantId} and w.version = ${version} and s.no > ${afterNo}
    order by s.no limit ${LISTS_AT_ONCE}`.execute(db)
  return rows
}

const LISTS_AT_ONCE = 200

/** Versions that are too long to be searched as a whole. */
export async function countCut(db: Session, tenantId: string): Promise<number> {
  const { rows } = await sql<{ cut: number }>`
    select coalesce(sum(w.cut), 0)::int as cut from search_words w join segment s on s.no = w.segment_no
    where s.tenant_id = ${tenantId} and w.cut > 0`.execute(db)
  return rows[0]?.cut ?? 0
}

// ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────

function matches(tenantId: string, filter: SearchFilter): RawBuilder<unknown> {
  const { queries, subjectNos, conversationNo, type, deleted, reach } = filter
  const conditions = [
    sql`t.tenant_id = ${tenantId}`,
    wordsMatch(queries, 't'),
    within(sql`t.sent_at`, filter),
  ]
  if (conversationNo !== undefined) conditions.push(sql`t.conversation_no = ${conversationNo}`)
  if (deleted !== undefined) conditions.push(deleted ? sql`t.deleted` : sql`not t.deleted`)
  if (type !== undefined)
    conditions.push(sql`t.conversation_no in (
      select c.no from conversation c where c.tenant_id = ${tenantId} and ${TYPE} = ${type})`)
  if (reach !== undefined)
    conditions.push(sql`exists (
      select from message m join conversation c on c.no = m.conversation_no where m.no = t.message_no and ${reach})`)
  if (subjectNos !== undefined)
    conditions.push(sql`exists (
      select from message m join conversation c on c.no = m.conversation_no
      where m.no = t.message_no and ${seenBy(subjectNos)})`)
  return sql.join(conditions, sql` and `)
}

function within(at: RawBuilder<unknown>, { from, to }: SearchFilter): RawBuilder<unknown> {
  const lower = from === undefined ? sql`true` : sql`${at} >= ${from}::timestamptz`
  const upper = to === undefined ? sql`true` : sql`${at} <= ${to}::timestamptz`
  return sql`${lower} and ${upper}`
}

function beyond(key: RawBuilder<unknown>, { after }: Page): RawBuilder<unknown> {
  return after === undefined ? sql`true` : sql`${key} < (${after.at}::timestamptz, ${after.no}::bigint)`
}
