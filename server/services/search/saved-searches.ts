/** Searches that operators keep: each sees their own alone, in Teams as in a browser. */
import type { SavedSearches, SavedSearchRow } from '../../books/saved-searches.ts'
import type { Tenants } from '../../books/tenants.ts'
import { type SavedSearch, type SaveSearch, SearchAsked } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Page } from '../cursor.ts'

export type SavedSearchService = {
  /** All of them, by name. */
  list(operator: Operator): Promise<Page<SavedSearch>>
  save(operator: Operator, body: SaveSearch): Promise<SavedSearch>
  remove(operator: Operator, id: string): Promise<void>
}

/** Of one person: a list that is read, not searched. */
const MOST = 50

type Deps = {
  readonly savedSearches: SavedSearches
  readonly tenants: Pick<Tenants, 'ensure'>
  readonly clock: Pick<Clock, 'now'>
  readonly newId: () => string
  /** By object id; those that nothing is known of are left out. */
  readonly displayNames: (tenantId: string, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export function createSavedSearchService(deps: Deps): SavedSearchService {
  const { savedSearches, tenants, clock, newId } = deps

  async function shown({ tenantId }: Operator, rows: readonly SavedSearchRow[]): Promise<SavedSearch[]> {
    const saved = rows.map(toSaved)
    const names = await deps.displayNames(tenantId, [
      ...new Set(saved.flatMap(({ asked }) => peopleOf(asked))),
    ])
    return saved.map((one) => ({
      ...one,
      people: peopleOf(one.asked).flatMap((id) => {
        const displayName = names.get(id)
        return displayName === undefined ? [] : [{ id, displayName }]
      }),
    }))
  }

  return {
    async list(operator) {
      return { items: await shown(operator, await savedSearches.list(ownerOf(operator))), next: null }
    },

    async save(operator, { name, asked }) {
      await tenants.ensure(operator.tenantId)
      const row = { id: newId(), name, asked, savedAt: clock.now() }
      const saved = await savedSearches.save(ownerOf(operator), row, MOST)
      const [one] = saved === undefined ? [] : await shown(operator, [saved])
      if (one === undefined) throw tooMany()
      return one
    },

    async remove(operator, id) {
      if (!(await savedSearches.remove(ownerOf(operator), id))) throw unknown(id)
    },
  }
}

function peopleOf({ subjectId, senderId }: SearchAsked): string[] {
  return [subjectId, senderId].filter((id) => id !== undefined)
}

const ownerOf = ({ tenantId, id }: Operator) => ({ tenantId, operatorId: id })

/** A filter that only another version knows narrows nothing here. */
function toSaved({ asked, savedAt, ...row }: SavedSearchRow): Omit<SavedSearch, 'people'> {
  const known = SearchAsked.safeParse(asked)
  return { ...row, asked: known.success ? known.data : {}, savedAt: toInstant(savedAt) }
}

function tooMany(): VaultError {
  return new VaultError({
    code: 'saved-searches-full',
    notice: notice('saved-searches-full', { count: MOST }),
    attempted: 'save the search',
    why: `you have ${MOST} saved searches, and there can’t be more`,
    hint: 'Delete one you no longer need, or save this one under the name of one you have.',
    status: 422,
  })
}

function unknown(id: string): VaultError {
  return new VaultError({
    code: 'saved-search-unknown',
    attempted: `find the saved search ${id}`,
    why: 'you have none with this ID',
    hint: 'List your saved searches, and use one of their IDs.',
    status: 404,
  })
}
