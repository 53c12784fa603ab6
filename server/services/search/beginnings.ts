/** What the open-ended words of a query may become, by the words that a tenant's archive has. */
import type { TenantArchive } from '../../archive/archive.ts'
import { listWordLists } from '../../catalog/search.ts'
import type { Session } from '../../database/database.ts'
import { notice } from '../../domain/notice.ts'
import type { SearchQuery } from '../../domain/search/query.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { findBeginnings, openWordList } from './word-list.ts'

/** Words looked for at once. */
const MOST_WORDS = 5000

/** By the beginning, as folded. Throws 422 `search-too-wide` for one that too many words begin with. */
export async function listBeginnings(
  db: Session,
  archive: TenantArchive,
  version: number,
  query: SearchQuery,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, Set<string>>()
  for (const { kind, steps } of query.flat()) {
    const beginning = steps.at(-1)?.lexeme
    if (kind === 'prefix' && beginning !== undefined) found.set(beginning, new Set())
  }
  if (found.size === 0) return new Map()
  const seal = archive.wordSeal(version)
  for (let after = 0, lists = await listWordLists(db, archive.tenantId, version, after); lists.length > 0; ) {
    for (const { id, words } of lists) {
      const list = openWordList(seal, id, words)
      for (const [beginning, into] of found)
        if (!findBeginnings(list, beginning, into, MOST_WORDS)) throw tooWide(beginning)
    }
    after = lists.at(-1)?.no ?? after
    lists = await listWordLists(db, archive.tenantId, version, after)
  }
  return new Map([...found].map(([beginning, words]) => [beginning, [...words]]))
}

function tooWide(beginning: string): VaultError {
  return new VaultError({
    notice: notice('search-too-wide', { name: beginning }),
    attempted: `search for words that begin with “${beginning}”`,
    why: `more than ${MOST_WORDS} different words do`,
    hint: 'Enter more letters before the star.',
    status: 422,
  })
}
