import { type Call, option } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Message } from '../tenant/chats.ts'
import type { Mailbox } from '../tenant/mailbox.ts'
import { exportable } from '../tenant/tenant.ts'
import type { Caller } from './access.ts'
import type { GraphContext } from './context.ts'
import { badRequest } from './errors.ts'
import { readableMailbox } from './export.ts'
import { parseExportFilter } from './export-filter.ts'
import { GRAPH_HEADERS } from './odata.ts'
import { findUser } from './users.ts'

/** Changes of the last eight months only, at most 50 a page (Learn: chatMessage: delta). */
const REACH_MS = 8 * 30.5 * 86_400_000
const LARGEST_TOP = 50

/** Where a round stands: rows changed after `after` and not after `until`, `skip` of them served. */
interface Round {
  readonly after: number
  readonly until: number
  readonly skip: number
  readonly top: number
}

/** `GET /users/{id}/chats/getAllMessages/delta`; whether it was ever metered is not known, here its rows are counted. */
export function deltaPage(graph: GraphContext, call: Call, caller: Caller): Reply {
  const person = findUser(graph, call.segments[2] ?? '')
  const round = readRound(call, graph.clock())
  const rows = changed(readableMailbox(person), round, graph.clock())
  const page = rows.slice(round.skip, round.skip + round.top)
  const next = round.skip + page.length
  const base = `${call.base}/v1.0/users('${person.id}')/chats/getAllMessages/delta`
  const link =
    next < rows.length
      ? { '@odata.nextLink': `${base}?$skiptoken=${token({ ...round, skip: next })}` }
      : { '@odata.deltaLink': `${base}?$deltatoken=${token({ ...round, after: round.until, skip: 0 })}` }
  const context = `${call.base}/v1.0/$metadata#Collection(microsoft.graph.chatMessage)`
  const value = page.map(({ row }) => JSON.parse(row.toString()) as object)
  return {
    status: 200,
    headers: GRAPH_HEADERS,
    body: JSON.stringify({ '@odata.context': context, ...link, value }),
    charge: { appId: caller.app.clientId, rows: page.length },
  }
}

/** Newest change first, as in the documented sample. */
function changed(mailbox: Mailbox, { after, until }: Round, now: number): Message[] {
  return mailbox.messages
    .filter(
      (message) => message.modifiedAt > after && message.modifiedAt <= until && exportable(message, now),
    )
    .sort((a, b) => b.modifiedAt - a.modifiedAt || b.createdAt - a.createdAt)
}

function readRound(call: Call, now: number): Round {
  const going = option(call, '$skiptoken')
  if (going !== undefined) return readToken(going)
  const done = option(call, '$deltatoken')
  if (done !== undefined) return { ...readToken(done), until: now }
  const top = Number(option(call, '$top') ?? LARGEST_TOP)
  if (!Number.isInteger(top) || top < 1 || top > LARGEST_TOP)
    throw badRequest(`$top must be from 1 to ${LARGEST_TOP}.`)
  return { after: Math.max(filterStart(call), now - REACH_MS), until: now, skip: 0, top }
}

/** Only `lastModifiedDateTime gt X` may be asked. */
function filterStart(call: Call): number {
  const text = option(call, '$filter')
  if (text === undefined) return 0
  const filter = parseExportFilter(text)
  if (filter.senders.length > 0 || filter.before !== undefined || filter.after === undefined)
    throw badRequest('delta supports $filter=lastModifiedDateTime gt X only.')
  return filter.after
}

function token(round: Round): string {
  return Buffer.from(
    JSON.stringify(Object.values({ a: round.after, u: round.until, s: round.skip, t: round.top })),
  ).toString('base64url')
}

function readToken(text: string): Round {
  try {
    const [after, until, skip, top] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      number,
      number,
      number,
      number,
    ]
    return { after, until, skip, top }
  } catch {
    throw badRequest('Invalid continuation token.')
  }
}
