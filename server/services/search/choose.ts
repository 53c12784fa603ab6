/** From what people choose to the messages of the catalog: exports, holds, and erasures choose alike. */
import type { TenantArchive } from '../../archive/archive.ts'
import { listConversationNos } from '../../catalog/conversations.ts'
import type { SealedQuery } from '../../catalog/sealed-query.ts'
import { listSubjectIds, type Selection } from '../../catalog/selection.ts'
import type { Session } from '../../database/database.ts'
import { parseQuery } from '../../domain/search/query.ts'
import { TOKENS_VERSION } from '../../domain/search/tokens.ts'
import type { MessageSelection } from '../../domain/selection.ts'
import { listBeginnings } from './beginnings.ts'
import { sealQuery } from './sealed-words.ts'

export type Choosing = {
  readonly db: Session
  /** Undefined before the tenant's first run: then words find nothing. */
  readonly archive: TenantArchive | undefined
  /** Awaited before words are looked up: throws where what is archived can't be searched yet. */
  readonly catchUp: () => Promise<void>
}

/**
 * What is absent or empty doesn't narrow. Words choose the messages a search finds by what they say, in any archived version;
 * not by the topic of their conversation, which says nothing of a single message. Words without anything to look for
 * choose nothing. Throws 422 `search-too-wide` as a search does.
 */
export async function chooseMessages(
  choosing: Choosing,
  tenantId: string,
  selection: MessageSelection,
): Promise<Selection> {
  const { from, to, q = '' } = selection
  const people = filled(selection.subjectIds)
  const chats = filled(selection.conversationIds)
  return {
    subjectNos: people && (await numbersOf(choosing.db, tenantId, people)),
    conversationNos: chats && (await listConversationNos(choosing.db, tenantId, [...chats])),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    words: q.trim() === '' ? undefined : await sealedWords(choosing, q),
  }
}

async function numbersOf(db: Session, tenantId: string, ids: ReadonlySet<string>): Promise<number[]> {
  const people = await listSubjectIds(db, tenantId)
  return [...people].flatMap(([no, id]) => (ids.has(id) ? [no] : []))
}

/** No query at all finds nothing. */
async function sealedWords({ db, archive, catchUp }: Choosing, q: string): Promise<SealedQuery[]> {
  const query = parseQuery(q)
  if (archive === undefined || query.length === 0) return []
  await catchUp()
  const beginnings = await listBeginnings(db, archive, TOKENS_VERSION, query)
  const words = sealQuery(archive.wordSeal(TOKENS_VERSION), query, [], beginnings)
  return [{ version: TOKENS_VERSION, words }]
}

function filled(list: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return list === undefined || list.length === 0 ? undefined : new Set(list)
}
