import type { ExportService, TicketService } from '../../services/services.ts'
import { download, json } from '../answers.ts'
import { ById, Export, StartExport, Started, Ticket } from '../contract.ts'
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
      handler: ({ operator, body }) => exports.start(operator, body),
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
      refusals: [409],
      handler: async ({ operator, params }) => {
        const file = await exports.file(operator, params.id)
        return { ...file, contentType: EXPORT_TYPE }
      },
    }),
    route({
      method: 'post',
      path: '/exports/:id/tickets',
      summary:
        'An address that gives the file once, without a token, within a minute: for a browser to download',
      action: 'export.create',
      audit: 'export.ticket',
      params: ById,
      answer: json(Ticket, 201),
      refusals: [409],
      handler: ({ operator, params }) => tickets.issue(operator, params.id),
    }),
  ]
}
