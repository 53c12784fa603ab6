import {
  AskToRead,
  ById,
  PageQuery,
  pageOf,
  ReadingPolicy,
  ReadingRequest,
  SetReadingPolicy,
} from '../../contract/index.ts'
import type { Services } from '../../services/services.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

type Behind = Pick<Services, 'readingPolicy' | 'readingRequests'>

export function readingRoutes({ readingPolicy, readingRequests }: Behind): Route[] {
  return [
    route({
      method: 'get',
      path: '/reading-policy',
      summary: 'What reading messages takes: nothing, a reason, or another person’s approval',
      action: 'status.read',
      answer: json(ReadingPolicy),
      handler: ({ operator }) => readingPolicy.get(operator),
    }),
    route({
      method: 'put',
      path: '/reading-policy',
      summary:
        'Change what reading takes. Stricter holds at once; looser is pending until another admin sets the same',
      action: 'reading-policy.set',
      audit: 'reading-policy.set',
      note: ({ body }) => JSON.stringify(body),
      body: SetReadingPolicy,
      answer: json(ReadingPolicy),
      handler: ({ operator, body }) => readingPolicy.set(operator, body),
    }),
    route({
      method: 'post',
      path: '/reading-requests',
      summary: 'Ask to read: what, why, and how long. An empty selection asks for everything',
      action: 'reading.ask',
      audit: 'reading-request.create',
      note: ({ body: { reason, hours } }) => `${hours} h: ${reason}`,
      body: AskToRead,
      bodyLimit: '10mb',
      answer: json(ReadingRequest, 201),
      refusals: [422],
      handler: ({ operator, body }) => readingRequests.ask(operator, body),
    }),
    route({
      method: 'get',
      path: '/reading-requests',
      summary: 'Requests to read, newest first. Reviewers see their own',
      action: 'reading.see',
      query: PageQuery,
      answer: json(pageOf(ReadingRequest)),
      handler: ({ operator, query }) => readingRequests.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/reading-requests/:id',
      summary: 'One request to read, and what was decided',
      action: 'reading.see',
      params: ById,
      answer: json(ReadingRequest),
      handler: ({ operator, params }) => readingRequests.get(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/reading-requests/:id/approve',
      summary: 'Let another person read what they asked for',
      action: 'reading.approve',
      audit: 'reading-request.approve',
      params: ById,
      answer: json(ReadingRequest),
      refusals: [409],
      handler: ({ operator, params }) => readingRequests.approve(operator, params.id),
    }),
    route({
      method: 'post',
      path: '/reading-requests/:id/reject',
      summary: 'Refuse what another person asked to read',
      action: 'reading.approve',
      audit: 'reading-request.reject',
      params: ById,
      answer: json(ReadingRequest),
      refusals: [409],
      handler: ({ operator, params }) => readingRequests.reject(operator, params.id),
    }),
  ]
}
