import { ById, Erasure, PageQuery, pageOf, StartErasure } from '../../contract/index.ts'
import type { ErasureService } from '../../services/removal/erasures.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function erasureRoutes(erasures: ErasureService): Route[] {
  return [
    route({
      method: 'post',
      path: '/erasures',
      summary: 'Ask for messages to be erased for good. Nothing happens until another person approves it',
      action: 'erasures.manage',
      audit: 'erasure.request',
      body: StartErasure,
      bodyLimit: '10mb',
      answer: json(Erasure, 202),
      refusals: [422, 503],
      handler: ({ operator, body }) => erasures.start(operator, body),
    }),
    route({
      method: 'get',
      path: '/erasures',
      summary: 'Every erasure, newest first',
      action: 'removals.read',
      query: PageQuery,
      answer: json(pageOf(Erasure)),
      handler: ({ operator, query }) => erasures.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/erasures/:id',
      summary: 'One erasure: who asked, who agreed, and what became of it',
      action: 'removals.read',
      params: ById,
      answer: json(Erasure),
      handler: ({ operator, params }) => erasures.get(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/erasures/:id/approve',
      summary: 'Approve an erasure that another person asked for',
      action: 'erasures.manage',
      audit: 'erasure.approve',
      params: ById,
      answer: json(Erasure),
      refusals: [409],
      handler: ({ operator, params }) => erasures.approve(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/erasures/:id/reject',
      summary: 'Reject an erasure that waits for approval, or take it back',
      action: 'erasures.manage',
      audit: 'erasure.reject',
      params: ById,
      answer: json(Erasure),
      refusals: [409],
      handler: ({ operator, params }) => erasures.reject(operator, params.id),
    }),
  ]
}
