/** Which rows of a page the archive holds already: asked before a page is sealed, so that nothing is written twice. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { removedAmong } from './removed.ts'
import { storableId } from './storable.ts'

export type RowKey = {
  readonly subjectId: string
  readonly chatId: string
  readonly id: string
  readonly etag: string
}

/**
 * `new`: this version is not archived; `copy`: it is, but was not seen with this subject; `known`: both. `removed`: its message
 * was removed for good, and must not be archived again.
 */
export type Standing = 'new' | 'copy' | 'known' | 'removed'

/** One answer per key, in order. */
export async function standings(
  db: Kysely<Schema>,
  tenantId: string,
  keys: readonly RowKey[],
): Promise<Standing[]> {
  const removed = await removedAmong(db, tenantId, keys)
  const answer = keys.map((_, at): Standing => (removed[at] === undefined ? 'new' : 'removed'))
  const conversationNos = await numbersOf(
    db,
    'conversation',
    tenantId,
    keys.map(({ chatId }) => chatId),
  )
  const asked = keys.flatMap((key, at) => {
    const no = conversationNos.get(storableId(key.chatId))
    return no === undefined ? [] : [{ ...key, at, no }]
  })
  if (asked.length === 0) return answer
  const subjectNos = await numbersOf(
    db,
    'subject',
    tenantId,
    asked.map(({ subjectId }) => subjectId),
  )
  const { rows } = await sql<{ at: number; sighted: boolean }>`
    select seen.at, m.subject_no is not distinct from seen.subject_no or exists (
             select from further_sighting s where s.message_no = m.no and s.subject_no = seen.subject_no) as sighted
    from unnest(${asked.map(({ at }) => at)}::int[], ${asked.map(({ no }) => no)}::int[],
                ${asked.map(({ id }) => storableId(id))}::text[], ${asked.map(({ etag }) => storableId(etag))}::text[],
                ${asked.map(({ subjectId }) => subjectNos.get(storableId(subjectId)) ?? 0)}::int[])
      as seen (at, conversation_no, id, etag, subject_no)
    join message m on m.conversation_no = seen.conversation_no and m.id = seen.id
    where m.etag = seen.etag or exists (
      select from later_revision r where r.message_no = m.no and r.etag = seen.etag)`.execute(db)
  for (const { at, sighted } of rows) answer[at] = sighted ? 'known' : 'copy'
  return answer
}

/** A batch names few chats and people many times. */
async function numbersOf(
  db: Kysely<Schema>,
  table: 'conversation' | 'subject',
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const distinct = [...new Set(ids)].map((id) => storableId(id))
  if (distinct.length === 0) return new Map()
  const { rows } = await sql<{ id: string; no: number }>`
    select id, no from ${sql.table(table)}
    where tenant_id = ${tenantId} and id = any(${distinct}::text[])`.execute(db)
  return new Map(rows.map(({ id, no }) => [id, no]))
}
