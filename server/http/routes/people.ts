import { pageOf, Scope, Subject, SubjectQuery } from '../../contract/index.ts'
import type { PeopleService } from '../../services/people/people.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function peopleRoutes(people: PeopleService): Route[] {
  return [
    route({
      method: 'get',
      path: '/subjects',
      summary: 'The people of the tenant and how well each is protected',
      action: 'status.read',
      query: SubjectQuery,
      answer: json(pageOf(Subject)),
      handler: ({ operator, query }) => people.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/scope',
      summary: 'Whose chats are backed up',
      action: 'status.read',
      answer: json(Scope),
      handler: ({ operator }) => people.scope(operator),
    }),
    route({
      method: 'put',
      path: '/scope',
      summary: 'Choose whose chats are backed up',
      action: 'scope.set',
      audit: 'scope.set',
      note: ({ body }) => describe(body),
      body: Scope,
      bodyLimit: '10mb',
      answer: json(Scope),
      handler: ({ operator, body }) => people.setScope(operator, body),
    }),
  ]
}

function describe({ mode, subjectIds, groupIds, excludeSubjectIds }: Scope): string {
  return `${mode}: ${subjectIds.length} people, ${groupIds.length} groups, ${excludeSubjectIds.length} left out`
}
