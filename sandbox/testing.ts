import { readFileSync } from 'node:fs'
import { Agent, fetch, type RequestInit, type Response } from 'undici'
import { type Sandbox, type SandboxOptions, startSandbox } from './index.ts'

/** A small tenant on free ports, for tests of the sandbox itself. */
export function startSmall(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ port: 0, users: 8, messages: 400, shortPageRate: 0, emptyPageRate: 0, ...options })
}

/** Talks to a sandbox as a stranger would: over TLS, trusting only its CA. */
export class Client {
  readonly #sandbox: Sandbox
  readonly #agent: Agent
  readonly token: string

  constructor(sandbox: Sandbox, token = sandbox.appToken()) {
    this.#sandbox = sandbox
    this.#agent = new Agent({ connect: { ca: readFileSync(sandbox.caFile, 'utf8') } })
    this.token = token
  }

  fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const full = url.startsWith('http') ? url : this.#sandbox.url + url
    return fetch(full, { redirect: 'manual', ...init, dispatcher: this.#agent })
  }

  graph(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const url = path.startsWith('http') ? path : `${this.#sandbox.url}/v1.0${path}`
    return this.fetch(url, { headers: { authorization: `Bearer ${this.token}`, ...headers } })
  }

  /** A Graph answer's JSON; throws when it is not 200. */
  async get<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
    const response = await this.graph(path, headers)
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  /** Follows nextLinks to the end and returns all rows and the size of each page. */
  async drain<T>(path: string): Promise<{ rows: T[]; sizes: number[] }> {
    const rows: T[] = []
    const sizes: number[] = []
    for (let link: string | undefined = path; link; ) {
      const page: Page<T> = await this.get<Page<T>>(link)
      rows.push(...page.value)
      sizes.push(page.value.length)
      link = page['@odata.nextLink']
      if (sizes.length > 5000) throw new Error('the pages do not end')
    }
    return { rows, sizes }
  }

  postForm(
    url: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.fetch(url, { method: 'POST', body: new URLSearchParams(form), headers })
  }

  close(): Promise<void> {
    return this.#agent.close()
  }
}

export interface Page<T> {
  '@odata.count'?: number
  '@odata.nextLink'?: string
  value: T[]
}

/** A message as the export returns it, as far as tests look. */
export interface MessageRow {
  id: string
  etag: string
  chatId: string
  messageType: string
  createdDateTime: string
  lastModifiedDateTime: string
  lastEditedDateTime: string | null
  deletedDateTime: string | null
  importance: string
  policyViolation: object | null
  eventDetail: { '@odata.type': string } | null
  from: Record<'user' | 'application', Record<string, string> | null> | null
  body: { contentType: string; content: string }
  attachments: { id: string; contentType: string }[]
  mentions: object[]
  reactions: object[]
}
