import { ById, Export, PageQuery, pageOf, StartExport, Started, Ticket } from '../../contract/index.ts'
import type { ExportService } from '../../services/archive/exports.ts'
import type { TicketService } from '../../services/archive/tickets.ts'
import { download, json, nothing } from '../answers.ts'
import { type Route, route } from '../route.ts'

export const EXPORT_TYPE = 'application/zip'

export function exportRoutes(exports: ExportService, tickets: TicketService): Route[] {
  return [
    route({
      method: 'post',
      path: '/exports',
      summary: 'Make a file of archived messages; an empty selection is everything',
      action: 'export.create',
      audit: 'export.create',
      note: ({ body }) => body.format,
      body: StartExport,
      bodyLimit: '10mb',
      answer: json(Started, 202),
      refusals: [409, 503],
      handler: ({ operator, body }) => exports.start(operator, body),
    }),
    route({
      method: 'get',
      path: '/exports',
      summary: 'Every export, newest first; expired ones for a month',
      action: 'export.create',
      query: PageQuery,
      answer: json(pageOf(Export)),
      handler: ({ operator, query }) => exports.list(operator, query),
    }),
    route({
      method: 'delete',
      path: '/exports/:id',
      summary: 'Delete an export and its file; whoever asked for it may, and administrators',
      action: 'export.create',
      audit: 'export.delete',
      params: ById,
      answer: nothing,
      handler: ({ operator, params }) => exports.remove(operator, params.id),
    }),
    route({
      method: 'get',
      path: '/exports/:id',
      summary: 'How far an export is',
      action: 'export.create',
      params: ById,
      answer: json(Export),
      handler: ({ operator, params }) => exports.get(operator, params.id),
    }),
    route({
      method: 'get',
      path: '/exports/:id/file',
      summary: 'The finished file',
      action: 'export.create',
      audit: 'export.download',
      params: ById,
      answer: download(EXPORT_TYPE),
      lasts: 'files',
      refusals: [409, 410, 416],
      handler: async ({ operator, params }) => {
        const file = await exports.file(operator, params.id)
        return { ...file, contentType: EXPORT_TYPE }
      },
    }),
    route({
      method: 'post',
      path: '/exports/:id/tickets',
      summary:
        'An address that gives the file once, without a token, if asked within a minute: for a browser to download',
      action: 'export.create',
      audit: 'export.ticket',
      params: ById,
      answer: json(Ticket, 201),
      refusals: [409, 410],
      handler: ({ operator, params }) => tickets.issue(operator, params.id),
    }),
  ]
}
