import type { IncomingHttpHeaders } from 'node:http'

/** One request, taken apart as Graph and Entra read it. */
export interface Call {
  readonly method: string
  /** Path and query as they came. */
  readonly url: string
  /** Scheme and host the client used: links in answers point back there. */
  readonly base: string
  /** Path segments, decoded; `users('x')` counts as two, `applications(appId='x')` gives `appId=x` as the second. */
  readonly segments: readonly string[]
  /** The same in lower case: Graph does not care. */
  readonly lower: readonly string[]
  readonly query: URLSearchParams
  /** Query text as it came, without the question mark. */
  readonly search: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type CallParts = Pick<Call, 'method' | 'url' | 'base' | 'headers' | 'body'>

/** Throws URIError when the path holds a broken percent sign. */
export function makeCall(parts: CallParts): Call {
  const mark = parts.url.indexOf('?')
  const path = mark < 0 ? parts.url : parts.url.slice(0, mark)
  const search = mark < 0 ? '' : parts.url.slice(mark + 1)
  const segments = splitPath(path)
  return {
    ...parts,
    segments,
    lower: segments.map((segment) => segment.toLowerCase()),
    search,
    query: new URLSearchParams(search),
  }
}

/** `users('x')`, and by another key `applications(appId='x')`. */
const KEYED = /^([A-Za-z.]+)\((?:(\w+)=)?'(.*)'\)$/

function splitPath(path: string): string[] {
  const segments: string[] = []
  for (const raw of path.split('/')) {
    if (raw === '') continue
    const segment = decodeURIComponent(raw)
    const keyed = segment.endsWith(')') ? KEYED.exec(segment) : null
    if (keyed?.[1] !== undefined && keyed[3] !== undefined)
      segments.push(keyed[1], keyed[2] ? `${keyed[2]}=${keyed[3]}` : keyed[3])
    else segments.push(segment.endsWith('()') ? segment.slice(0, -2) : segment)
  }
  return segments
}

/** A query option such as `$top`, whatever its case. */
export function option(call: Call, name: string): string | undefined {
  const exact = call.query.get(name)
  if (exact !== null) return exact
  for (const [key, value] of call.query) if (key.toLowerCase() === name) return value
  return undefined
}

export function cookie(call: Call, name: string): string | undefined {
  for (const pair of (call.headers.cookie ?? '').split(/;\s*/)) {
    const [key, value] = pair.split('=')
    if (key === name) return value
  }
  return undefined
}

/** Path and query in plain lower case, to look for words in. */
export function readable(call: Call): string {
  try {
    return decodeURIComponent(call.url).toLowerCase()
  } catch {
    return call.url.toLowerCase()
  }
}
