import { type Call, makeCall } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { badRequest } from './errors.ts'
import { graphJson } from './odata.ts'

/** At most this many requests in one batch (Learn: Combine multiple requests in one HTTP call using JSON batching). */
const LARGEST_BATCH = 20

interface Item {
  readonly id: string
  readonly method: string
  /** Relative to the version: `/users?$top=1`. */
  readonly url: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
  readonly dependsOn?: readonly string[]
}

interface ItemAnswer {
  readonly id: string
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: unknown
}

/** `POST /$batch`: each item is throttled, spoiled and billed on its own; answers come in reverse order. */
export function batch(call: Call, one: (call: Call) => Reply): Reply {
  const items = readItems(call)
  const answers = new Map<string, ItemAnswer>()
  let charge: Reply['charge']
  for (const item of items) {
    const failed = (item.dependsOn ?? []).some((id) => (answers.get(id)?.status ?? 424) >= 400)
    const reply = failed ? FAILED_DEPENDENCY : one(inner(call, item))
    if (reply.charge) charge = { appId: reply.charge.appId, rows: reply.charge.rows + (charge?.rows ?? 0) }
    answers.set(item.id, answerOf(item.id, reply))
  }
  const reply = graphJson({ responses: [...answers.values()].reverse() })
  return charge ? { ...reply, charge } : reply
}

const FAILED_DEPENDENCY: Reply = {
  status: 424,
  body: JSON.stringify({
    error: { code: 'FailedDependency', message: 'A request this one depends on failed.' },
  }),
}

function readItems(call: Call): Item[] {
  let items: Item[] | undefined
  try {
    items = (JSON.parse(call.body) as { requests?: Item[] }).requests
  } catch {
    throw badRequest('Unable to read JSON request payload.')
  }
  if (!Array.isArray(items) || items.length === 0) throw badRequest('A batch needs requests.')
  if (items.length > LARGEST_BATCH)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${LARGEST_BATCH}.`)
  if (new Set(items.map(({ id }) => id)).size !== items.length)
    throw badRequest('Request ids must be unique in a batch.')
  return items
}

function inner(call: Call, item: Item): Call {
  const given = Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])
  return makeCall({
    method: item.method.toUpperCase(),
    url: `/v1.0${item.url.startsWith('/') ? '' : '/'}${item.url}`,
    base: call.base,
    headers: { authorization: call.headers.authorization, ...Object.fromEntries(given) },
    body: item.body === undefined ? '' : JSON.stringify(item.body),
  })
}

/** JSON remains JSON, anything else becomes base64. A spoiled answer inside a batch shows as 504. */
function answerOf(id: string, reply: Reply): ItemAnswer {
  if (reply.damage)
    return { id, status: 504, headers: {}, body: { error: { code: 'UnknownError', message: '' } } }
  const { body = '' } = reply
  const bytes =
    typeof body === 'string'
      ? Buffer.from(body)
      : Buffer.concat(body instanceof Uint8Array ? [body] : [...body])
  const headers = reply.headers ?? {}
  const isJson = (headers['content-type'] ?? 'application/json').startsWith('application/json')
  const content: unknown =
    bytes.length === 0 ? null : isJson ? JSON.parse(bytes.toString()) : bytes.toString('base64')
  return { id, status: reply.status, headers: { ...headers }, body: content }
}
