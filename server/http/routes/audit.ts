import { Readable } from 'node:stream'
import { AuditFileQuery, AuditPage, AuditQuery } from '../../contract/index.ts'
import type { AuditService } from '../../services/audit.ts'
import { download, json } from '../answers.ts'
import { type Route, route } from '../route.ts'

const CSV = 'text/csv; charset=utf-8'

export function auditRoutes(audit: AuditService): Route[] {
  return [
    route({
      method: 'get',
      path: '/audit',
      summary: 'Who did what, newest first, including who read messages; and whether the log is whole',
      action: 'audit.read',
      query: AuditQuery,
      answer: json(AuditPage),
      handler: ({ operator, query }) => audit.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/audit/file',
      summary: 'The whole audit log as a CSV file',
      action: 'audit.read',
      audit: 'audit.download',
      query: AuditFileQuery,
      answer: download(CSV),
      handler: ({ operator, query }) => ({
        name: 'chatvault-audit.csv',
        contentType: CSV,
        bytes: undefined,
        open: () => Readable.from(audit.file(operator, query)),
      }),
    }),
  ]
}
