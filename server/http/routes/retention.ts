import { Retention, RetentionPreview, SetRetention } from '../../contract/index.ts'
import type { RetentionService } from '../../services/removal/retention.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function retentionRoutes(retention: RetentionService): Route[] {
  return [
    route({
      method: 'get',
      path: '/retention',
      summary: 'How long messages are kept, and what is removed next',
      action: 'removals.read',
      answer: json(Retention),
      handler: ({ operator }) => retention.get(operator),
    }),
    route({
      method: 'put',
      path: '/retention',
      summary: 'Set how long messages are kept. Nothing is removed before the next day',
      action: 'retention.set',
      audit: 'retention.set',
      note: ({ body }) => (body.keepDays === null ? 'forever' : `${body.keepDays} days`),
      body: SetRetention,
      answer: json(Retention),
      refusals: [503],
      handler: ({ operator, body }) => retention.set(operator, body),
    }),
    route({
      method: 'post',
      path: '/retention/preview',
      summary: 'How many messages would be removed now. Changes nothing',
      action: 'retention.set',
      body: SetRetention,
      answer: json(RetentionPreview),
      refusals: [503],
      handler: ({ operator, body }) => retention.preview(operator, body),
    }),
  ]
}
