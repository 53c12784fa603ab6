import { Consent, ConsentQuery, ConsentUrl } from '../../contract/index.ts'
import type { ConsentService } from '../../services/consent/consent.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function consentRoutes(consent: ConsentService): Route[] {
  return [
    route({
      method: 'get',
      path: '/consent/url',
      summary:
        'The address where an admin grants the application its permissions. Valid for ten minutes and one answer',
      action: 'consent.ask',
      audit: 'consent.start',
      note: ({ query }) => `application ${query.applicationId ?? 'of the connection'}`,
      query: ConsentQuery,
      answer: json(ConsentUrl),
      refusals: [409],
      handler: ({ operator, query }) => consent.url(operator, query.applicationId),
    }),
    route({
      method: 'get',
      path: '/consent',
      summary: 'Whether the permissions are granted, according to a token fetched for this answer',
      action: 'status.read',
      query: ConsentQuery,
      answer: json(Consent),
      refusals: [409],
      handler: ({ operator, query }) => consent.get(operator, query.applicationId),
    }),
  ]
}
