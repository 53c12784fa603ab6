import { ById, pageOf, SavedSearch, SaveSearch, SearchPage, SearchParameters } from '../../contract/index.ts'
import type { SavedSearchService } from '../../services/search/saved-searches.ts'
import type { SearchService } from '../../services/search/search.ts'
import { json, nothing } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function searchRoutes({ search }: SearchService, saved: SavedSearchService): Route[] {
  return [
    route({
      method: 'get',
      path: '/search',
      summary: 'Messages with these words, the newest first',
      action: 'archive.read',
      audit: 'search.read',
      // What someone looked for among other people's messages is what an audit is for. It isn't what a message says.
      note: ({ query: { limit: _limit, cursor, ...asked } }) =>
        JSON.stringify({ ...asked, ...(cursor === undefined ? {} : { more: true }) }),
      query: SearchParameters,
      answer: json(SearchPage),
      handler: ({ operator, query }) => search(operator, query),
    }),
    route({
      method: 'get',
      path: '/searches',
      summary: 'The caller’s own saved searches, by name: 50 at most',
      action: 'archive.read',
      answer: json(pageOf(SavedSearch)),
      handler: ({ operator }) => saved.list(operator),
    }),
    route({
      method: 'post',
      path: '/searches',
      summary: 'Save a search for the caller alone; one of the same name gives way to it',
      action: 'archive.read',
      body: SaveSearch,
      answer: json(SavedSearch, 201),
      refusals: [422],
      handler: ({ operator, body }) => saved.save(operator, body),
    }),
    route({
      method: 'delete',
      path: '/searches/:id',
      summary: 'Delete a saved search of the caller',
      action: 'archive.read',
      params: ById,
      answer: nothing,
      handler: ({ operator, params }) => saved.remove(operator, params.id),
    }),
  ]
}
