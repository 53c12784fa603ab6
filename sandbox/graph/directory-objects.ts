import { type Call, option } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import type { GraphContext } from './context.ts'
import { GraphFailure } from './errors.ts'
import { GRAPH_HEADERS, pageReply, readPage, select, selected } from './odata.ts'

/** What calls on apps, service principals and their roles have in common. */

export type Row = Record<string, unknown>

/** Directory objects are copied to where reads look; new ones appear after a while (msgraph-sdk-dotnet issue 3108). */
export function visible(graph: GraphContext, createdAt: number): boolean {
  return graph.entra.replicated(createdAt)
}

export function bodyOf(call: Call): Row {
  try {
    const body: unknown = JSON.parse(call.body)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Row
  } catch {
    // answered below
  }
  throw new GraphFailure(400, 'BadRequest', 'Unable to read JSON request payload.')
}

export function entity(call: Call, collection: string, row: Row): Row {
  const names = option(call, '$select') === undefined ? Object.keys(row) : selected(call, [])
  return { '@odata.context': `${call.base}/v1.0/$metadata#${collection}/$entity`, ...select(row, names) }
}

export function created(row: Row): Reply {
  return json(201, row, { ...GRAPH_HEADERS })
}

export function noContent(): Reply {
  return { status: 204 }
}

export function notFound(key: string): GraphFailure {
  return new GraphFailure(
    404,
    'Request_ResourceNotFound',
    `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

export function pageOfRows(call: Call, context: string, rows: readonly Row[]): Reply {
  const page = readPage(call, 100, 999)
  return pageReply(call, page, rows, (row) => select(row, selected(call, Object.keys(row))), { context })
}

const EQUALS = /^(\w+)\s+eq\s+(?:'((?:[^']|'')*)'|([0-9a-f-]{36}))$/i
const ANY = /^(\w+)\/any\((\w+):\s*\2\s+eq\s+'((?:[^']|'')*)'\)$/i

/** `name eq 'x'` and `names/any(n:n eq 'x')`, joined by `and`; anything else is refused as Graph refuses it. */
export function byFilter(call: Call, rows: readonly Row[], filterable: readonly string[]): Row[] {
  const text = option(call, '$filter')?.trim()
  if (!text) return [...rows]
  const tests = text.split(/\s+and\s+/i).map((clause) => testOf(clause.trim(), filterable))
  return rows.filter((row) => tests.every((test) => test(row)))
}

function testOf(clause: string, filterable: readonly string[]): (row: Row) => boolean {
  const [, name = '', quoted, bare] = EQUALS.exec(clause) ?? []
  if (filterable.includes(name)) {
    const wanted = (quoted ?? bare ?? '').replaceAll("''", "'").toLowerCase()
    return (row) => String(row[name]).toLowerCase() === wanted
  }
  const [, names = '', , item = ''] = ANY.exec(clause) ?? []
  if (filterable.includes(names)) {
    const wanted = item.replaceAll("''", "'")
    return (row) => Array.isArray(row[names]) && row[names].includes(wanted)
  }
  throw new GraphFailure(
    400,
    'Request_UnsupportedQuery',
    `Unsupported or invalid query filter clause specified for property '${clause}'.`,
  )
}
