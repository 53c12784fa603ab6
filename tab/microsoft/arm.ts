/** Azure Resource Manager as the billing association needs it. */
import { type Attempt, type Patience, patiently, retryAfterMs } from './patience.ts'
import { kindOf, MicrosoftRefusal } from './refusal.ts'

export interface ArmCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With its `api-version`. */
  path: string
  body?: unknown
}

export interface Arm {
  call<T>(call: ArmCall): Promise<T | undefined>
  find<T>(call: ArmCall): Promise<T | undefined>
  list<T>(path: string): Promise<T[]>
  /** Asks again until the answer is the one. */
  until<T>(path: string, isThere: (answer: T) => boolean): Promise<T | undefined>
}

export interface ArmOptions extends Patience {
  armUrl: string
  token(): Promise<string>
  fetch: typeof globalThis.fetch
}

export function createArm({ armUrl, token, fetch, ...patience }: ArmOptions): Arm {
  async function send({ method, path, body }: ArmCall): Promise<Response> {
    const headers = {
      Authorization: `Bearer ${await token()}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    return fetch(armUrl + path, init).catch(() => {
      throw new MicrosoftRefusal({ service: 'azure', kind: 'network', status: 0, code: 'network', said: '' })
    })
  }

  async function attempt<T>(call: ArmCall): Promise<Attempt<T | undefined>> {
    const response = await send(call)
    const text = await response.text().catch(() => '')
    if (response.ok) return { value: text === '' ? undefined : (JSON.parse(text) as T) }
    const refusal = refusalOf(response, text)
    if (refusal.kind !== 'busy') throw refusal
    return { again: 'busy', afterMs: retryAfterMs(response.headers), otherwise: refusal }
  }

  const call: Arm['call'] = <T>(wanted: ArmCall) => patiently(patience, () => attempt<T>(wanted))

  return {
    call,
    async find<T>(wanted: ArmCall) {
      try {
        return await call<T>(wanted)
      } catch (error) {
        if (error instanceof MicrosoftRefusal && error.status === 404) return undefined
        throw error
      }
    },
    async list<T>(path: string) {
      const rows: T[] = []
      let next: string | undefined = path
      while (next) {
        const page: Page<T> | undefined = await call<Page<T>>({ method: 'GET', path: next })
        rows.push(...(page?.value ?? []))
        // Only paths are followed: the token goes to the configured host and to no other.
        const link: string | null | undefined = page?.nextLink
        next = link ? new URL(link).pathname + new URL(link).search : undefined
      }
      return rows
    },
    until<T>(path: string, isThere: (answer: T) => boolean) {
      return patiently(patience, async () => {
        const answer = await attempt<T>({ method: 'GET', path })
        if ('again' in answer || (answer.value !== undefined && isThere(answer.value))) return answer
        return { again: 'replication', otherwise: answer }
      })
    },
  }
}

interface Page<T> {
  value: T[]
  nextLink?: string | null
}

function refusalOf({ status, headers }: Response, text: string): MicrosoftRefusal {
  const { code = '', message = '' } = errorIn(text)
  const requestId = headers.get('x-ms-request-id') ?? undefined
  return new MicrosoftRefusal({
    service: 'azure',
    kind: kindOf(status),
    status,
    code,
    said: message,
    requestId,
  })
}

function errorIn(text: string): { code?: string; message?: string } {
  try {
    return (JSON.parse(text) as { error?: { code?: string; message?: string } }).error ?? {}
  } catch {
    return {}
  }
}
