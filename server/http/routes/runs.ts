import {
  ById,
  PageQuery,
  pageOf,
  Run,
  RunFault,
  RunPeopleQuery,
  RunPerson,
  Started,
  StartRun,
} from '../../contract/index.ts'
import type { RunService } from '../../services/backup/runs.ts'
import { events, json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function runRoutes(runs: RunService): Route[] {
  return [
    route({
      method: 'post',
      path: '/runs',
      summary: 'Start a backup, or continue the suspended one',
      action: 'run.start',
      audit: 'run.start',
      body: StartRun,
      bodyLimit: '10mb',
      answer: json(Started, 202),
      refusals: [409],
      handler: ({ operator, body }) => runs.start(operator, body),
    }),
    route({
      method: 'get',
      path: '/runs',
      summary: 'Every run, newest first',
      action: 'status.read',
      query: PageQuery,
      answer: json(pageOf(Run)),
      handler: ({ operator, query }) => runs.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/runs/:id',
      summary: 'One run',
      action: 'status.read',
      params: ById,
      answer: json(Run),
      handler: ({ operator, params }) => runs.get(operator, params.id),
    }),
    route({
      method: 'get',
      path: '/runs/:id/faults',
      summary: 'What the run could not read, and why',
      action: 'status.read',
      params: ById,
      query: PageQuery,
      answer: json(pageOf(RunFault)),
      handler: ({ operator, params, query }) => runs.faults(operator, params.id, query),
    }),
    route({
      method: 'get',
      path: '/runs/:id/people',
      summary: 'Who was read, was skipped, failed or still waits, by name',
      action: 'status.read',
      params: ById,
      query: RunPeopleQuery,
      answer: json(pageOf(RunPerson)),
      handler: ({ operator, params, query }) => runs.people(operator, params.id, query),
    }),
    route({
      method: 'get',
      path: '/runs/:id/events',
      summary: 'The run as it goes on; ends with it. Each event is named `run`',
      action: 'status.read',
      params: ById,
      answer: events('run', Run),
      handler: ({ operator, params, signal }) => runs.events(operator, params.id, signal),
    }),
    route({
      method: 'post',
      path: '/runs/:id/cancel',
      summary: 'Stop at the next page; what was fetched is kept',
      action: 'run.cancel',
      audit: 'run.cancel',
      params: ById,
      answer: json(Run),
      refusals: [409],
      handler: ({ operator, params }) => runs.cancel(operator, params.id),
    }),
  ]
}
