/**
 * One HTTP request and its whole answer, over an undici dispatcher. No retry, no redirect, no interpretation: any status
 * is an answer. Speaks undici's lowest door because a page of 50 rows is read thousands of times a second: on one core
 * `dispatch` read 57,000 rows/s where `request` read 49,000 and `fetch` 30,000 (TLS, 49 kB pages, 2026-11).
 */
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch as undiciFetch } from 'undici'
import type { Outcome } from './graph-error.ts'

export type Ask = {
  /** Absolute https address, sent as it is written. */
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** From the call to the last byte, waiting for a connection included. */
  readonly timeoutMs: number
  /** Bytes of the answer, also after decompression. */
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
}

export type Answer = {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Rejects with an `ExchangeError`, or with the signal's reason when that was aborted. */
export type Exchange = (ask: Ask) => Promise<Answer>

export type ExchangeFault = 'unreachable' | 'broken' | 'timeout' | 'truncated' | 'too-large'

/** No complete answer. `outcome` is `refused` only when no byte of the request can have been acted upon. */
export class ExchangeError extends Error {
  readonly fault: ExchangeFault
  readonly outcome: Outcome
  readonly status: number | undefined

  constructor(fault: ExchangeFault, outcome: Outcome, message: string, status?: number) {
    super(message)
    this.name = 'ExchangeError'
    this.fault = fault
    this.outcome = outcome
    this.status = status
  }
}

/**
 * Connections of one process to Microsoft 365. 64: at Graph's 200 requests/s with 100 ms each, 20 are busy. Idle ones
 * are dropped after 4 s (undici's default, less when the service names less): a request on a connection that the other
 * side is just closing is lost with unknown outcome, and such a page is paid for.
 */
export function connections({ ca, proxy }: { ca?: string; proxy?: WayOut | undefined } = {}): Dispatcher {
  const connect = { timeout: CONNECT_MS, allowH2: false, ...(ca !== undefined && { ca }) }
  const pool = { connections: 64, pipelining: 1, allowH2: false }
  if (proxy === undefined) return new Agent({ ...pool, connect })
  const { https: httpsProxy = '', http: httpProxy = '', noProxy } = proxy
  const tunnel = { connectTimeout: CONNECT_MS, requestTls: connect, proxyTls: connect }
  return new EnvHttpProxyAgent({ ...pool, connect, ...tunnel, httpsProxy, httpProxy, noProxy })
}

const CONNECT_MS = 15_000

/** Addresses of proxies; `noProxy` lists, by commas, the hosts that are reached directly. */
export type WayOut = {
  readonly https?: string | undefined
  readonly http?: string | undefined
  readonly noProxy: string
}

/** `fetch` as libraries ask for it, over the same connections and the same way out. */
export function fetchOver(dispatcher: Dispatcher): typeof fetch {
  // undici's own Request and Response are those of Node, which has them from undici; only their declarations differ.
  const over = undiciFetch as unknown as (input: unknown, init: object) => ReturnType<typeof fetch>
  return (input, init) => over(input, { ...init, dispatcher })
}

export function exchangeOver(dispatcher: Dispatcher): Exchange {
  return async (ask) => {
    const answer = await send(dispatcher, ask)
    return isGzip(answer) ? { ...answer, body: await unpacked(answer, ask.maxBytes) } : answer
  }
}

/** Settles once; whatever undici says afterwards is ignored. */
function send(dispatcher: Dispatcher, ask: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { url, method = 'GET', headers, body = null, timeoutMs, maxBytes, signal } = ask
    if (signal?.aborted) return reject(signal.reason)
    let controller: Dispatcher.DispatchController | undefined
    let settled = false
    let status = 0
    let size = 0
    let received: Answer['headers'] = {}
    const chunks: Buffer[] = []

    const settle = (act: () => void) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const fail = (reason: unknown) =>
      settle(() => {
        controller?.abort(reason instanceof Error ? reason : new Error('aborted'))
        reject(reason)
      })
    const sent = (): Outcome => (controller === undefined ? 'refused' : 'unknown')
    const onAbort = () => fail(signal?.reason)
    const timer = setTimeout(() => fail(tooSlow(timeoutMs, sent())), timeoutMs)
    signal?.addEventListener('abort', onAbort, { once: true })

    dispatcher.dispatch(
      { origin: new URL(url).origin, path: pathOf(url), method, headers, body },
      {
        onRequestStart(started) {
          controller = started
          if (settled) started.abort(new Error('aborted'))
        },
        onResponseStart(_controller, statusCode, answered) {
          status = statusCode
          received = answered
        },
        onResponseData(_controller, chunk) {
          size += chunk.length
          if (size > maxBytes) fail(tooLarge(maxBytes, status))
          else chunks.push(chunk)
        },
        onResponseEnd() {
          settle(() => resolve({ status, headers: received, body: Buffer.concat(chunks, size) }))
        },
        onResponseError(_controller, error) {
          fail(lost(error, sent(), status))
        },
      },
    )
  })
}

/** Cut from the text and not from a parsed URL: a link is followed as it was written. Only what HTTP forbids is escaped. */
function pathOf(url: string): string {
  const slash = url.indexOf('/', 'https://'.length)
  return slash === -1 ? '/' : url.slice(slash).replace(/[^\x21-\x7e]/gu, encodeURIComponent)
}

function tooSlow(timeoutMs: number, outcome: Outcome): ExchangeError {
  return new ExchangeError('timeout', outcome, `no complete answer arrived within ${timeoutMs / 1000} s`)
}

function tooLarge(maxBytes: number, status: number): ExchangeError {
  return new ExchangeError('too-large', 'unknown', `the answer is larger than ${maxBytes} bytes`, status)
}

/** A connection that failed: before the request left it was never asked; after the status line the body was cut. */
function lost(error: Error, outcome: Outcome, status: number): ExchangeError {
  const cause = refusedByProxy(error) ?? codeOf(error)
  if (outcome === 'refused') return new ExchangeError('unreachable', outcome, `no connection (${cause})`)
  if (status !== 0)
    return new ExchangeError('truncated', outcome, `the answer was cut off (${cause})`, status)
  return new ExchangeError('broken', outcome, `the connection broke before an answer arrived (${cause})`)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** undici has the status in its message alone. */
function refusedByProxy({ message }: Error): string | undefined {
  const status = /^Proxy response \((\d{3})\)/.exec(message)?.[1]
  return status && `the proxy answered ${status}`
}

function isGzip(answer: Answer): boolean {
  return answer.headers['content-encoding'] === 'gzip'
}

const gunzipped = promisify(gunzip)

async function unpacked(answer: Answer, maxOutputLength: number): Promise<Buffer> {
  try {
    return await gunzipped(answer.body, { maxOutputLength })
  } catch (error) {
    const large = error instanceof RangeError
    if (large) throw tooLarge(maxOutputLength, answer.status)
    throw new ExchangeError('truncated', 'unknown', 'the compressed answer is incomplete', answer.status)
  }
}
