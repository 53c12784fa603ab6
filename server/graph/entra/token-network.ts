/** MSAL's network door over our exchange. It keeps the last answer, since MSAL's errors carry only parts of it. */
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import type { Answer, Ask, Exchange } from '../wire/exchange.ts'
import { jsonOfBytes } from '../wire/json-bytes.ts'

/** Entra answers within a second or two; a backup waits longer than a person at the connection test would like. */
export const TOKEN_TIMEOUT_MS = 30_000
const MAX_TOKEN_BYTES = 1024 * 1024

export type TokenNetwork = INetworkModule & {
  readonly answer: Answer | undefined
  /** Why there is no answer. */
  readonly failure: unknown
}

export function tokenNetwork(exchange: Exchange): TokenNetwork {
  let answer: Answer | undefined
  let failure: unknown

  async function send<T>(
    ask: Pick<Ask, 'url' | 'method'>,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const limits = { timeoutMs: TOKEN_TIMEOUT_MS, maxBytes: MAX_TOKEN_BYTES }
    const body = options?.body === undefined ? {} : { body: options.body }
    try {
      answer = await exchange({ ...ask, ...limits, ...body, headers: options?.headers ?? {} })
    } catch (error) {
      failure = error
      throw error
    }
    return {
      status: answer.status,
      headers: singleHeaders(answer),
      // MSAL names the shape it expects, and bears any other.
      body: jsonOfBytes(answer.body) as T,
    }
  }

  return {
    sendGetRequestAsync: (url, options) => send({ url, method: 'GET' }, options),
    sendPostRequestAsync: (url, options) => send({ url, method: 'POST' }, options),
    get answer() {
      return answer
    },
    get failure() {
      return failure
    },
  }
}

function singleHeaders(answer: Answer): Record<string, string> {
  return Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]))
}
