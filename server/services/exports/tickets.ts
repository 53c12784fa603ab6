/**
 * Downloads a browser can make on its own: it cannot send a token, so it gets an address for one file, on the word of the
 * operator who asked for it. It must be used within a minute, and is good until one whole file was sent: a download that
 * breaks off is asked for again, from its beginning or from where it broke.
 */

import { createHash } from 'node:crypto'
import type { Stretch, TicketRow, Tickets } from '../../books/tickets.ts'
import type { Ticket } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { PlainCode } from '../../domain/notice.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { type Randomness, systemRandomness } from '../../secrets/randomness.ts'
import type { ExportService } from './exports.ts'

export type TicketService = {
  /** Throws as `ExportService.file` does when there is nothing to fetch. */
  issue(operator: Operator, exportId: string): Promise<Ticket>
  /** What `redeem` would open, without using anything up; throws as it does. */
  look(ticket: string): Promise<{ readonly operator: Operator; readonly exportId: string }>
  /** Throws 404 `ticket-unknown`, 410 `ticket-used` (a whole file was sent) or `ticket-expired`. */
  redeem(ticket: string): Promise<{
    readonly operator: Operator
    readonly exportId: string
    /** No one had asked before. */
    readonly isFirst: boolean
    /** What was sent; the end of the file uses the ticket up. */
    noteSent(stretch: Stretch): Promise<void>
    /** It did not arrive after all. */
    takeBack(stretch: Stretch): Promise<void>
  }>
}

export type TicketDeps = {
  readonly tickets: Tickets
  readonly exports: Pick<ExportService, 'file'>
  readonly clock: Pick<Clock, 'now'>
  readonly randomness?: Randomness
}

const LIFE_MS = 60_000
/** How long a download that was begun may be asked for again. */
const GOES_ON_MS = 15 * 60_000
const TICKET_BYTES = 32

export function createTicketService(deps: TicketDeps): TicketService {
  const { tickets, exports, clock, randomness = systemRandomness } = deps
  return {
    async issue(operator, exportId) {
      await exports.file(operator, exportId)
      const ticket = Buffer.from(randomness(TICKET_BYTES)).toString('base64url')
      const at = clock.now()
      const expiresAt = new Date(at.getTime() + LIFE_MS)
      const { tenantId, id: operatorId, name: operatorName } = operator
      const row = { tenantId, exportId, operatorId, operatorName }
      await tickets.keep(hashOf(ticket), row, { at, expiresAt })
      return { url: `/api/downloads/${ticket}`, expiresAt: toInstant(expiresAt) }
    },

    async look(ticket) {
      const found = await tickets.look(hashOf(ticket), clock.now())
      if (typeof found === 'string') throw REFUSALS[found]()
      return { operator: operatorOf(found), exportId: found.exportId }
    },

    async redeem(ticket) {
      const hash = hashOf(ticket)
      const times = () => {
        const at = clock.now()
        return { at, goesOnUntil: new Date(at.getTime() + GOES_ON_MS) }
      }
      const found = await tickets.open(hash, times())
      if (typeof found === 'string') throw REFUSALS[found]()
      return {
        operator: operatorOf(found),
        exportId: found.exportId,
        isFirst: found.isFirst,
        noteSent: (stretch) => tickets.noteSent(hash, stretch, times()),
        takeBack: (stretch) => tickets.takeBack(hash, stretch),
      }
    },
  }
}

function operatorOf({ tenantId, operatorId: id, operatorName: name }: TicketRow): Operator {
  return { tenantId, id, name, roles: [] }
}

function hashOf(ticket: string): Uint8Array {
  return createHash('sha256').update(ticket).digest()
}

const REFUSALS = {
  unknown: () => refused(404, 'ticket-unknown', 'this address never existed'),
  used: () =>
    refused(
      410,
      'ticket-used',
      'the whole file was already sent to this address, and each address works once',
    ),
  expired: () =>
    refused(
      410,
      'ticket-expired',
      'this address expired: use it within a minute, and resume an interrupted download within fifteen',
    ),
}

function refused(status: number, code: PlainCode, why: string): VaultError {
  const hint = 'Go back to Chatvault and download the export again.'
  return new VaultError({ code, status, attempted: 'download the file', why, hint })
}
