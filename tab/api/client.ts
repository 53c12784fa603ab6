import { SignInFailed, SignInNeeded, type TokenSource } from '../auth/token-source.ts'
import { i18n } from '../i18n/index.ts'
import { linesOf, textOf } from './lines.ts'
import type {
  AnswerOf,
  EventOf,
  EventsAddress,
  FileAddress,
  Given,
  JsonAddress,
  LineOf,
  LinesAddress,
  OptionsOf,
} from './operations.ts'
import { ApiError, localProblem, problemOf, unreachable } from './problem.ts'

/**
 * The one way to the server. Every method carries the operator's token and returns data or throws an `ApiError` with
 * the server's problem document. On 401 it asks once more with a fresh token, and once with one that satisfies the
 * claims the server names; nothing is retried otherwise. Addresses are those of the OpenAPI document, and what goes with
 * each, and what comes back, is of the type it says there (`operations.ts`).
 */
export interface Api {
  get<P extends JsonAddress<'get'>>(path: P, ...given: Given<P, 'get'>): Promise<AnswerOf<P, 'get'>>
  send<M extends Sending, P extends JsonAddress<Lowercase<M>>>(
    method: M,
    path: P,
    ...given: Given<P, Lowercase<M>>
  ): Promise<AnswerOf<P, Lowercase<M>>>
  blob<P extends FileAddress>(path: P, ...given: Given<P, 'get'>): Promise<Blob>
  /** NDJSON: one value per line, each handed over as it arrives. Resolves at the end of the stream. */
  lines<M extends 'POST' | 'PUT', P extends LinesAddress<Lowercase<M>>>(
    method: M,
    path: P,
    options: OptionsOf<P, Lowercase<M>>,
    onLine: (line: LineOf<P, Lowercase<M>>) => void,
  ): Promise<void>
  /** Server-sent events of that name, by fetch. Resolves when the server ends the stream, rejects when it breaks. */
  events<P extends EventsAddress>(
    path: P,
    name: string,
    options: OptionsOf<P, 'get'>,
    onEvent: (event: EventOf<P>) => void,
  ): Promise<void>
}

/** Of an answer that is data or a table, the table. */
const FILE = 'text/csv, */*;q=0.8'

type Sending = 'POST' | 'PUT' | 'DELETE'

/** What goes with a request, whichever it is. */
interface Options {
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string | number | undefined>>
  body?: unknown
  signal?: AbortSignal | undefined
}

/** `/api/runs/{id}` with the id in its place, and what is set of the query. */
export function addressOf(path: string, { path: names = {}, query = {} }: Options = {}): string {
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${place}?${text}` : place
}

/** Called when only the operator can continue: a click, or what an admin has to do first. */
type OnRefused = (why: SignInNeeded | SignInFailed) => void

export function createApi(tokens: TokenSource, onRefused: OnRefused, fetcher: typeof fetch = fetch): Api {
  const call = authorised(tokens, onRefused, fetcher)
  const ask = (method: string, path: string, options: Options = {}, accept?: string) =>
    call(addressOf(path, options), requestOf(method, options, accept))
  return {
    get: async (path, ...[options]) => dataOf(await ask('GET', path, options)),
    send: async (method, path, ...[options]) => dataOf(await ask(method, path, options)),
    blob: async (path, ...[options]) => (await ask('GET', path, options, FILE)).blob(),
    async lines(method, path, options, onLine) {
      const response = await ask(method, path, options, 'application/x-ndjson')
      for await (const line of linesOf(textOf(response))) onLine(JSON.parse(line))
    },
    async events(path, name, options, onEvent) {
      const response = await ask('GET', path, options, 'text/event-stream')
      const { createParser } = await import('eventsource-parser')
      const parser = createParser({
        onEvent: ({ event, data }) => event === name && onEvent(JSON.parse(data)),
      })
      for await (const text of textOf(response)) parser.feed(text)
    },
  }
}

type Call = (path: string, init: RequestInit) => Promise<Response>

type Wanted = { fresh?: boolean; claims?: string }

function authorised(tokens: TokenSource, onRefused: OnRefused, fetcher: typeof fetch): Call {
  const once = async (path: string, init: RequestInit, wanted: Wanted) => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${await tokenOf(tokens, wanted, onRefused)}`)
    return fetcher(path, { ...init, headers }).catch((error: unknown) => {
      throw isAbort(error) ? error : unreachable()
    })
  }
  return async (path, init) => {
    let response = await once(path, init, {})
    const tried = new Set<'fresh' | 'claims'>()
    while (response.status === 401) {
      const claims = await claimsOf(response)
      const remedy = claims ? 'claims' : 'fresh'
      if (tried.has(remedy)) {
        onRefused(claims ? new SignInNeeded('claims', claims) : new SignInNeeded('ended'))
        break
      }
      tried.add(remedy)
      response = await once(path, init, claims ? { claims } : { fresh: true })
    }
    if (!response.ok) throw new ApiError(await problemOf(response))
    return response
  }
}

async function tokenOf(tokens: TokenSource, wanted: Wanted, onRefused: OnRefused): Promise<string> {
  try {
    return await tokens.token(wanted)
  } catch (error) {
    if (error instanceof SignInNeeded || (error instanceof SignInFailed && !mayPass(error))) onRefused(error)
    if (error instanceof SignInFailed && error.reason === 'network') throw unreachable()
    throw error
  }
}

/** What may be gone with the next request must not take the screen away. */
function mayPass({ reason }: SignInFailed): boolean {
  return reason === 'network' || reason === 'host' || reason === 'unknown'
}

/** The challenge of a `claims-required` problem: more than a sign-in is asked for (conditional access). */
async function claimsOf(response: Response): Promise<string | undefined> {
  const { code, claims } = await problemOf(response.clone())
  return code === 'claims-required' ? claims : undefined
}

function requestOf(method: string, { body, signal }: Options, accept: string | undefined): RequestInit {
  const headers = {
    ...(accept !== undefined && { Accept: accept }),
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
  }
  return {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }
}

async function dataOf<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (!text) return undefined as T
  try {
    return JSON.parse(text) as T
  } catch {
    throw new ApiError(
      localProblem(
        'not-json',
        i18n.t('problem.notData.title'),
        i18n.t('problem.notData.text'),
        i18n.t('problem.notData.hint'),
        response.status,
      ),
    )
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
