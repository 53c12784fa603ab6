/**
 * No export page leaves without a reservation in the ledger, and every reservation is settled in every case:
 *
 *   page came                  charge its rows, the rest is removed
 *   refused                    release: nothing was returned
 *   outcome unknown            charge in full: it may have been returned and billed
 *
 * An abort ends the waiting for a reservation and nothing later: a page that was asked for is paid for, so it is finished
 * and handed over.
 *
 * A crash in between leaves the reservation open; the ledger charges it in full at start-up.
 */
import { VaultError } from '../domain/vault-error.ts'
import {
  type ExportPage,
  type Graph,
  type Meter,
  type PageRequest,
  type Reservation,
  rowsIn,
} from './graph.ts'
import { GraphError, outcomeOf } from './wire/graph-error.ts'

type Exporting = Pick<Graph, 'exportPage'>

/** Around anything that exports: `GraphCalls` in production, a scripted `Graph` in tests. */
export function meteredGraph<G extends Exporting>(inner: G, meter: Meter): G {
  return {
    ...inner,
    async exportPage(request: PageRequest, signal?: AbortSignal) {
      const reservation = await reserve(meter, request, signal)
      const asked = request.cursor === undefined ? { ...request, top: reservation.messages } : request
      const page = await settled(reservation, () => inner.exportPage(asked), signal)
      if (rowsIn(page) > reservation.messages) throw moreThanAsked(request, reservation, page)
      return page
    },
  }
}

/** A first page takes what the month leaves; a link was made for a size and can’t be fetched for less. */
function reserve(meter: Meter, request: PageRequest, signal?: AbortSignal): Promise<Reservation> {
  const { userId, runId, cursor, top } = request
  const wanted = cursor === undefined ? top : Math.max(top, topOf(cursor))
  const asked = { wanted, exact: cursor !== undefined, runId, subjectId: userId }
  return meter.reserve(signal === undefined ? asked : { ...asked, signal })
}

/** The size a link names itself, 0 when it names none. Believed when it is larger than what we remember. */
function topOf(link: string): number {
  const named = /[?&](?:\$|%24)top=(\d{1,6})(?:&|$)/i.exec(link)?.[1]
  return Number(named ?? 0)
}

async function settled(
  reservation: Reservation,
  send: () => Promise<ExportPage>,
  signal: AbortSignal | undefined,
): Promise<ExportPage> {
  if (signal?.aborted) {
    await reservation.release('aborted before it was sent')
    throw signal.reason
  }
  const page = await send().catch(async (error: unknown) => {
    await settleFailure(reservation, error)
    throw error
  })
  await reservation.charge(rowsIn(page))
  return page
}

async function settleFailure(reservation: Reservation, error: unknown): Promise<void> {
  const reason = error instanceof VaultError ? error.code : 'defect'
  if (outcomeOf(error) === 'refused') await reservation.release(reason)
  else await reservation.chargeInFull(reason)
}

/** Should never be: it is charged, and stops the window before more is overdrawn. Worth an alert. */
function moreThanAsked(request: PageRequest, reservation: Reservation, page: ExportPage): GraphError {
  return new GraphError({
    code: 'more-than-asked',
    attempted: `read the messages of ${request.userId}`,
    why: `Microsoft 365 returned ${rowsIn(page)} messages, though at most ${reservation.messages} were requested`,
    hint: 'All of them are counted. Chatvault stopped reading this person to keep within the limit. Report this to the makers of Chatvault.',
    outcome: 'unknown',
  })
}
