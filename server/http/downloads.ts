/**
 * Files by ticket: the one call of the API without a token, because a browser that downloads sends none. The ticket was
 * given to an operator who may have the file, and using it is audited as theirs.
 */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { type RequestHandler, Router } from 'express'
import type { ExportService, TicketService } from '../services/services.ts'
import { download, problemContents } from './answers.ts'
import { nameRoute, refuseMethod } from './api.ts'
import { ByTicket } from './contract.ts'
import { exchangeOf } from './exchange.ts'
import { noStore } from './headers.ts'
import { limitOfStrangers } from './limits.ts'
import type { Door } from './route.ts'
import { EXPORT_TYPE } from './routes/exports.ts'

const PATH = '/downloads/:ticket'

type Behind = { readonly tickets: TicketService; readonly exports: ExportService }

export function downloadRouter(behind: Behind, door: Door): Router {
  const router = Router({ strict: true, caseSensitive: true })
  router
    .route(PATH)
    .all(nameRoute(`/api${PATH}`), noStore, limitOfStrangers())
    // Express would answer HEAD by GET, and a link checker would use the ticket up.
    .head(refuseMethod([{ method: 'get' }]))
    .get(serve(behind, door))
    .all(refuseMethod([{ method: 'get' }]))
  return router
}

function serve({ tickets, exports }: Behind, { audit, stopping }: Door): RequestHandler<{ ticket: string }> {
  return async (request, response) => {
    const { operator, exportId } = await tickets.redeem(request.params.ticket)
    exchangeOf(response).operator = operator
    const record = (outcome: 'succeeded' | 'failed', detail: string | null) =>
      audit.record(operator, { action: 'export.download', target: exportId, outcome, detail })
    const file = await exports.file(operator, exportId).catch(async (error: unknown) => {
      await record('failed', 'ticket')
      throw error
    })
    await record('succeeded', 'ticket')
    await download(EXPORT_TYPE)
      .open(request, response, stopping)
      .close({ ...file, contentType: EXPORT_TYPE })
  }
}

const problemBody = Object.fromEntries(
  Object.entries(problemContents).map(([type, schema]) => [type, { schema: schema ?? {} }]),
)

/** For the OpenAPI document. */
export const downloadOperation: RouteConfig = {
  method: 'get',
  path: '/api/downloads/{ticket}',
  summary: 'The file a ticket was given for; once, within a minute',
  description: 'Needs no token: the ticket is one.',
  security: [],
  request: { params: ByTicket },
  responses: {
    200: {
      description: 'Done',
      content: { [EXPORT_TYPE]: { schema: { type: 'string', format: 'binary' } } },
    },
    ...Object.fromEntries(
      Object.entries({
        404: 'Not found',
        410: 'Used, or over',
        429: 'Too many requests in a minute',
        500: 'A defect of Chatvault',
        503: 'Not available at the moment',
      }).map(([status, description]) => [status, { description, content: problemBody }]),
    ),
  },
}
