/**
 * Microsoft Graph as the setup needs it, by Microsoft's client. An answer that means "not copied to this replica yet" is
 * asked again for up to two minutes, a busy one after `Retry-After`; everything else is a `MicrosoftRefusal`.
 */
import { Client, type Context, GraphError, type Middleware } from '@microsoft/microsoft-graph-client'
import { type Attempt, type Patience, patiently, retryAfterMs } from './patience.ts'
import { kindOf, MicrosoftRefusal } from './refusal.ts'

export interface GraphCall {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/v1.0`, encoded. */
  path: string
  body?: unknown
  headers?: Record<string, string>
  /** What this is about was made a moment ago: not being there may pass. */
  fresh?: boolean
}

export interface Graph {
  /** Undefined when there is no body. */
  call<T>(call: GraphCall): Promise<T | undefined>
  /** The same, undefined for 404 as well. */
  find<T>(call: GraphCall): Promise<T | undefined>
  /** Asks again until the answer is the one; resolves with the last answer when the patience is over. */
  until<T>(call: GraphCall, isThere: (answer: T) => boolean): Promise<T | undefined>
  /** All pages of a list. */
  list<T>(call: GraphCall): Promise<T[]>
}

export interface GraphOptions extends Patience {
  /** Without `/v1.0`. */
  graphUrl: string
  token(): Promise<string>
  fetch: typeof globalThis.fetch
}

export function createGraph({ graphUrl, token, fetch, ...patience }: GraphOptions): Graph {
  const { origin, hostname } = new URL(graphUrl)
  const client = Client.initWithMiddleware({
    baseUrl: graphUrl,
    defaultVersion: 'v1.0',
    customHosts: new Set([hostname]),
    middleware: new Send(origin, token, fetch),
  })

  async function once<T>({ method, path, body, headers = {} }: GraphCall): Promise<T | undefined> {
    const request = client.api(path).headers(headers)
    switch (method) {
      case 'GET':
        return request.get()
      case 'POST':
        return request.post(body ?? {})
      case 'PATCH':
        return request.patch(body)
      case 'DELETE':
        return request.delete()
    }
  }

  async function attempt<T>(call: GraphCall): Promise<Attempt<T | undefined>> {
    // Microsoft's client dresses up whatever the token source throws; asked here first, it throws as itself.
    await token()
    try {
      return { value: (await once<T>(call)) ?? undefined }
    } catch (error) {
      if (!(error instanceof GraphError)) throw error
      const refusal = refusalOf(error)
      if (refusal.kind === 'busy')
        return { again: 'busy', afterMs: retryAfterMs(error.headers), otherwise: refusal }
      if (call.fresh && isReplication(refusal)) return { again: 'replication', otherwise: refusal }
      throw refusal
    }
  }

  const call: Graph['call'] = <T>(wanted: GraphCall) => patiently(patience, () => attempt<T>(wanted))

  return {
    call,
    async find<T>(wanted: GraphCall) {
      try {
        return await call<T>(wanted)
      } catch (error) {
        if (error instanceof MicrosoftRefusal && error.status === 404) return undefined
        throw error
      }
    },
    until<T>(wanted: GraphCall, isThere: (answer: T) => boolean) {
      return patiently(patience, async () => {
        const answer = await attempt<T>({ ...wanted, fresh: true })
        if ('again' in answer || (answer.value !== undefined && isThere(answer.value))) return answer
        return { again: 'replication', otherwise: answer }
      })
    },
    async list<T>(wanted: GraphCall) {
      const rows: T[] = []
      let next: GraphCall | undefined = wanted
      while (next) {
        const page: Page<T> | undefined = await call<Page<T>>(next)
        rows.push(...(page?.value ?? []))
        const link: string | undefined = page?.['@odata.nextLink']
        next = link === undefined ? undefined : { ...wanted, path: pathOf(link) }
      }
      return rows
    },
  }
}

interface Page<T> {
  value: T[]
  '@odata.nextLink'?: string
}

/** Below `/v1.0` again: the token goes to the configured host and to no other, whatever a link says. */
function pathOf(link: string): string {
  return link.replace(/^.*?\/v1\.0/i, '')
}

/** Sends, with the token to the configured origin and to no other; a simulator on this machine may be one without TLS. */
class Send implements Middleware {
  readonly #origin: string
  readonly #token: () => Promise<string>
  readonly #fetch: typeof globalThis.fetch

  constructor(origin: string, token: () => Promise<string>, fetch: typeof globalThis.fetch) {
    this.#origin = origin
    this.#token = token
    this.#fetch = fetch
  }

  async execute(context: Context): Promise<void> {
    const address = String(context.request)
    if (new URL(address).origin !== this.#origin)
      throw new Error('The address is not one of Microsoft Graph.')
    const headers = new Headers(context.options?.headers)
    headers.set('Authorization', `Bearer ${await this.#token()}`)
    // A browser's fetch refuses to be anyone's method.
    const fetch = this.#fetch
    context.response = await fetch(address, { ...context.options, headers })
  }
}

/** An answer that broke off is none: the client reports it with the status of its beginning. */
function refusalOf({ statusCode, code, message, requestId }: GraphError): MicrosoftRefusal {
  const status = statusCode >= 300 ? statusCode : 0
  return new MicrosoftRefusal({
    service: 'graph',
    kind: kindOf(status),
    status,
    code: status === 0 ? 'network' : (code ?? ''),
    said: status === 0 ? '' : message,
    requestId: requestId ?? undefined,
  })
}

/** Seen right after something was made (msgraph-sdk-dotnet issue 3108); the texts are no interface, the codes differ. */
function isReplication({ status, code, said }: MicrosoftRefusal): boolean {
  if (status === 404) return true
  return status === 400 && (code === 'NoBackingApplicationObject' || NOT_YET.test(said))
}

const NOT_YET = /does not (exist|reference a valid)/i
