import { SignInFailed, SignInNeeded, type TokenSource } from '../auth/token-source.ts'
import { i18n } from '../i18n/index.ts'
import { linesOf, textOf } from './lines.ts'
import { ApiError, localProblem, problemOf, unreachable } from './problem.ts'

export type Query = Record<string, string | number | boolean | undefined>

/**
 * The one way to the server. Every method carries the operator's token and returns data or throws an `ApiError` with
 * the server's problem document. On 401 it asks once more with a fresh token, and once with one that satisfies the
 * claims the server names; nothing is retried otherwise.
 */
export interface Api {
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T>
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>
  blob(path: string, signal?: AbortSignal): Promise<Blob>
  /** NDJSON: one value per line, each handed over as it arrives. Resolves at the end of the stream. */
  lines(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    onLine: (line: unknown) => void,
    signal?: AbortSignal,
  ): Promise<void>
  /** Server-sent events by fetch. Resolves when the server ends the stream, rejects when it breaks. */
  events(path: string, onEvent: (event: string, data: string) => void, signal: AbortSignal): Promise<void>
}

export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** Called when only the operator can go on: a click, or what an admin has to do first. */
type OnRefused = (why: SignInNeeded | SignInFailed) => void

export function createApi(tokens: TokenSource, onRefused: OnRefused, fetcher: typeof fetch = fetch): Api {
  const call = authorised(tokens, onRefused, fetcher)
  return {
    async get<T>(path: string, query?: Query, signal?: AbortSignal) {
      const init: RequestInit = signal ? { signal } : {}
      return dataOf<T>(await call(addressOf(path, query), init))
    },
    async send<T>(method: string, path: string, body?: unknown) {
      return dataOf<T>(await call(path, withBody(method, body)))
    },
    async blob(path, signal) {
      return (await call(path, signal ? { signal } : {})).blob()
    },
    async lines(method, path, body, onLine, signal) {
      const init = withBody(method, body, { Accept: 'application/x-ndjson' })
      const response = await call(path, signal ? { ...init, signal } : init)
      for await (const line of linesOf(textOf(response))) onLine(JSON.parse(line))
    },
    async events(path, onEvent, signal) {
      const response = await call(path, { headers: { Accept: 'text/event-stream' }, signal })
      const { createParser } = await import('eventsource-parser')
      const parser = createParser({ onEvent: (it) => onEvent(it.event ?? 'message', it.data) })
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

function withBody(method: string, body: unknown, headers: Record<string, string> = {}): RequestInit {
  if (body === undefined) return { method, headers }
  return { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
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
