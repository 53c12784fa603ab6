import { Readable } from 'node:stream'
import { ById, Export, PageQuery, pageOf, StartExport, Started, Ticket } from '../../contract/index.ts'
import type { ExportService } from '../../services/exports/exports.ts'
import type { TicketService } from '../../services/exports/tickets.ts'
import { download, json, nothing } from '../answers.ts'
import { type Route, route } from '../route.ts'

export const EXPORT_TYPE = 'application/zip'
const KEY_TYPE = 'application/x-pem-file'

export function exportRoutes(exports: ExportService, tickets: TicketService): Route[] {
  return [
    route({
      method: 'post',
      path: '/exports',
      summary: 'Create a file of archived messages. An empty selection exports everything',
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
      summary: 'Every export, newest first; expired ones are listed for a month',
      action: 'export.create',
      query: PageQuery,
      answer: json(pageOf(Export)),
      handler: ({ operator, query }) => exports.list(operator, query),
    }),
    route({
      method: 'get',
      path: '/exports/key',
      summary: 'The public key that exports are checked with (Ed25519, PEM)',
      action: 'status.read',
      answer: download(KEY_TYPE),
      handler: async () => {
        const pem = Buffer.from(await exports.publicKey())
        return {
          name: 'chatvault-public-key.pem',
          contentType: KEY_TYPE,
          bytes: pem.length,
          open: () => Readable.from([pem]),
        }
      },
    }),
    route({
      method: 'delete',
      path: '/exports/:id',
      summary: 'Delete an export and its file. The person who requested it can do this, and admins',
      action: 'export.create',
      audit: 'export.delete',
      params: ById,
      answer: nothing,
      handler: ({ operator, params }) => exports.remove(operator, params.id),
    }),
    route({
      method: 'get',
      path: '/exports/:id',
      summary: 'The progress of an export',
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
        'An address from which a browser can download the file once, without a token. Use it within a minute',
      action: 'export.create',
      audit: 'export.ticket',
      params: ById,
      answer: json(Ticket, 201),
      refusals: [409, 410],
      handler: ({ operator, params }) => tickets.issue(operator, params.id),
    }),
  ]
}
