import type { AuditService } from '../../services/services.ts'
import { json } from '../answers.ts'
import { AuditEntry, PageQuery, pageOf } from '../contract.ts'
import { type Route, route } from '../route.ts'

export function auditRoutes(audit: AuditService): Route[] {
  return [
    route({
      method: 'get',
      path: '/audit',
      summary: 'Who did what, newest first; readings of messages included',
      action: 'audit.read',
      query: PageQuery,
      answer: json(pageOf(AuditEntry)),
      handler: ({ operator, query }) => audit.list(operator, query),
    }),
  ]
}
