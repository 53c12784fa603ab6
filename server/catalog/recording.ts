/**
 * Writes the catalog from sealed segments. The same function serves a run, the adoption of an orphan segment after a
 * crash, and a rebuild: everything it needs is in the segment, and recording a segment twice changes nothing.
 *
 * A message is known by (conversation, message id), a version by its etag beside that; the first record of a version
 * wins, later ones only add whose mailbox it was seen in.
 */
import { sql, type Transaction } from 'kysely'
import type { ArchiveRecord, Frame, Segment } from '../archive/archive.ts'
import type { Schema } from '../database/schema.ts'
import { hostedContentsOf } from '../domain/hosted-contents.ts'
import { type ChatMessage, isTombstone } from '../domain/message.ts'
import type { PlacedRecord } from './placed-record.ts'
import { recordConversations } from './recording-conversations.ts'
import { recordMedia } from './recording-media.ts'
import { recordNames } from './recording-names.ts'
import { ensureSubjects, recordSubjects } from './recording-subjects.ts'
import { storableFrame } from './storable.ts'

export type Db = Transaction<Schema>

/** What a segment brought: `added` messages new to the archive, `revised` newer versions of known ones. */
export type Recorded = {
  readonly added: number
  readonly revised: number
  /** Messages that name more contents than are fetched of one, and how many are left out. */
  readonly cut: readonly { readonly chatId: string; readonly messageId: string; readonly left: number }[]
}

export const NOTHING_RECORDED: Recorded = { added: 0, revised: 0, cut: [] }

/**
 * Records one durable segment. In the caller's transaction, so that positions move with it.
 */
