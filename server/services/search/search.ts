/** Searches what archived messages say: what is asked becomes codes, what is found is read back from the archive. */
import { z } from 'zod'
import type { Archive, TenantArchive } from '../../archive/archive.ts'
import { findConversation, listConversationNames } from '../../catalog/conversations.ts'
import { listRevisions, type MessageKey, type Reach, type RevisionRow } from '../../catalog/messages.ts'
import type { SealedQuery } from '../../catalog/sealed-query.ts'
import {
  countCut,
  type Found,
  findByTopic,
  findMessages,
  findSubjectNo,
  isBeyond,
  listMatchingVersions,
  listPlaces,
  newestFirst,
  type SearchFilter,
} from '../../catalog/search.ts'
import type { SearchHit, SearchPage, SearchParameters } from '../../contract/index.ts'
import type { Session } from '../../database/database.ts'
import { toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { isOnlyNegative, parseQuery, type SearchQuery } from '../../domain/search/query.ts'
import { TOKENS_VERSION } from '../../domain/search/tokens.ts'
import { readAll } from '../archive/archived-messages.ts'
import { bigRowNo, decodeCursor, encodeCursor, positionInstant } from '../cursor.ts'
import type { ReadingGate } from '../reading/gate.ts'
import { listBeginnings } from './beginnings.ts'
import type { Indexer } from './indexer.ts'
import { readMessageText } from './message-text.ts'
import { type Facet, sealQuery } from './sealed-words.ts'
import { snippetOf } from './snippet.ts'

export type SearchService = {
  /** Newest first. Throws 422 `search-too-wide` for a beginning that too many words have. */
  search(operator: Operator, parameters: z.output<typeof SearchParameters>): Promise<SearchPage>
}

type Deps = {
  readonly db: Session
  readonly archive: Archive
  readonly indexer: Pick<Indexer, 'catchUp'>
  readonly gate: ReadingGate
}

/** How long a search waits for what was committed last to become searchable. */
const CATCH_UP_MS = 5000
/** Messages counted exactly; of more, that there are so many. */
const COUNTED = 1000

const Position = z.object({ at: positionInstant, no: bigRowNo })

export function createSearchService({ db, archive, indexer, gate }: Deps): SearchService {
  return {
    async search(operator, parameters) {
      const { tenantId } = operator
      const { reach, allowedBy } = await gate.open(operator)
      const query = parseQuery(parameters.q ?? '')
      const after = decodeCursor(Position, parameters.cursor)
      const tenant = await archive.find(tenantId)
      if (tenant === undefined || asksNothing(parameters, query)) return { ...emptyPage(query), allowedBy }
      const waiting = await indexer.catchUp(tenantId, CATCH_UP_MS)
      const asked = await prepare(db, tenant, { parameters, query, reach })
      if (asked === undefined) return { ...emptyPage(query), waiting, allowedBy }
      const page = { limit: parameters.limit + 1, after }
      const { keys, atLeast, exact } = await findAll(db, tenantId, asked, page)
      const shown = keys.slice(0, parameters.limit)
      const last = shown.at(-1)
      return {
        items: await describe({ db, tenant, query, asked }, shown),
        next:
          keys.length > parameters.limit && last !== undefined
            ? encodeCursor({ at: last.at, no: last.no })
            : null,
        atLeast: Math.min(atLeast, COUNTED),
        exact: exact && atLeast <= COUNTED,
        understood: toldOf(query),
        waiting,
        cut: await countCut(db, tenantId),
        allowedBy,
      }
    },
  }
}

type Parameters = z.output<typeof SearchParameters>

/** Words without anything in them find nothing; without words, the filters alone find what they let through. */
function asksNothing(
  { q, limit: _limit, cursor: _cursor, ...filters }: Parameters,
  query: SearchQuery,
): boolean {
  if (query.length > 0) return false
  return (q ?? '').trim() !== '' || Object.values(filters).every((value) => value === undefined)
}

function emptyPage(query: SearchQuery): Omit<SearchPage, 'allowedBy'> {
  return { items: [], next: null, atLeast: 0, exact: true, understood: toldOf(query), waiting: 0, cut: 0 }
}

function toldOf(query: SearchQuery): SearchPage['understood'] {
  return query.map((condition) => condition.map(({ text, kind, not }) => ({ text, kind, not })))
}

// ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

type Asked = {
  readonly filter: SearchFilter
  /** The words alone: for topics, and to tell which version of a message has them. Undefined where nothing is looked for. */
  readonly words: readonly SealedQuery[] | undefined
  /** Everything but the words. */
  readonly rest: SearchFilter
}

/** Undefined when nothing can be found: the person or the conversation isn't in the archive. */
async function prepare(
  db: Session,
  tenant: TenantArchive,
  { parameters, query, reach }: { parameters: Parameters; query: SearchQuery; reach: Reach | undefined },
): Promise<Asked | undefined> {
  const { tenantId } = tenant
  const { subjectId, conversationId, senderId, has, type, from, to, deleted } = parameters
  const subjectNo = subjectId === undefined ? undefined : await findSubjectNo(db, tenantId, subjectId)
  const conversation =
    conversationId === undefined ? undefined : await findConversation(db, tenantId, conversationId)
  if (subjectId !== undefined && subjectNo === undefined) return undefined
  if (conversationId !== undefined && conversation === undefined) return undefined
  const seal = tenant.wordSeal(TOKENS_VERSION)
  const beginnings = await listBeginnings(db, tenant, TOKENS_VERSION, query)
  const facets: Facet[] = [
    ...(conversation === undefined ? [] : [{ kind: 'chat', value: conversation.id } as const]),
    ...(senderId === undefined ? [] : [{ kind: 'sender', value: senderId.toLowerCase() } as const]),
    ...(has === undefined ? [] : [{ kind: 'has', value: has } as const]),
  ]
  const sealed = (conditions: SearchQuery, others: readonly Facet[]): SealedQuery[] => [
    { version: TOKENS_VERSION, words: sealQuery(seal, conditions, others, beginnings) },
  ]
  const common = {
    subjectNos: subjectNo === undefined ? undefined : [subjectNo],
    conversationNo: conversation?.no,
    type,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    deleted: deleted === undefined ? undefined : deleted === 'only',
    reach,
  }
  return {
    filter: { ...common, queries: sealed(query, facets) },
    words: isOnlyNegative(query) ? undefined : sealed(query, []),
    rest: { ...common, queries: sealed([], facets) },
  }
}

/** Messages with the words, and of conversations with the words in their topic the newest one. */
async function findAll(
  db: Session,
  tenantId: string,
  { filter, words, rest }: Asked,
  page: { limit: number; after: MessageKey | undefined },
): Promise<Found> {
  const found = await findMessages(db, tenantId, filter, page)
  const named = words === undefined ? [] : await findByTopic(db, tenantId, { topics: words, rest })
  if (named.length === 0) return found
  const others = named.filter((key) => isBeyond(key, page.after))
  const keys = new Map([...found.keys, ...others].map((key) => [key.no, key]))
  const twice = await listMatchingVersions(
    db,
    filter.queries,
    named.map(({ no }) => no),
  )
  const only = named.length - new Set(twice.map(({ no }) => no)).size
  return {
    ...found,
    keys: [...keys.values()].sort(newestFirst).slice(0, page.limit),
    atLeast: found.atLeast + only,
  }
}

// ── Answering ────────────────────────────────────────────────────────────────────────────────────────────────────

type Answering = {
  readonly db: Session
  readonly tenant: TenantArchive
  readonly query: SearchQuery
  readonly asked: Asked
}

async function describe(
  { db, tenant, query, asked }: Answering,
  keys: readonly MessageKey[],
): Promise<SearchHit[]> {
  if (keys.length === 0) return []
  const nos = keys.map(({ no }) => no)
  const places = new Map((await listPlaces(db, nos)).map((place) => [place.no, place]))
  const revisions = Map.groupBy(await listRevisions(db, tenant.tenantId, nos), ({ messageNo }) => messageNo)
  const matching = await listMatchingVersions(db, asked.filter.queries, nos)
  const etags = Map.groupBy(matching, ({ no }) => no)
  const conversationIds = [...new Set([...places.values()].map(({ conversationId }) => conversationId))]
  const names = await listConversationNames(db, tenant.tenantId, conversationIds)
  const shown = new Map<number, RevisionRow>()
  for (const no of nos) {
    const versions = revisions.get(no) ?? []
    const found = new Set(etags.get(no)?.map(({ etag }) => etag))
    const version = versions.findLast(({ etag }) => found.has(etag)) ?? versions.at(-1)
    if (version !== undefined) shown.set(no, version)
  }
  const messages = await readAll(tenant, [...shown.values()])
  return keys.flatMap(({ no, at }): SearchHit[] => {
    const [place, version] = [places.get(no), shown.get(no)]
    const message = version && messages.get(version)
    if (place === undefined || version === undefined || message === undefined) return []
    const { texts, has, sender } = readMessageText(message)
    const conversationName = names.get(place.conversationId) ?? null
    const inTopic = !etags.has(no)
    const { text, highlights } = snippetOf(
      inTopic && conversationName !== null ? [conversationName] : texts,
      query,
    )
    return [
      {
        conversationId: place.conversationId,
        conversationType: place.type,
        conversationName,
        messageId: place.id,
        subjectId: place.holders.find((id) => id === sender?.id) ?? place.holders[0] ?? sender?.id ?? '',
        revision: (revisions.get(no)?.indexOf(version) ?? 0) + 1,
        revisions: revisions.get(no)?.length ?? 1,
        sentAt: toInstant(at),
        sender,
        found: inTopic ? 'topic' : 'message',
        snippet: text,
        highlights: highlights.map(([start, end]) => [start, end]),
        has: [...has],
        tombstone: place.deleted,
      },
    ]
  })
}
