import { Usage, UsageQuery } from '../../contract/index.ts'
import { type UsageService, usageCsv } from '../../services/metering/usage.ts'
import { jsonOrCsv } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function usageRoutes(usage: UsageService): Route[] {
  return [
    route({
      method: 'get',
      path: '/usage',
      summary:
        'Messages charged and their cost, by day, month, person or run; as CSV for callers that accept it',
      action: 'status.read',
      query: UsageQuery,
      answer: jsonOrCsv(Usage, 'chatvault-usage.csv', usageCsv),
      handler: ({ operator, query }) => usage.get(operator, query),
    }),
  ]
}
