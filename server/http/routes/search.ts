import { SearchPage, SearchParameters } from '../../contract/index.ts'
import type { SearchService } from '../../services/search/search.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function searchRoutes({ search }: SearchService): Route[] {
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
  ]
}
