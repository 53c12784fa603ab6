import type { DueFault } from '../faults.ts'
import { type Call, option } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { draw } from '../random.ts'
import type { Message } from '../tenant/chats.ts'
import type { Mailbox } from '../tenant/mailbox.ts'
import type { Person } from '../tenant/people.ts'
import type { Caller } from './access.ts'
import type { GraphContext } from './context.ts'
import { badRequest, GraphFailure } from './errors.ts'
import { GRAPH_HEADERS } from './odata.ts'
import { findUser } from './users.ts'

/** Samples without $top show links at 10; the true default and maximum are not documented. */
const DEFAULT_TOP = 10
const LARGEST_TOP = 1000
const FOLDER = 'MailboxFolder=MailFolders/TeamsMessagesData'

/** Where a page starts, decoded from a documented token: `SkipValue=2#MailboxFolder=…`. */
interface Cursor {
  readonly skip: number
  /** `empty`: an empty page led here, the rows follow. `loop`: this link leads to itself for ever. */
  readonly mark: '' | 'empty' | 'loop'
}

/** `GET /users/{id}/chats/getAllMessages` (Learn: chats: getAllMessages). */
export function exportPage(
  graph: GraphContext,
  call: Call,
  caller: Caller,
  fault: DueFault | undefined,
): Reply {
  const person = findUser(graph, call.segments[2] ?? '')
  const mailbox = readableMailbox(person)
  const request = readRequest(call)
  const refusal = graph.meter.refusal(caller.app, option(call, 'model'), person)
  if (refusal !== undefined) throw new GraphFailure(402, 'PaymentRequired', refusal)
  const { cursor, filter, top } = request
  const live = graph.knobs.paging === 'live'
  const list = cursor
    ? graph.lists.reopen(person, mailbox, filter, live)
    : graph.lists.open(person, mailbox, filter)
  const skip = cursor?.skip ?? 0
  if (fault?.kind === 'expired-cursor') {
    fault.met()
    list.dead.add(skip)
  }
  if (cursor && list.dead.has(skip)) throw badRequest('Invalid continuation token.')
  const rows = pageRows(graph, `${person.id}|${filter}|${top}`, list.rows, cursor, top)
  const next = nextCursor(cursor, skip + rows.length, list.rows.length, rows.length, fault)
  const link = next && nextLink(call.base, person, top, filter, option(call, 'model'), next)
  return {
    status: 200,
    headers: GRAPH_HEADERS,
    body: pageBody(call.base, rows, link),
    charge: { appId: caller.app.clientId, rows: rows.length },
  }
}

/** What happens without a mailbox is not documented: 404 for accounts that never had one, 403 without a licence. */
export function readableMailbox(person: Person): Mailbox {
  const { mailbox } = person
  if (mailbox?.available) return mailbox
  if (person.userType === 'Member' && person.accountEnabled && !person.licensed)
    throw new GraphFailure(403, 'Forbidden', `User '${person.id}' does not have a Teams licence.`)
  throw new GraphFailure(
    404,
    'NotFound',
    `The mailbox of user '${person.id}' is either inactive, soft-deleted, or is hosted on-premise.`,
  )
}

const KNOWN_OPTIONS = new Set(['$top', '$filter', '$skiptoken', 'model'])

function readRequest(call: Call): { top: number; filter: string; cursor: Cursor | undefined } {
  for (const key of call.query.keys())
    if (!KNOWN_OPTIONS.has(key.toLowerCase())) throw badRequest(`Query option '${key}' is not allowed.`)
  const top = Number(option(call, '$top') ?? DEFAULT_TOP)
  if (!Number.isInteger(top) || top < 1) throw badRequest('Invalid value for $top.')
  const token = option(call, '$skiptoken')
  return {
    top: Math.min(top, LARGEST_TOP),
    filter: (option(call, '$filter') ?? '').trim(),
    cursor: token === undefined ? undefined : readCursor(token),
  }
}

function readCursor(token: string): Cursor {
  const text = Buffer.from(token, 'base64').toString()
  const match = /^SkipValue=(\d+)#MailboxFolder=MailFolders\/TeamsMessagesData(?:#(empty|loop))?$/.exec(text)
  if (!match) throw badRequest('Invalid continuation token.')
  return { skip: Number(match[1]), mark: (match[2] ?? '') as Cursor['mark'] }
}

/** Some pages are short and some empty although more follow (Learn: Paging Microsoft Graph data in your app). */
function pageRows(
  graph: GraphContext,
  name: string,
  all: readonly Message[],
  cursor: Cursor | undefined,
  top: number,
): readonly Message[] {
  const skip = cursor?.skip ?? 0
  const { seed, shortPageRate, emptyPageRate } = graph.knobs
  const more = all.length - skip > top
  const luck = draw(`${seed}|page|${name}|${skip}`)
  if (more && luck < emptyPageRate && cursor?.mark !== 'empty') return []
  const size = more && luck > 1 - shortPageRate ? Math.max(1, Math.floor(top * 0.6)) : top
  return all.slice(skip, skip + size)
}

function nextCursor(
  cursor: Cursor | undefined,
  after: number,
  total: number,
  served: number,
  fault: DueFault | undefined,
): Cursor | undefined {
  if (cursor?.mark === 'loop') return cursor
  if (after >= total) return undefined
  if (fault?.kind === 'loop') {
    fault.met()
    return { skip: cursor?.skip ?? 0, mark: 'loop' }
  }
  return { skip: after, mark: served === 0 ? 'empty' : '' }
}

/** The documented shape: base64 with its padding percent-encoded, and `getallMessages` in this casing. */
function nextLink(
  base: string,
  person: Person,
  top: number,
  filter: string,
  model: string | undefined,
  cursor: Cursor,
): string {
  const text = `SkipValue=${cursor.skip}#${FOLDER}${cursor.mark === '' ? '' : `#${cursor.mark}`}`
  const token = Buffer.from(text).toString('base64').replaceAll('=', '%3d').replaceAll('+', '%2b')
  const filtered = filter === '' ? '' : `&$filter=${encodeURIComponent(filter)}`
  const billed = model === undefined ? '' : `&model=${encodeURIComponent(model)}`
  return `${base}/v1.0/users('${person.id}')/chats/getallMessages?$top=${top}${filtered}${billed}&$skiptoken=${token}`
}

const COMMA = ','.charCodeAt(0)

/** Joins the rows' stored bytes: nothing is serialised again. */
function pageBody(base: string, rows: readonly Message[], link: string | undefined): Buffer {
  const next = link === undefined ? '' : `"@odata.nextLink":${JSON.stringify(link)},`
  const head = Buffer.from(
    `{"@odata.context":"${base}/v1.0/$metadata#Collection(chatMessage)","@odata.count":${rows.length},${next}"value":[`,
  )
  let size = head.length + 2 + Math.max(0, rows.length - 1)
  for (const { row } of rows) size += row.length
  const body = Buffer.allocUnsafe(size)
  let at = head.copy(body)
  rows.forEach(({ row }, i) => {
    if (i > 0) body[at++] = COMMA
    at += row.copy(body, at)
  })
  body.write(']}', at)
  return body
}
