/**
 * Files by ticket: the one call of the API without a token, because a browser that downloads sends none. The ticket was
 * given to an operator who may have the file, and each copy that is begun is audited as theirs.
 */
import { type Request, type RequestHandler, Router } from 'express'
import { ByTicket } from '../contract/index.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { ExportService } from '../services/exports/exports.ts'
import type { TicketService } from '../services/exports/tickets.ts'
import { download, tellFile } from './answers.ts'
import { nameRoute, refuseMethod } from './api.ts'
import { exchangeOf } from './exchange.ts'
import { noStore } from './headers.ts'
import { limitOfStrangers } from './limits.ts'
import type { Operation, Schemas } from './openapi-schemas.ts'
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
    .head(tell(behind))
    .get(serve(behind, door))
    .all(refuseMethod(['get', 'head']))
  return router
}

/** What GET would answer, without the file: nothing is used up, and there is nothing to record. */
function tell({ tickets, exports }: Behind): RequestHandler<{ ticket: string }> {
  return async (request, response) => {
    const { operator, exportId } = await tickets.look(request.params.ticket)
    exchangeOf(response).operator = operator
    tellFile(request, response, { ...(await exports.file(operator, exportId)), contentType: EXPORT_TYPE })
  }
}

function serve({ tickets, exports }: Behind, door: Door): RequestHandler<{ ticket: string }> {
  return async (request, response) => {
    const ticket = await tickets.redeem(request.params.ticket)
    const { operator, exportId } = ticket
    exchangeOf(response).operator = operator
    door.lasting.enter('files', operator, response)
    const entry = { action: 'export.download', target: exportId, detail: 'ticket' }
    const file = await exports.file(operator, exportId).catch(async (error: unknown) => {
      const isRefused = error instanceof VaultError && error.status === 403
      await door.audit.record(operator, { ...entry, outcome: isRefused ? 'refused' : 'failed' })
      throw error
    })
    // Continuing with a download is not another one.
    if (ticket.isFirst || !goesOn(request))
      await door.audit.record(operator, { ...entry, outcome: 'succeeded', allowedBy: file.allowedBy })
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

/** As OpenAPI writes it. */
export const DOWNLOAD_PATH = '/api/downloads/{ticket}'

/** For the OpenAPI document. */
export function downloadOperation(schemas: Schemas): Operation {
  const content = schemas.bodies({ [EXPORT_TYPE]: undefined })
  return {
    summary: 'The file of a ticket. Use the ticket within a minute; it ends when the whole file was sent',
    description: 'Needs no token: the ticket is one.',
    security: [],
    parameters: schemas.parameters('path', ByTicket),
    responses: {
      200: { description: 'Done', content },
      206: { description: 'The part that Range names', content },
      ...schemas.problems({
        403: 'The person may not read this any more',
        404: 'Not found',
        410: 'Sent, or over',
        416: 'The file ends before this part',
        429: 'Too many requests in a minute',
        500: 'A bug in Chatvault',
        503: 'Not available right now',
      }),
    },
  }
}
