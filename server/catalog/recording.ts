/**
 * Writes the catalog from sealed segments. The same function serves a run, the adoption of an orphan segment after a
 * crash, and a rebuild: everything it needs is in the segment, and recording a segment twice changes nothing.
 */

import { sql } from 'kysely'
import { type ArchiveRecord, chatIdOf, type Frame, type Segment } from '../archive/archive.ts'
import type { Transaction } from '../database/database.ts'
import { chatTypeFromId } from '../domain/chat-type.ts'
import { hostedContentsOf } from '../domain/hosted-contents.ts'
import type { KnownMessage } from './known.ts'
import type { PlacedRecord } from './placed-record.ts'
import { recordChatUsers } from './recording-chat-users.ts'
import { recordConversations } from './recording-conversations.ts'
import { recordMedia } from './recording-media.ts'
import { recordMessages, sightingsOf, type Version, versionsOf } from './recording-messages.ts'
import { recordNames } from './recording-names.ts'
import { ensureSubjects, recordSubjects } from './recording-subjects.ts'
import { type MessageIds, removedAmong } from './removed.ts'
import { storableFrame } from './storable.ts'

/** What a segment brought: `added` messages new to the archive, `revised` newer versions of known ones. */
export type Recorded = {
  readonly added: number
  readonly revised: number
  /** Messages that name more contents than are fetched of one, and how many are left out. */
  readonly cut: readonly { readonly chatId: string; readonly messageId: string; readonly left: number }[]
}

export const NOTHING_RECORDED: Recorded = { added: 0, revised: 0, cut: [] }

/** What a rebuild begins with. */
export async function emptyCatalog(db: Transaction): Promise<void> {
  await sql`
    truncate further_sighting, later_revision, message, media, member, chat_user, participation, conversation, segment, sender_name,
             search_text, search_topic, search_words`.execute(db)
}

/**
 * Records one durable segment. In the caller's transaction, so that positions move with it. `compared`: messages of it that
 * the caller has found in the catalog.
 */
export async function recordSegment(
  db: Transaction,
  tenantId: string,
  segment: Segment,
  archived: readonly Frame[],
  compared: readonly KnownMessage[] = [],
): Promise<Recorded> {
  const segmentNo = await insertSegment(db, tenantId, segment)
  if (segmentNo === undefined) return NOTHING_RECORDED
  const whole = archived.map(storableFrame)
  const all = flatten(segment, whole)
  const gone = await removedAmong(
    db,
    tenantId,
    all.map(({ record }) => messageOf(record)),
  )
  const rows = all.filter((_, at) => gone[at] === undefined)
  const frames = rows.length === all.length ? whole : framesOf(whole, rows)
  await recordSubjects(db, tenantId, rows)
  const subjectNos = await ensureSubjects(db, tenantId, frames)
  const conversationNos = await ensureConversations(db, tenantId, rows)
  const versions = versionsOf(rows, conversationNos, subjectNos)
  const sightings = sightingsOf(rows, conversationNos, subjectNos)
  const { added, revised } = await recordMessages(db, segmentNo, versions, sightings, compared)
  if (added + revised === versions.length && rows.length === all.length && !rows.some(isStrange))
    await notePlaced(db, segmentNo)
  await recordNames(db, tenantId, rows)
  await recordChatUsers(db, frames, conversationNos)
  const cut = await insertWantedMedia(db, tenantId, versions)
  await recordConversations(db, tenantId, rows, conversationNos)
  await recordMedia(db, { tenantId, segmentNo }, rows, conversationNos)
  return { added, revised, cut }
}

/** What a removal took out stays out, whatever segment brings it: one that was sealed before, or adopted after a crash. */
function messageOf(record: ArchiveRecord): MessageIds {
  if (record.kind === 'message') return record.message
  if (record.kind === 'media') return { chatId: record.media.chatId, id: record.media.messageId }
  return record.kind === 'sighting' ? record : { chatId: undefined, id: undefined }
}

function framesOf(frames: readonly Frame[], rows: readonly PlacedRecord[]): Frame[] {
  const kept = new Set(rows.map(({ record }) => record))
  return frames.map(({ header, records }) => ({ header, records: records.filter((it) => kept.has(it)) }))
}

const isStrange = ({ record }: PlacedRecord) => record.kind === 'strange'

/** Every message in it is found by the catalog. */
async function notePlaced(db: Transaction, segmentNo: number): Promise<void> {
  await sql`update segment set unplaced = false where no = ${segmentNo}`.execute(db)
}

function flatten(segment: Segment, frames: readonly Frame[]): PlacedRecord[] {
  return frames.flatMap((frame, at) => {
    const address = segment.frames[at]
    if (address === undefined) throw new Error(`Segment ${segment.id} has no address for frame ${at}`)
    return frame.records.map((record, line) => ({
      record,
      subjectId: frame.header.subjectId,
      frame: address,
      line,
    }))
  })
}

async function insertSegment(
  db: Transaction,
  tenantId: string,
  segment: Segment,
): Promise<number | undefined> {
  const { rows } = await sql<{ no: number }>`
    insert into segment (tenant_id, id, name, run_id, sha256, bytes, records, sealed_at)
    values (${tenantId}, ${segment.id}, ${segment.name}, ${segment.runId}, ${segment.sha256},
            ${segment.bytes}, ${segment.records}, ${segment.sealedAt})
    on conflict (tenant_id, id) do nothing
    returning no`.execute(db)
  return rows[0]?.no
}

/** Rows for all chats named in the segment; their numbers by chat id. */
async function ensureConversations(
  db: Transaction,
  tenantId: string,
  rows: readonly PlacedRecord[],
): Promise<Map<string, number>> {
  const ids = [...new Set(rows.map(({ record }) => chatIdOf(record)))].filter((id) => id !== undefined)
  if (ids.length === 0) return new Map()
  await sql`
    insert into conversation (tenant_id, id, chat_type)
    select ${tenantId}, id, type
    from unnest(${ids}::text[], ${ids.map(chatTypeFromId)}::text[]) as named (id, type)
    order by id
    on conflict (tenant_id, id) do nothing`.execute(db)
  const { rows: found } = await sql<{ id: string; no: number }>`
    select id, no from conversation where tenant_id = ${tenantId} and id = any(${ids}::text[])`.execute(db)
  return new Map(found.map(({ id, no }) => [id, no]))
}

/** The hosted contents these messages name, to be fetched after the text; answers which name too many. */
async function insertWantedMedia(
  db: Transaction,
  tenantId: string,
  versions: readonly Version[],
): Promise<Recorded['cut']> {
  const named = versions.map(({ conversationNo: no, message }) => ({
    no,
    message,
    ...hostedContentsOf(message),
  }))
  const wanted = named.flatMap(({ no, message: { id: messageId }, ids }) =>
    ids.map((contentId) => ({ no, messageId, contentId })),
  )
  if (wanted.length === 0) return []
  await sql`
    insert into media (tenant_id, conversation_no, message_id, content_id, state)
    select distinct ${tenantId}::uuid, conversation_no, message_id, content_id, 'wanted'
    from unnest(${wanted.map((w) => w.no)}::int[], ${wanted.map((w) => w.messageId)}::text[],
                ${wanted.map((w) => w.contentId)}::text[]) as seen (conversation_no, message_id, content_id)
    on conflict (conversation_no, message_id, content_id) do nothing`.execute(db)
  return named.flatMap(({ message: { chatId, id: messageId }, left }) =>
    left > 0 ? [{ chatId, messageId, left }] : [],
  )
}
