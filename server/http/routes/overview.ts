import { Overview } from '../../contract/index.ts'
import type { OverviewService } from '../../services/overview/overview.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function overviewRoutes(overview: OverviewService): Route[] {
  return [
    route({
      method: 'get',
      path: '/overview',
      summary: 'Whether the data is safe, what it costs, and what needs attention',
      action: 'status.read',
      answer: json(Overview),
      handler: ({ operator }) => overview.get(operator),
    }),
  ]
}
