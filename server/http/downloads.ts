/**
 * Files by ticket: the one call of the API without a token, because a browser that downloads sends none. The ticket was
 * given to an operator who may have the file, and each copy that is begun is audited as theirs.
 */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi'
import { type Request, type RequestHandler, Router } from 'express'
import { ByTicket } from '../contract/index.ts'
import type { ExportService } from '../services/archive/exports.ts'
import type { TicketService } from '../services/archive/tickets.ts'
import { download, problemContents } from './answers.ts'
import { nameRoute, refuseMethod } from './api.ts'
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
    // Express would answer HEAD by GET, and a link checker would count as a download.
    .head(refuseMethod([{ method: 'get' }]))
    .get(serve(behind, door))
    .all(refuseMethod([{ method: 'get' }]))
  return router
}

function serve({ tickets, exports }: Behind, door: Door): RequestHandler<{ ticket: string }> {
  return async (request, response) => {
    const ticket = await tickets.redeem(request.params.ticket)
    const { operator, exportId } = ticket
    exchangeOf(response).operator = operator
    door.lasting.enter('files', operator, response)
    const record = (outcome: 'succeeded' | 'failed') =>
      door.audit.record(operator, { action: 'export.download', target: exportId, outcome, detail: 'ticket' })
    const file = await exports.file(operator, exportId).catch(async (error: unknown) => {
      await record('failed')
      throw error
    })
    // Going on with a download is not another one.
    if (ticket.isFirst || !goesOn(request)) await record('succeeded')
    const settled: Promise<void>[] = []
    const onSent = (from: number, count: number) => {
      const stretch = { from, to: from + count, bytes: file.bytes }
      settled.push(ticket.noteSent(stretch))
      if (stretch.to === file.bytes) whenReset(request, () => ticket.takeBack(stretch))
    }
    await download(EXPORT_TYPE)
      .open(request, response, door.stopping)
      .close({ ...file, contentType: EXPORT_TYPE, onSent })
      .finally(() => Promise.all(settled))
  }
}

function goesOn(request: Request): boolean {
  return /^bytes=[1-9]/.test(request.get('Range') ?? '')
}

const RESET_MS = 5000

/**
 * The end of a file may sit in the buffers of two systems when its caller hangs up. A connection that is reset with bytes
 * unread, rather than closed, is how we hear of it.
 */
function whenReset({ socket }: Request, act: () => Promise<void>): void {
  const stop = () => {
    clearTimeout(timer)
    socket.off('error', onError)
    socket.off('close', stop)
  }
  const onError = () => {
    stop()
    void act().catch(() => undefined)
  }
  const timer = setTimeout(stop, RESET_MS)
  timer.unref()
  socket.on('error', onError)
  socket.on('close', stop)
}

const problemBody = Object.fromEntries(
  Object.entries(problemContents).map(([type, schema]) => [type, { schema: schema ?? {} }]),
)

/** For the OpenAPI document. */
export const downloadOperation: RouteConfig = {
  method: 'get',
  path: '/api/downloads/{ticket}',
  summary: 'The file a ticket was given for: asked for within a minute, good until all of it was sent',
  description: 'Needs no token: the ticket is one.',
  security: [],
  request: { params: ByTicket },
  responses: {
    200: {
      description: 'Done',
      content: { [EXPORT_TYPE]: { schema: { type: 'string', format: 'binary' } } },
    },
    206: {
      description: 'The part that Range asked for',
      content: { [EXPORT_TYPE]: { schema: { type: 'string', format: 'binary' } } },
    },
    ...Object.fromEntries(
      Object.entries({
        404: 'Not found',
        410: 'Sent, or over',
        416: 'The file ends before that part',
        429: 'Too many requests in a minute',
        500: 'A defect of Chatvault',
        503: 'Not available at the moment',
      }).map(([status, description]) => [status, { description, content: problemBody }]),
    ),
  },
}
