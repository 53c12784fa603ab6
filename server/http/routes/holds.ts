import { ById, Hold, PageQuery, pageOf, ReleaseHold, StartHold } from '../../contract/index.ts'
import type { HoldService } from '../../services/removal/holds.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function holdRoutes(holds: HoldService): Route[] {
  return [
    route({
      method: 'post',
      path: '/holds',
      summary: 'Hold messages: they can be neither erased nor expire. An empty selection holds everything',
      action: 'holds.manage',
      audit: 'hold.place',
      body: StartHold,
      bodyLimit: '10mb',
      answer: json(Hold, 201),
      refusals: [422, 503],
      handler: ({ operator, body }) => holds.start(operator, body),
    }),
    route({
      method: 'get',
      path: '/holds',
      summary: 'Every hold, newest first, released ones included',
      action: 'removals.read',
      query: PageQuery,
      answer: json(pageOf(Hold)),
      handler: ({ operator, query }) => holds.list(operator, query),
    }),
    route({
      method: 'post',
      path: '/holds/:id/release',
      summary: 'Release a hold: what it held can be erased and expire again',
      action: 'holds.manage',
      audit: 'hold.release',
      params: ById,
      body: ReleaseHold,
      answer: json(Hold),
      refusals: [409],
      handler: ({ operator, params, body }) => holds.release(operator, params.id, body),
    }),
  ]
}
