/**
 * Writes what a search looks through: derived from segments the catalog has recorded, one after the other, at any time
 * after. A segment is done when it says by which version of the tokens it is searched; writing it again changes nothing.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Session, Transaction } from '../database/database.ts'
import { ageOf } from './messages.ts'

/** One archived version, as codes. Its ids are those of the catalog (storable.ts). */
export type IndexedText = {
  readonly chatId: string
  readonly messageId: string
  readonly etag: string
  /** Its place in the segment. */
  readonly frameIndex: number
  readonly line: number
  /** A tsvector literal. */
  readonly words: string
}

export type WaitingSegment = { readonly no: number; readonly id: string; readonly name: string }

/** Segments not searched by `version` yet, oldest first. */
export async function listWaitingSegments(
  db: Session,
  tenantId: string,
  version: number,
  { limit, except }: { limit: number; except: readonly number[] },
): Promise<WaitingSegment[]> {
  const { rows } = await sql<WaitingSegment>`
    select no, id, name from segment
    where tenant_id = ${tenantId} and search_version < ${version} and no <> all(${except}::int[])
    order by no limit ${limit}`.execute(db)
  return rows
}

/** Records in segments that are not searched by any version. */
export async function countWaiting(db: Session, tenantId: string): Promise<number> {
  const { rows } = await sql<{ records: number }>`
    select coalesce(sum(records), 0)::bigint as records from segment
    where tenant_id = ${tenantId} and search_version < 1`.execute(db)
  return rows[0]?.records ?? 0
}

/** Tenants with segments that are not searched by `version` yet. */
export async function listWaitingTenants(db: Session, version: number): Promise<string[]> {
  const { rows } = await sql<{ tenantId: string }>`
    select distinct tenant_id as "tenantId" from segment where search_version < ${version}`.execute(db)
  return rows.map(({ tenantId }) => tenantId)
}

/**
 * One writer of a tenant at a time, until the transaction ends: whether a message is deleted is decided by what others wrote.
 */
export async function lockSearch(trx: Transaction, tenantId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`search ${tenantId}`}, 0))`.execute(trx)
}

/**
 * Versions that the catalog has in another place are left to the segment of that place. The commit doesn't wait for the disk:
 * what a crash takes is written again, since the segment isn't finished before a commit that does wait.
 */
export async function recordTexts(
  trx: Transaction,
  { tenantId, segmentNo, version }: { tenantId: string; segmentNo: number; version: number },
  texts: readonly IndexedText[],
): Promise<void> {
  if (texts.length === 0) return
  await sql`set local synchronous_commit = off`.execute(trx)
  const { rows: several } = await sql<{ no: number }>`
    with written as (
      insert into search_text (message_no, etag, tenant_id, conversation_no, sent_at, deleted, version, words)
      select m.no, given.etag, ${tenantId}::uuid, c.no, m.created_at,
             case when exists (select from later_revision later where later.message_no = m.no)
                  then (${newestIsDeleted(sql`m.no`)}) else m.deleted end,
             ${version}, given.words::tsvector
      from unnest(${texts.map((it) => it.chatId)}::text[], ${texts.map((it) => it.messageId)}::text[],
                  ${texts.map((it) => it.etag)}::text[], ${texts.map((it) => it.frameIndex)}::int[],
                  ${texts.map((it) => it.line)}::int[], ${texts.map((it) => it.words)}::text[])
        as given (chat_id, id, etag, frame_index, line, words)
      join conversation c on c.tenant_id = ${tenantId} and c.id = given.chat_id
      join message m on m.conversation_no = c.no and m.id = given.id
      join revision r on r.message_no = m.no and r.etag = given.etag and r.segment_no = ${segmentNo}
        and r.frame_index = given.frame_index and r.line = given.line
      on conflict (message_no, etag) do update
      set version = excluded.version, words = excluded.words, deleted = excluded.deleted
      returning message_no
    )
    select message_no as no from written w
    where exists (select from later_revision later where later.message_no = w.message_no)`.execute(trx)
  if (several.length === 0) return
  // Other versions of these messages, written before.
  await sql`
    update search_text t set deleted = not t.deleted
    where t.message_no = any(${several.map(({ no }) => no)}::bigint[])
      and t.deleted <> (${newestIsDeleted(sql`t.message_no`)})`.execute(trx)
}

function newestIsDeleted(messageNo: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select r.deleted from revision r where r.message_no = ${messageNo}
             order by (${ageOf('r')}) desc limit 1`
}

/** Topics of these conversations, as the catalog has them now. */
export async function listTopics(
  db: Session,
  tenantId: string,
  chatIds: readonly string[],
): Promise<{ no: number; topic: string | null }[]> {
  if (chatIds.length === 0) return []
  const { rows } = await sql<{ no: number; topic: string | null }>`
    select no, topic from conversation where tenant_id = ${tenantId} and id = any(${chatIds}::text[])`.execute(
    db,
  )
  return rows
}

export async function recordTopics(
  trx: Transaction,
  { tenantId, version }: { tenantId: string; version: number },
  topics: readonly { readonly conversationNo: number; readonly words: string }[],
): Promise<void> {
  if (topics.length === 0) return
  await sql`
    insert into search_topic (conversation_no, tenant_id, version, words)
    select no, ${tenantId}::uuid, ${version}, words::tsvector
    from unnest(${topics.map((it) => it.conversationNo)}::int[], ${topics.map((it) => it.words)}::text[])
      as given (no, words)
    on conflict (conversation_no) do update set version = excluded.version, words = excluded.words`.execute(
    trx,
  )
}

/** The segment is searched from now on; unless another took its place meanwhile, which is searched in its turn. */
export async function finishSegment(
  trx: Transaction,
  segment: {
    readonly no: number
    readonly id: string
    readonly version: number
    readonly list: Uint8Array
    readonly cut: number
  },
): Promise<void> {
  const { no, id, version, list, cut } = segment
  await sql`
    insert into search_words (segment_no, version, words, cut)
    select no, ${version}, ${list}, ${cut} from segment where no = ${no} and id = ${id}
    on conflict (segment_no) do update
    set version = excluded.version, words = excluded.words, cut = excluded.cut`.execute(trx)
  await sql`update segment set search_version = ${version} where no = ${no} and id = ${id}`.execute(trx)
}

/**
 * After much was written: without statistics every word is taken for a rare one, and an embedded database gathers none on
 * its own; what was added last is looked through word by word until the index has taken it in.
 */
export async function tidySearch(db: Session): Promise<void> {
  await sql`select gin_clean_pending_list('search_text_words')`.execute(db)
  await sql`analyze search_text`.execute(db)
}

/**
 * Forgets what these messages say, and has the segments they were in indexed again: their lists of words may have words of
 * no other message. `messageNos`: a query of their numbers. For a caller that takes them out of the archive.
 */
export async function forgetTexts(trx: Transaction, messageNos: RawBuilder<unknown>): Promise<void> {
  await sql`delete from search_text where message_no in (${messageNos})`.execute(trx)
  const segments = sql`select distinct segment_no from revision where message_no in (${messageNos})`
  await sql`delete from search_words where segment_no in (${segments})`.execute(trx)
  await sql`update segment set search_version = 0 where no in (${segments})`.execute(trx)
}
