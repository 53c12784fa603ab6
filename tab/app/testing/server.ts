/** The server as a screen sees it: an answer for each address, of the type the contract gives it. */
import type { Problem } from '../../../server/contract/index.ts'
import { type Api, createApi } from '../../api/client.ts'
import type { AnswerOf, JsonAddress } from '../../api/operations.ts'
import type { TokenSource } from '../../auth/token-source.ts'

export type Address = JsonAddress<'get'>
export type Answers = { [P in Address]?: AnswerOf<P, 'get'> | Refused | typeof NEVER } & {
  [P in Exclude<JsonAddress<'post'>, Address>]?: AnswerOf<P, 'post'> | Refused | typeof NEVER
}

/** Nothing comes. */
export const NEVER = Symbol('never')

class Refused {
  readonly problem: Problem

  constructor(problem: Problem) {
    this.problem = problem
  }
}

/** A problem as the server tells it. */
export function refused(status: number, code: string): Refused {
  const words = { title: 'Not now', detail: 'It did not do that.', hint: 'Try again.' }
  return new Refused({ type: 'https://chatvault.test/problem', status, code, ...words })
}

export interface FakeServer {
  api: Api
  /** From now on. */
  answer(more: Answers): void
  /** Addresses that were read, with their queries, oldest first. */
  readonly asked: readonly string[]
  /** What was sent with other methods than GET, which are answered as GET is. */
  readonly sent: { readonly method: string; readonly path: string; readonly body: unknown }[]
}

/** What has no answer is a 404, so that a screen that asks for something else is found out. */
export function fakeServer(answers: Answers): FakeServer {
  const now = new Map<string, unknown>(Object.entries(answers))
  const sent: FakeServer['sent'] = []
  const asked: string[] = []
  const fetcher = async (input: RequestInfo | URL, { method = 'GET', body }: RequestInit = {}) => {
    const { pathname, search } = new URL(String(input), 'https://chatvault.test')
    if (method === 'GET') asked.push(pathname + search)
    else sent.push({ method, path: pathname, body: typeof body === 'string' ? JSON.parse(body) : undefined })
    const address = [...now.keys()].find((it) => patternOf(it).test(pathname))
    const answer = address === undefined ? refused(404, 'not-found') : now.get(address)
    if (answer === NEVER) return new Promise<Response>(() => undefined)
    if (answer instanceof Refused) return Response.json(answer.problem, { status: answer.problem.status })
    return Response.json(answer)
  }
  const answer = (more: Answers) => {
    for (const [address, it] of Object.entries(more)) now.set(address, it)
  }
  return { api: createApi(TOKENS, () => undefined, fetcher), answer, asked, sent }
}

const patternOf = (address: string) => new RegExp(`^${address.replaceAll(/\{\w+\}/g, '[^/]+')}$`)

export const WHO = { account: 'm.t', name: 'Mia', username: 'mia@contoso.com', tenantId: undefined }

const TOKENS: TokenSource = {
  signsInBy: 'redirect',
  start: async () => WHO,
  token: async () => 'token',
  signIn: async () => WHO,
  signOut: async () => undefined,
}
