/**
 * Downloads a browser can make by itself: it cannot send a token, so it gets an address of one use and one minute, for
 * one file, on the word of the operator who asked for it.
 */
import { createHash } from 'node:crypto'
import type { Tickets } from '../books/tickets.ts'
import { type Clock, toInstant } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import { type Randomness, systemRandomness } from '../secrets/randomness.ts'
import type { ExportService, TicketService } from './services.ts'

export type TicketDeps = {
  readonly tickets: Tickets
  readonly exports: Pick<ExportService, 'file'>
  readonly clock: Pick<Clock, 'now'>
  readonly randomness?: Randomness
}

const LIFE_MS = 60_000
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

    async redeem(ticket) {
      const found = await tickets.use(hashOf(ticket), clock.now())
      if (typeof found === 'string') throw REFUSALS[found]()
      const { tenantId, exportId, operatorId, operatorName } = found
      return { operator: { tenantId, id: operatorId, name: operatorName, roles: [] }, exportId }
    },
  }
}

function hashOf(ticket: string): Uint8Array {
  return createHash('sha256').update(ticket).digest()
}

const REFUSALS = {
  unknown: () => refused(404, 'ticket-unknown', 'this address was never given out'),
  used: () => refused(410, 'ticket-used', 'this address has been used; each works once'),
  expired: () => refused(410, 'ticket-expired', 'this address was good for a minute, and that is over'),
}

function refused(status: number, code: string, why: string): VaultError {
  const hint = 'Go back to Chatvault and download the export again.'
  return new VaultError({ code, status, attempted: 'download the file', why, hint })
}
