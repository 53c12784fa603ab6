/**
 * Microsoft Graph as the registration needs it. Answers that mean "not copied to this replica yet" are asked again for up
 * to two minutes, busy ones after `Retry-After`; everything else is a `DirectoryRefusal`. Tokens are in no message.
 */

export type Directory = {
  /** The answer's JSON; undefined when there is none. */
  call<T>(request: DirectoryCall): Promise<T>
  /** The same, undefined for 404. */
  find<T>(request: DirectoryCall): Promise<T | undefined>
}

export type DirectoryCall = {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Below `/v1.0`. */
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The object this is about was made a moment ago. */
  readonly fresh?: boolean
}

export type DirectoryOptions = {
  readonly graphUrl: string
  readonly token: string
  readonly fetch: typeof globalThis.fetch
  readonly sleep: (ms: number) => Promise<void>
}

export class DirectoryRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor({ method, path }: DirectoryCall, status: number, code: string, said: string) {
    const words = `${method} ${path} was refused: ${status} ${code}${said ? ` (${said})` : ''}`
    super([words, hintOf(status, code)].filter(Boolean).join('\n'))
    this.name = 'DirectoryRefusal'
    this.status = status
    this.code = code
  }
}

const REPLICATION_MS = 120_000
const BUSY_ATTEMPTS = 5
const TIMEOUT_MS = 30_000

export function openDirectory({ graphUrl, token, fetch, sleep }: DirectoryOptions): Directory {
  async function once({ method, path, body, headers }: DirectoryCall): Promise<Response> {
    return fetch(`${graphUrl}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  }

  async function patiently(request: DirectoryCall): Promise<Response> {
    let waited = 0
    for (let attempt = 1; ; attempt++) {
      const response = await once(request)
      const pause = pauseAfter(response, request, attempt, waited)
      if (pause === undefined) return response
      await response.body?.cancel()
      await sleep(pause)
      waited += pause
    }
  }

  async function call<T>(request: DirectoryCall): Promise<T> {
    const response = await patiently(request)
    const text = await response.text()
    if (!response.ok) throw refusalOf(request, response.status, text)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  return {
    call,
    async find<T>(request: DirectoryCall) {
      try {
        return await call<T>(request)
      } catch (error) {
        if (error instanceof DirectoryRefusal && error.status === 404) return undefined
        throw error
      }
    },
  }
}

/** Milliseconds to wait before the call is made again; undefined: this answer counts. */
function pauseAfter(
  response: Response,
  { fresh }: DirectoryCall,
  attempt: number,
  waited: number,
): number | undefined {
  const busy = response.status === 429 || response.status === 503 || response.status === 504
  if (busy && attempt < BUSY_ATTEMPTS) {
    const seconds = Number(response.headers.get('retry-after'))
    return seconds > 0 ? Math.min(seconds * 1000, REPLICATION_MS) : 1000 * 2 ** (attempt - 1)
  }
  const early = fresh === true && (response.status === 404 || response.status === 400)
  return early && waited < REPLICATION_MS ? Math.min(1000 * 2 ** (attempt - 1), 10_000) : undefined
}

function refusalOf(request: DirectoryCall, status: number, text: string): DirectoryRefusal {
  try {
    const { code = '', message = '' } = JSON.parse(text).error
    return new DirectoryRefusal(request, status, code, message)
  } catch {
    return new DirectoryRefusal(request, status, '', '')
  }
}

function hintOf(status: number, code: string): string {
  if (status === 401)
    return 'The sign-in is no longer valid: run the command again, with a fresh GRAPH_TOKEN if you set one.'
  if (status === 403)
    return 'You lack the permission or the directory role: docs/DEPLOY.md, step 2, lists both for every call.'
  if (code === 'CannotDeleteOrUpdateEnabledEntitlement')
    return 'There’s already a scope or role of the same name: disable it in the Entra admin center, then run the command again.'
  return ''
}
