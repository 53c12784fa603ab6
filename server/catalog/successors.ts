/** Segments that took the place of others in the archive: the catalog follows. */
import { sql } from 'kysely'
import type { Frame, Segment } from '../archive/archive.ts'
import type { Session, Transaction } from '../database/database.ts'
import { storableFrame } from './storable.ts'

/** Names of all segments of a tenant that the catalog knows. */
export async function listSegmentNames(db: Session, tenantId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select name from segment where tenant_id = ${tenantId}`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/** Of these, by their ids, those the catalog knows. */
export async function listKnownSegments(
  db: Session,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from segment where tenant_id = ${tenantId} and id = any(${ids}::text[])`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/**
 * `by` holds what the segment of that id held, less what was removed. The place of each version moves with it, and it is to be
 * searched anew. Nothing when the catalog has followed already.
 */
export async function followSuccessor(
  trx: Transaction,
  tenantId: string,
  replacedId: string,
  { segment: by, frames }: { readonly segment: Segment; readonly frames: readonly Frame[] },
): Promise<void> {
  const { rows } = await sql<{ no: number }>`
    update segment set id = ${by.id}, name = ${by.name}, sha256 = ${by.sha256}, bytes = ${by.bytes},
                       records = ${by.records}, search_version = 0
    where tenant_id = ${tenantId} and id = ${replacedId} returning no`.execute(trx)
  const no = rows[0]?.no
  if (no === undefined) return
  await sql`delete from search_words where segment_no = ${no}`.execute(trx)
  const places = placesOf(by, frames)
  // The version a message was archived with first is in its own row, the others in rows of theirs.
  const moved = sql`
    set frame_index = p.frame_index, frame_offset = p.frame_offset, frame_length = p.frame_length, line = p.line
    from unnest(${places.map((p) => p.chatId)}::text[], ${places.map((p) => p.id)}::text[],
                ${places.map((p) => p.etag)}::text[], ${places.map((p) => p.index)}::int[],
                ${places.map((p) => p.offset)}::bigint[], ${places.map((p) => p.length)}::int[],
                ${places.map((p) => p.line)}::int[])
      as p (chat_id, id, etag, frame_index, frame_offset, frame_length, line)
    join conversation c on c.tenant_id = ${tenantId} and c.id = p.chat_id`
  await sql`
    update message r ${moved}
    where r.segment_no = ${no} and r.conversation_no = c.no and r.id = p.id and r.etag = p.etag`.execute(trx)
  await sql`
    update later_revision r ${moved} join message m on m.conversation_no = c.no and m.id = p.id
    where r.segment_no = ${no} and r.message_no = m.no and r.etag = p.etag`.execute(trx)
}

/** The first place of each version: the one that counts. */
function placesOf(segment: Segment, frames: readonly Frame[]) {
  const places = new Map<string, Place>()
  for (const [at, frame] of frames.map(storableFrame).entries()) {
    const address = segment.frames[at]
    if (address === undefined) throw new Error(`Segment ${segment.id} has no address for frame ${at}`)
    for (const [line, record] of frame.records.entries()) {
      if (record.kind !== 'message') continue
      const { chatId, id, etag } = record.message
      const key = JSON.stringify([chatId, id, etag])
      if (!places.has(key)) places.set(key, { chatId, id, etag, ...address, line })
    }
  }
  return [...places.values()]
}

type Place = {
  readonly chatId: string
  readonly id: string
  readonly etag: string
  readonly index: number
  readonly offset: number
  readonly length: number
  readonly line: number
}
