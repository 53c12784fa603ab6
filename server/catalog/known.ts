/** Which rows of a page the archive holds already: asked before a page is sealed, so that nothing is written twice. */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { storableId } from './storable.ts'

export type RowKey = {
  readonly subjectId: string
  readonly chatId: string
  readonly id: string
  readonly etag: string
}

/** `new`: this version is not archived; `copy`: it is, but was not seen with this subject; `known`: both. */
export type Standing = 'new' | 'copy' | 'known'

/** One answer per key, in order. */
export async function standings(
  db: Kysely<Schema>,
  tenantId: string,
  keys: readonly RowKey[],
): Promise<Standing[]> {
  const answer: Standing[] = keys.map(() => 'new')
  if (keys.length === 0) return answer
  const { rows } = await sql<{ at: number; sighted: boolean }>`
    select seen.at::int as at, sighting.message_no is not null as sighted
    from unnest(${keys.map((k) => storableId(k.subjectId))}::text[], ${keys.map((k) => storableId(k.chatId))}::text[],
                ${keys.map((k) => storableId(k.id))}::text[], ${keys.map((k) => storableId(k.etag))}::text[])
      with ordinality as seen (subject_id, chat_id, id, etag, at)
    join conversation on conversation.tenant_id = ${tenantId} and conversation.id = seen.chat_id
    join message on message.conversation_no = conversation.no and message.id = seen.id
    join revision on revision.message_no = message.no and revision.etag = seen.etag
    left join subject on subject.tenant_id = ${tenantId} and subject.id = seen.subject_id
    left join sighting on sighting.message_no = message.no and sighting.subject_no = subject.no`.execute(db)
  for (const { at, sighted } of rows) answer[at - 1] = sighted ? 'known' : 'copy'
  return answer
}
