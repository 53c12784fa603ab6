/**
 * Messages, their versions, and whose mailboxes they were seen in. A message is known by (conversation, message id), a
 * version by its etag beside that; the first record of a version wins, later ones only add whose mailbox it was seen in.
 *
 * What comes first (nearly always all there is) is in the message's own row, the rest in tables of its own; the views
 * `revision` and `sighting` show both.
 */
import { sql } from 'kysely'
import type { Transaction } from '../database/database.ts'
import { type ChatMessage, isTombstone } from '../domain/message.ts'
import type { KnownMessage } from './known.ts'
import type { PlacedRecord } from './placed-record.ts'

export type Version = {
  readonly conversationNo: number
  /** In whose mailbox; null when it was read from the chat itself. */
  readonly subjectNo: number | null
  readonly message: ChatMessage
  readonly fetchedAt: string
  readonly place: PlacedRecord
}

export function versionsOf(
  rows: readonly PlacedRecord[],
  conversationNos: ReadonlyMap<string, number>,
  subjectNos: ReadonlyMap<string, number>,
): Version[] {
  return rows.flatMap((place) => {
    if (place.record.kind !== 'message') return []
    const { message, fetchedAt } = place.record
    return [
      {
        conversationNo: numberOf(conversationNos, message.chatId),
        subjectNo: place.subjectId === null ? null : numberOf(subjectNos, place.subjectId),
        message,
        fetchedAt,
        place,
      },
    ]
  })
}

export type Sighting = {
  readonly conversationNo: number
  readonly messageId: string
  readonly subjectNo: number
}

