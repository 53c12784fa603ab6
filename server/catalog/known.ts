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

/** A message of the catalog: in its own row are the version and the mailbox it was first seen in. */
export type KnownMessage = {
  readonly no: number
  readonly conversationNo: number
  readonly id: string
  readonly etag: string
  readonly subjectNo: number | null
}

/** `message`: as the catalog has it, in whatever version. */
export type Compared = { readonly standing: Standing; readonly message?: KnownMessage }

type Match = KnownMessage & { readonly at: number; readonly archived: boolean; readonly sighted: boolean }

/**
 * One answer per key, in order. Each key costs a few look-ups in indexes, however much is archived: `limit 1` keeps the planner
 * from reading a whole table beside them instead.
 */
export async function compareRows(
  db: Kysely<Schema>,
  tenantId: string,
  keys: readonly RowKey[],
): Promise<Compared[]> {
  const removed = await removedAmong(db, tenantId, keys)
  const answer = keys.map((_, at): Compared => ({ standing: removed[at] === undefined ? 'new' : 'removed' }))
  const conversationNos = await numbersOf(
    db,
    'conversation',
    tenantId,
    keys.map(({ chatId }) => chatId),
  )
  const asked = keys.flatMap((key, at) => {
    const no = removed[at] === undefined ? conversationNos.get(storableId(key.chatId)) : undefined
    return no === undefined ? [] : [{ ...key, at, no }]
  })
  if (asked.length === 0) return answer
  const subjectNos = await numbersOf(
    db,
    'subject',
    tenantId,
    asked.map(({ subjectId }) => subjectId),
  )
  const { rows } = await sql<Match>`
    select seen.at, m.no, m.conversation_no as "conversationNo", m.id, m.etag, m.subject_no as "subjectNo",
           m.etag = seen.etag or revised.no is not null as archived,
           m.subject_no is not distinct from seen.subject_no or sighted.no is not null as sighted
    from unnest(${asked.map(({ at }) => at)}::int[], ${asked.map(({ no }) => no)}::int[],
                ${asked.map(({ id }) => storableId(id))}::text[], ${asked.map(({ etag }) => storableId(etag))}::text[],
                ${asked.map(({ subjectId }) => subjectNos.get(storableId(subjectId)) ?? 0)}::int[])
      as seen (at, conversation_no, id, etag, subject_no)
    cross join lateral (
      select * from message m where m.conversation_no = seen.conversation_no and m.id = seen.id limit 1
    ) m
    left join lateral (
      select m.no from later_revision r
      where m.etag <> seen.etag and r.message_no = m.no and r.etag = seen.etag limit 1
    ) revised on true
    left join lateral (
      select m.no from further_sighting s
      where m.subject_no is distinct from seen.subject_no and s.message_no = m.no and s.subject_no = seen.subject_no limit 1
    ) sighted on true`.execute(db)
  for (const { at, archived, sighted, ...message } of rows)
    answer[at] = { standing: standingOf(archived, sighted), message }
  return answer
}

function standingOf(archived: boolean, sighted: boolean): Standing {
  if (!archived) return 'new'
  return sighted ? 'known' : 'copy'
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
