import { type Call, option } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import { badRequest } from './errors.ts'

/** Headers of Graph's JSON answers as seen in documented samples. */
export const GRAPH_HEADERS: Readonly<Record<string, string>> = {
  'content-type':
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  'odata-version': '4.0',
  'cache-control': 'no-cache',
}

export function graphJson(value: object): Reply {
  return json(200, value, { ...GRAPH_HEADERS })
}

export interface PageRequest {
  readonly top: number
  readonly skip: number
}

/** `$top` and the offset hidden in `$skiptoken`. */
export function readPage(call: Call, standard: number, largest: number): PageRequest {
  const top = Number(option(call, '$top') ?? standard)
  if (!Number.isInteger(top) || top < 1) throw badRequest('Invalid value for $top.')
  if (top > largest)
    throw badRequest(
      `The limit of '${largest}' for Top query has been exceeded. The value from the incoming request is '${top}'.`,
    )
  const token = option(call, '$skiptoken')
  return { top, skip: token === undefined ? 0 : readToken(token) }
}

const TOKEN_HEAD = 'RFNwdAIAAQ'

function readToken(token: string): number {
  const skip = Number(Buffer.from(token.slice(TOKEN_HEAD.length), 'base64url').toString())
  if (!token.startsWith(TOKEN_HEAD) || !Number.isInteger(skip)) throw badRequest('Invalid skip token.')
  return skip
}

export interface PageOptions {
  readonly context: string
  /** Write `@odata.count` with the rows of this page. */
  readonly count?: boolean
  readonly total?: number | undefined
}

/** One page of a list with a nextLink that repeats the caller's options. */
export function pageReply<T>(
  call: Call,
  page: PageRequest,
  all: readonly T[],
  row: (item: T) => object,
  options: PageOptions,
): Reply {
  const rows = all.slice(page.skip, page.skip + page.top).map(row)
  const after = page.skip + page.top
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#${options.context}`,
    ...(options.count ? { '@odata.count': rows.length } : {}),
    ...(options.total !== undefined && page.skip === 0 ? { '@odata.count': options.total } : {}),
    ...(after < all.length ? { '@odata.nextLink': linkTo(call, after) } : {}),
    value: rows,
  })
}

function linkTo(call: Call, skip: number): string {
  const path = call.url.split('?')[0] ?? ''
  const kept = call.search.split('&').filter((pair) => pair !== '' && !/^(\$|%24)skiptoken=/i.test(pair))
  const token = TOKEN_HEAD + Buffer.from(String(skip)).toString('base64url')
  return `${call.base}${path}?${[...kept, `$skiptoken=${token}`].join('&')}`
}

/** Keeps only the selected members, in the order asked for. */
export function select(row: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]))
}

export function selected(call: Call, standard: readonly string[]): readonly string[] {
  const text = option(call, '$select')
  return text === undefined ? standard : text.split(',').map((name) => name.trim())
}
