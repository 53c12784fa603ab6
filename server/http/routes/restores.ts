import {
  ById,
  PageQuery,
  pageOf,
  Restore,
  RestoredChat,
  RestoreSummary,
  Started,
  StartRestore,
} from '../../contract/index.ts'
import type { RestoreService } from '../../services/restores/restores.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function restoreRoutes(restores: RestoreService): Route[] {
  return [
    route({
      method: 'post',
      path: '/restores',
      summary:
        'Plan to bring archived chats back into Teams. Nothing is sent before another person approves the plan',
      action: 'restore.ask',
      audit: 'restore.ask',
      note: ({ body }) => body.target,
      body: StartRestore,
      bodyLimit: '10mb',
      answer: json(Started, 202),
      refusals: [409],
      handler: ({ operator, body }) => restores.start(operator, body),
    }),
    route({
      method: 'get',
      path: '/restores',
      summary: 'Every restore, newest first',
      action: 'status.read',
      query: PageQuery,
      answer: json(pageOf(RestoreSummary)),
      handler: ({ operator, query }) => restores.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/restores/:id',
      summary: 'One restore: its plan, how far it is, and what became of each chat',
      action: 'status.read',
      params: ById,
      answer: json(Restore),
      handler: ({ operator, params }) => restores.get(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/restores/:id/approve',
      summary: 'Approve the plan of a restore that another person asked for. Messages are sent from now on',
      action: 'restore.approve',
      audit: 'restore.approve',
      params: ById,
      answer: json(Restore),
      refusals: [409],
      handler: ({ operator, params }) => restores.approve(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/restores/:id/cancel',
      summary: 'Stop a restore before its next message. Chats that were begun remain open for import',
      action: 'restore.ask',
      audit: 'restore.cancel',
      params: ById,
      answer: json(Restore),
      refusals: [409],
      handler: ({ operator, params }) => restores.cancel(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/restores/:id/chats/:from/close',
      summary: 'End the import into a chat that a restore left open, although it differs from the plan',
      action: 'restore.ask',
      audit: 'restore.close',
      params: RestoredChat,
      answer: json(Restore),
      refusals: [409],
      handler: ({ operator, params }) => restores.closeChat(operator, params.id, params.from),
    }),
  ]
}
