import {
  AddAlertChannel,
  AddedAlertChannel,
  Alert,
  AlertChannel,
  AlertChannelList,
  AlertTry,
  ById,
  ChangeAlertChannel,
  PageQuery,
  pageOf,
} from '../../contract/index.ts'
import type { Services } from '../../services/services.ts'
import { json, nothing } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function alertRoutes({
  alerts,
  alertChannels: channels,
}: Pick<Services, 'alerts' | 'alertChannels'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/alerts',
      summary: 'What was raised, newest first, and what became of each delivery',
      action: 'status.read',
      query: PageQuery,
      answer: json(pageOf(Alert)),
      handler: ({ operator, query }) => alerts.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/alerts/channels',
      summary: 'Where alerts go. Targets are masked',
      action: 'status.read',
      answer: json(AlertChannelList),
      handler: ({ operator }) => channels.list(operator),
    }),
    route({
      method: 'post',
      path: '/alerts/channels',
      summary: 'Add a channel. The answer alone has a webhook’s secret',
      action: 'alerts.manage',
      audit: 'alerts.add',
      note: ({ body: { kind } }) => kind,
      body: AddAlertChannel,
      answer: json(AddedAlertChannel, 201),
      refusals: [409, 422],
      handler: ({ operator, body }) => channels.add(operator, body),
    }),
    route({
      method: 'put',
      path: '/alerts/channels/:id',
      summary: 'Change a channel. Members left out don’t change',
      action: 'alerts.manage',
      audit: 'alerts.change',
      params: ById,
      body: ChangeAlertChannel,
      answer: json(AlertChannel),
      refusals: [422],
      handler: ({ operator, params, body }) => channels.change(operator, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/alerts/channels/:id',
      summary: 'Remove a channel; what waits for it is given up',
      action: 'alerts.manage',
      audit: 'alerts.remove',
      params: ById,
      answer: nothing,
      handler: ({ operator, params }) => channels.remove(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/alerts/channels/:id/test',
      summary: 'Send a test to a channel now. What doesn’t arrive is tried again like any other alert',
      action: 'alerts.manage',
      audit: 'alerts.test',
      params: ById,
      answer: json(AlertTry),
      handler: ({ operator, params }) => channels.test(operator, params.id),
    }),
  ]
}
