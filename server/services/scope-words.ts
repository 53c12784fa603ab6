/** What people chose, in names: of exports and of reading requests. */
import { listConversationNames } from '../catalog/conversations.ts'
import { listNames } from '../catalog/people.ts'
import type { SelectionScope } from '../contract/index.ts'
import type { Session } from '../database/database.ts'
import type { MessageSelection } from '../domain/selection.ts'

type Chosen = { readonly selection: MessageSelection }
type Names = ReadonlyMap<string, string>
export type ScopeWords = { readonly people: Names; readonly conversations: Names }

/** So many of the chosen are named; the rest are counted. */
const NAMED = 3

const somePeople = ({ selection }: Chosen) => selection.subjectIds?.slice(0, NAMED) ?? []
const someConversations = ({ selection }: Chosen) => selection.conversationIds?.slice(0, NAMED) ?? []

export async function scopeWords(
  db: Session,
  tenantId: string,
  rows: readonly Chosen[],
): Promise<ScopeWords> {
  return {
    people: await listNames(db, tenantId, rows.flatMap(somePeople)),
    conversations: await listConversationNames(db, tenantId, rows.flatMap(someConversations)),
  }
}

export function scopeOf(row: Chosen, { people, conversations }: ScopeWords): SelectionScope {
  const { subjectIds = [], conversationIds = [], from = null, to = null, q } = row.selection
  const namesOf = (ids: readonly string[], names: Names) => ids.flatMap((id) => names.get(id) ?? [])
  return {
    people: { count: subjectIds.length, names: namesOf(somePeople(row), people) },
    conversations: { count: conversationIds.length, names: namesOf(someConversations(row), conversations) },
    from,
    to,
    q: q?.trim() || null,
  }
}
