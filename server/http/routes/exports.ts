import type { ExportService } from '../../services/services.ts'
import { download, json } from '../answers.ts'
import { ById, Export, StartExport, Started } from '../contract.ts'
import { type Route, route } from '../route.ts'

const ZIP = 'application/zip'

export function exportRoutes(exports: ExportService): Route[] {
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
      answer: download(ZIP),
      refusals: [409],
      handler: async ({ operator, params }) => {
        const file = await exports.file(operator, params.id)
        return { ...file, contentType: ZIP }
      },
    }),
  ]
}