export function sightingsOf(
  rows: readonly PlacedRecord[],
  conversationNos: ReadonlyMap<string, number>,
  subjectNos: ReadonlyMap<string, number>,
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

function numberOf(numbers: ReadonlyMap<string, number>, id: string): number {
  const no = numbers.get(id)
  if (no === undefined) throw new Error(`No catalog number for ${id}`)
  return no
}

/**
 * Records versions and sightings of one segment; answers what they brought. `compared`: messages that were found when the
 * segment was put together; others are looked up. Nothing is asked of a message that is new and comes once, as most do.
 */
export async function recordMessages(
  db: Transaction,
  segmentNo: number,
  versions: readonly Version[],
  sightings: readonly Sighting[],
  compared: readonly KnownMessage[],
): Promise<{ added: number; revised: number }> {
  const before = knownByKey(compared)
  const firsts = firstsOf(versions.filter((version) => !before.has(keyOf(placeOf(version)))))
  const added = await insertMessages(db, segmentNo, [...firsts.values()])
  const inserted = added === firsts.size ? firsts : new Map<string, Version>()
  const later = versions.filter((version) => inserted.get(keyOf(placeOf(version))) !== version)
  const further = sightings.filter((one) => inserted.get(keyOf(one))?.subjectNo !== one.subjectNo)
  const known = await completed(db, before, [...later.map(placeOf), ...further])
  const revised = await insertLaterRevisions(db, segmentNo, later, known)
  await insertSightings(db, further, known)
  await insertParticipations(db, sightings)
  return { added, revised }
}

type Known = Pick<KnownMessage, 'no' | 'etag' | 'subjectNo'>

const keyOf = ({ conversationNo, messageId }: MessagePlace) => `${conversationNo} ${messageId}`

/** The first of each message. */
function firstsOf(versions: readonly Version[]): ReadonlyMap<string, Version> {
  return new Map(versions.map((version) => [keyOf(placeOf(version)), version] as const).reverse())
}

/** Those that are not in the catalog yet, with their conversations' counts; answers how many that were. */
async function insertMessages(
  db: Transaction,
  segmentNo: number,
  firsts: readonly Version[],
): Promise<number> {
  if (firsts.length === 0) return 0
  const { rows } = await sql<{ added: number }>`
    with fresh as (
      insert into message (conversation_no, id, created_at, subject_no, etag, modified_at, deleted, fetched_at, segment_no,
                           frame_index, frame_offset, frame_length, line)
      select conversation_no, id, created_at, subject_no, etag, modified_at, deleted, fetched_at, ${segmentNo},
             frame_index, frame_offset, frame_length, line
      from unnest(${firsts.map((v) => v.conversationNo)}::int[],
                  ${firsts.map((v) => v.message.id)}::text[],
                  ${firsts.map((v) => v.message.createdDateTime)}::text[]::timestamptz[],
                  ${firsts.map((v) => v.subjectNo)}::int[],
                  ${firsts.map((v) => v.message.etag)}::text[],
                  ${firsts.map(modifiedAt)}::text[]::timestamptz[],
                  ${firsts.map((v) => isTombstone(v.message))}::boolean[],
                  ${firsts.map((v) => v.fetchedAt)}::text[]::timestamptz[],
                  ${firsts.map((v) => v.place.frame.index)}::int[],
                  ${firsts.map((v) => v.place.frame.offset)}::bigint[],
                  ${firsts.map((v) => v.place.frame.length)}::int[],
                  ${firsts.map((v) => v.place.line)}::int[])
        as seen (conversation_no, id, created_at, subject_no, etag, modified_at, deleted, fetched_at,
                 frame_index, frame_offset, frame_length, line)
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

type MessagePlace = { readonly conversationNo: number; readonly messageId: string }

const placeOf = ({ conversationNo, message }: Version): MessagePlace => ({
  conversationNo,
  messageId: message.id,
})

/** With those of `named` that are in the catalog and not among these. */
async function completed(
  db: Transaction,
  known: ReadonlyMap<string, Known>,
  named: readonly MessagePlace[],
): Promise<ReadonlyMap<string, Known>> {
  const others = named.filter((one) => !known.has(keyOf(one)))
  return others.length === 0 ? known : new Map([...known, ...(await findMessages(db, others))])
}

/** Of these messages, those that are in the catalog. */
async function findMessages(db: Transaction, keys: readonly MessagePlace[]): Promise<Map<string, Known>> {
  const { rows } = await sql<KnownMessage>`
    select m.no, m.conversation_no as "conversationNo", m.id, m.etag, m.subject_no as "subjectNo"
    from unnest(${keys.map((k) => k.conversationNo)}::int[], ${keys.map((k) => k.messageId)}::text[])
      as seen (conversation_no, id)
    join message m on m.conversation_no = seen.conversation_no and m.id = seen.id`.execute(db)
  return knownByKey(rows)
}

function knownByKey(rows: readonly KnownMessage[]): Map<string, Known> {
  return new Map(rows.map((row) => [keyOf({ conversationNo: row.conversationNo, messageId: row.id }), row]))
}

/** Versions that came after the first of their message; answers how many were new. */
async function insertLaterRevisions(
  db: Transaction,
  segmentNo: number,
  versions: readonly Version[],
  known: ReadonlyMap<string, Known>,
): Promise<number> {
  const later = versions.flatMap((version) => {
    const { no, etag } = knownOf(known, placeOf(version))
    return etag === version.message.etag ? [] : [{ ...version, no }]
  })
  if (later.length === 0) return 0
  const { rows } = await sql<{ inserted: number }>`
    with fresh as (
      insert into later_revision (message_no, etag, modified_at, deleted, fetched_at,
                                  segment_no, frame_index, frame_offset, frame_length, line)
      select message_no, etag, modified_at, deleted, fetched_at,
             ${segmentNo}, frame_index, frame_offset, frame_length, line
      from unnest(${later.map((v) => v.no)}::bigint[],
                  ${later.map((v) => v.message.etag)}::text[],
                  ${later.map(modifiedAt)}::text[]::timestamptz[],
                  ${later.map((v) => isTombstone(v.message))}::boolean[],
                  ${later.map((v) => v.fetchedAt)}::text[]::timestamptz[],
                  ${later.map((v) => v.place.frame.index)}::int[],
                  ${later.map((v) => v.place.frame.offset)}::bigint[],
                  ${later.map((v) => v.place.frame.length)}::int[],
                  ${later.map((v) => v.place.line)}::int[])
        as seen (message_no, etag, modified_at, deleted, fetched_at, frame_index, frame_offset, frame_length, line)
      on conflict (message_no, etag) do nothing
      returning 1
    )
    select count(*)::int as inserted from fresh`.execute(db)
  return rows[0]?.inserted ?? 0
}

const modifiedAt = ({ message }: Version) => message.lastModifiedDateTime ?? message.createdDateTime

function knownOf(known: ReadonlyMap<string, Known>, place: MessagePlace): Known {
  const one = known.get(keyOf(place))
  if (one === undefined) throw new Error(`Message ${place.messageId} was recorded and isn’t in the catalog`)
  return one
}

async function insertSightings(
  db: Transaction,
  sightings: readonly Sighting[],
  known: ReadonlyMap<string, Known>,
): Promise<void> {
  const further = sightings.flatMap((sighting) => {
    const one = known.get(keyOf(sighting))
    return one === undefined || one.subjectNo === sighting.subjectNo
      ? []
      : [{ no: one.no, subjectNo: sighting.subjectNo }]
  })
  if (further.length === 0) return
  await sql`
    insert into further_sighting (message_no, subject_no)
    select * from unnest(${further.map(({ no }) => no)}::bigint[], ${further.map((s) => s.subjectNo)}::int[])
    on conflict do nothing`.execute(db)
}

async function insertParticipations(db: Transaction, sightings: readonly Sighting[]): Promise<void> {
  const pairs = [
    ...new Map(sightings.map((s) => [`${s.conversationNo} ${s.subjectNo}`, s] as const)).values(),
  ]
  if (pairs.length === 0) return
  await sql`
    insert into participation (conversation_no, subject_no)
    select * from unnest(${pairs.map((p) => p.conversationNo)}::int[], ${pairs.map((p) => p.subjectNo)}::int[])
      as seen (conversation_no, subject_no)
    order by 1, 2
    on conflict do nothing`.execute(db)
}