export async function recordSegment(
  db: Db,
  tenantId: string,
  segment: Segment,
  archived: readonly Frame[],
): Promise<Recorded> {
  const frames = archived.map(storableFrame)
  const segmentNo = await insertSegment(db, tenantId, segment)
  if (segmentNo === undefined) return NOTHING_RECORDED
  const rows = flatten(segment, frames)
  await recordSubjects(db, tenantId, rows)
  const subjectNos = await ensureSubjects(db, tenantId, frames)
  const conversationNos = await ensureConversations(db, tenantId, rows)
  const versions = versionsOf(rows, conversationNos)
  const sightings = sightingsOf(rows, conversationNos, subjectNos)
  const newMessages = await insertMessages(db, versions)
  const newRevisions = await insertRevisions(db, segmentNo, versions)
  await insertSightings(db, sightings)
  await recordNames(db, tenantId, rows)
  const cut = await insertWantedMedia(db, tenantId, versions)
  await recordConversations(db, tenantId, rows, conversationNos)
  await recordMedia(db, tenantId, rows, conversationNos)
  return { added: newMessages, revised: newRevisions - newMessages, cut }
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

async function insertSegment(db: Db, tenantId: string, segment: Segment): Promise<number | undefined> {
  const { rows } = await sql<{ no: number }>`
    insert into segment (tenant_id, id, name, run_id, sha256, bytes, records, sealed_at)
    values (${tenantId}, ${segment.id}, ${segment.name}, ${segment.runId}, ${segment.sha256},
            ${segment.bytes}, ${segment.records}, ${segment.sealedAt})
    on conflict (tenant_id, id) do nothing
    returning no`.execute(db)
  return rows[0]?.no
}

/** The chat a record speaks of, if any. */
function chatIdOf(record: ArchiveRecord): string | undefined {
  switch (record.kind) {
    case 'message':
      return record.message.chatId
    case 'sighting':
      return record.chatId
    case 'conversation':
      return record.conversation.id
    case 'media':
      return record.media.chatId
    default:
      return undefined
  }
}

/** Rows for all chats named in the segment; their numbers by chat id. */
async function ensureConversations(
  db: Db,
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

/** Until Graph has described a chat, its id tells the type (forms seen in the documentation of the chat resource). */
function chatTypeFromId(id: string): string {
  if (id.includes('teamsstream_notes_') || id.startsWith('48:notes')) return 'self'
  if (id.startsWith('19:meeting_')) return 'meeting'
  if (id.endsWith('@unq.gbl.spaces')) return 'oneOnOne'
  return 'group'
}

type Version = {
  readonly conversationNo: number
  readonly message: ChatMessage
  readonly fetchedAt: string
  readonly place: PlacedRecord
}

function versionsOf(rows: readonly PlacedRecord[], conversationNos: Map<string, number>): Version[] {
  return rows.flatMap((place) => {
    if (place.record.kind !== 'message') return []
    const { message, fetchedAt } = place.record
    return [{ conversationNo: numberOf(conversationNos, message.chatId), message, fetchedAt, place }]
  })
}

type Sighting = { readonly conversationNo: number; readonly messageId: string; readonly subjectNo: number }

function sightingsOf(
  rows: readonly PlacedRecord[],
  conversationNos: Map<string, number>,
  subjectNos: Map<string, number>,
): Sighting[] {
  return rows.flatMap(({ record, subjectId }) => {
    if (subjectId === null || (record.kind !== 'message' && record.kind !== 'sighting')) return []
    const [chatId, messageId] =
      record.kind === 'message' ? [record.message.chatId, record.message.id] : [record.chatId, record.id]
    return [
      {
        conversationNo: numberOf(conversationNos, chatId),
        messageId,
        subjectNo: numberOf(subjectNos, subjectId),
      },
    ]
  })
}

function numberOf(numbers: Map<string, number>, id: string): number {
  const no = numbers.get(id)
  if (no === undefined) throw new Error(`No catalog number for ${id}`)
  return no
}

/** Inserts messages not known yet, with their conversation's counts; answers how many were new. */
async function insertMessages(db: Db, versions: readonly Version[]): Promise<number> {
  if (versions.length === 0) return 0
  const { rows } = await sql<{ added: number }>`
    with fresh as (
      insert into message (conversation_no, id, created_at)
      select distinct on (conversation_no, id) conversation_no, id, created_at
      from unnest(${versions.map((v) => v.conversationNo)}::int[],
                  ${versions.map((v) => v.message.id)}::text[],
                  ${versions.map((v) => v.message.createdDateTime)}::text[]::timestamptz[])
        as seen (conversation_no, id, created_at)
      order by conversation_no, id
      on conflict (conversation_no, id) do nothing
      returning conversation_no, created_at
    ), counted as (
      select conversation_no, count(*)::int as messages, min(created_at) as first_at, max(created_at) as last_at
      from fresh group by conversation_no
    ), updated as (
      update conversation c
      set message_count = c.message_count + n.messages,
          first_at = least(c.first_at, n.first_at),
          last_at = greatest(c.last_at, n.last_at)
      from counted n where c.no = n.conversation_no
    )
    select count(*)::int as added from fresh`.execute(db)
  return rows[0]?.added ?? 0
}

/** Inserts versions not known yet; answers how many were new. */
async function insertRevisions(db: Db, segmentNo: number, versions: readonly Version[]): Promise<number> {
  if (versions.length === 0) return 0
  const { rows } = await sql<{ inserted: number }>`
    with fresh as (
      insert into revision (message_no, etag, modified_at, deleted, fetched_at,
                            segment_no, frame_index, frame_offset, frame_length, line)
      select message.no, etag, modified_at, deleted, fetched_at,
             ${segmentNo}, frame_index, frame_offset, frame_length, line
      from unnest(${versions.map((v) => v.conversationNo)}::int[],
                  ${versions.map((v) => v.message.id)}::text[],
                  ${versions.map((v) => v.message.etag)}::text[],
                  ${versions.map((v) => v.message.lastModifiedDateTime ?? v.message.createdDateTime)}::text[]::timestamptz[],
                  ${versions.map((v) => isTombstone(v.message))}::boolean[],
                  ${versions.map((v) => v.fetchedAt)}::text[]::timestamptz[],
                  ${versions.map((v) => v.place.frame.index)}::int[],
                  ${versions.map((v) => v.place.frame.offset)}::bigint[],
                  ${versions.map((v) => v.place.frame.length)}::int[],
                  ${versions.map((v) => v.place.line)}::int[])
        as seen (conversation_no, id, etag, modified_at, deleted, fetched_at,
                 frame_index, frame_offset, frame_length, line)
      join message on message.conversation_no = seen.conversation_no and message.id = seen.id
      on conflict (message_no, etag) do nothing
      returning 1
    )
    select count(*)::int as inserted from fresh`.execute(db)
  return rows[0]?.inserted ?? 0
}

async function insertSightings(db: Db, sightings: readonly Sighting[]): Promise<void> {
  if (sightings.length === 0) return
  const conversations = sightings.map((s) => s.conversationNo)
  const subjects = sightings.map((s) => s.subjectNo)
  await sql`
    insert into sighting (message_no, subject_no)
    select message.no, seen.subject_no
    from unnest(${conversations}::int[], ${sightings.map((s) => s.messageId)}::text[], ${subjects}::int[])
      as seen (conversation_no, id, subject_no)
    join message on message.conversation_no = seen.conversation_no and message.id = seen.id
    on conflict do nothing`.execute(db)
  await sql`
    insert into participation (conversation_no, subject_no)
    select distinct conversation_no, subject_no
    from unnest(${conversations}::int[], ${subjects}::int[]) as seen (conversation_no, subject_no)
    order by 1, 2
    on conflict do nothing`.execute(db)
}

/** The hosted contents these messages name, to be fetched after the text; answers which name too many. */
async function insertWantedMedia(
  db: Db,
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
