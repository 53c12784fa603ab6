/**
 * The Microsoft Graph SDK with a middleware chain of two: authorize, send. Its own retry and redirect handlers are kept out:
 * they would ask again without asking the ledger. The SDK takes its URL apart and rebuilds it with the parameters in
 * another order, so a `nextLink`, which must be followed verbatim, travels beside it in the call's options.
 *
 * The SDK costs about 40 µs per request (measured 2026-11): 4 % of a page of 50 rows.
 */
import {
  Client,
  type Context,
  type Middleware,
  type MiddlewareOptions,
  ResponseType,
} from '@microsoft/microsoft-graph-client'
import type { Answer, Exchange } from './wire/exchange.ts'

/** What one call brings along, and where its answer is left: the SDK would wrap what a middleware throws. */
export class Call implements MiddlewareOptions {
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal | undefined
  /** Replaces the URL the SDK built. */
  readonly link: string | undefined
  token: string | undefined
  answer: Answer | undefined
  failure: { readonly thrown: unknown } | undefined

  constructor(options: {
    timeoutMs: number
    maxBytes: number
    signal: AbortSignal | undefined
    link: string | undefined
  }) {
    this.timeoutMs = options.timeoutMs
    this.maxBytes = options.maxBytes
    this.signal = options.signal
    this.link = options.link
  }
}

/** Adds the token, to requests for the configured origin and to no others. */
class Authorize implements Middleware {
  #next: Middleware | undefined
  readonly #origin: string
  readonly #token: () => Promise<string>

  constructor(origin: string, token: () => Promise<string>) {
    this.#origin = origin
    this.#token = token
  }

  setNext(next: Middleware): void {
    this.#next = next
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context)
    try {
      const url = call.link ?? String(context.request)
      if (new URL(url).origin !== this.#origin) throw new Error('the address isn’t below GRAPH_URL')
      call.token = await this.#token()
      await this.#next?.execute(context)
    } catch (thrown) {
      call.failure = { thrown }
    }
  }
}

/** Sends and leaves the answer in the call. The SDK is asked for the raw response, which it hands through unread. */
class Send implements Middleware {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context)
    const headers = { ...plain(context.options?.headers), authorization: `Bearer ${call.token ?? ''}` }
    const { timeoutMs, maxBytes, signal } = call
    call.answer = await this.#exchange({
      url: call.link ?? String(context.request),
      headers,
      timeoutMs,
      maxBytes,
      signal,
    })
  }
}

function callOf(context: Context): Call {
  const call = context.middlewareControl?.getMiddlewareOptions(Call)
  if (call instanceof Call) return call
  throw new Error('a Graph request without its Call')
}

/** The SDK keeps headers as a plain object. */
function plain(headers: RequestInit['headers']): Record<string, string> {
  return headers === undefined || Array.isArray(headers) || headers instanceof Headers
    ? Object.fromEntries(headers ?? [])
    : (headers as Record<string, string>)
}

export type SdkClient = {
  /** `path` begins with a slash and is encoded already. Rejects with what the exchange or the token source threw. */
  get(path: string, headers: Readonly<Record<string, string>>, call: Call): Promise<Answer>
}

export function sdkClient(graphUrl: string, token: () => Promise<string>, exchange: Exchange): SdkClient {
  const { origin, hostname } = new URL(graphUrl)
  const client = Client.initWithMiddleware({
    baseUrl: graphUrl,
    defaultVersion: 'v1.0',
    customHosts: new Set([hostname]),
    middleware: [new Authorize(origin, token), new Send(exchange)],
  })
  return {
    async get(path, headers, call) {
      await client.api(path).headers(headers).middlewareOptions([call]).responseType(ResponseType.RAW).get()
      if (call.failure !== undefined) throw call.failure.thrown
      if (call.answer === undefined) throw new Error('Graph SDK sent nothing')
      return call.answer
    },
  }
}
