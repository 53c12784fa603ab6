import { describe, expect, it } from 'vitest'
import { SignInFailed, SignInNeeded, type TokenSource } from '../auth/token-source.ts'
import { type Api, addressOf, createApi } from './client.ts'
import { ApiError } from './problem.ts'
import { streamOf } from './stream.ts'

const tokens: TokenSource = {
  signsInBy: 'redirect',
  start: async () => ({ account: 'm.t', name: 'Mia', username: 'mia@contoso.example', tenantId: undefined }),
  token: async ({ fresh } = {}) => (fresh ? 'fresh' : 'cached'),
  signIn: async () => ({ account: 'm.t', name: 'Mia', username: 'mia@contoso.example', tenantId: undefined }),
  signOut: async () => undefined,
}

function server(...answers: Response[]) {
  const asked: { path: string; token: string | null }[] = []
  const fetcher = async (path: string | URL | Request, init?: RequestInit) => {
    asked.push({ path: String(path), token: new Headers(init?.headers).get('Authorization') })
    return answers.shift() ?? new Response(null, { status: 500 })
  }
  return { asked, fetcher: fetcher as typeof fetch }
}

describe('the API client', () => {
  it('sends the token in the header and never in the address', async () => {
    const { asked, fetcher } = server(Response.json({ ok: true }))
    await createApi(tokens, () => undefined, fetcher).get('/api/subjects', { query: { q: 'a b' } })
    expect(asked).toEqual([{ path: '/api/subjects?q=a+b', token: 'Bearer cached' }])
  })

  it('asks once more with a fresh token when the first one is refused', async () => {
    const { asked, fetcher } = server(new Response(null, { status: 401 }), Response.json({ name: 'Mia' }))
    const me = await createApi(tokens, () => undefined, fetcher).get('/api/me')
    expect(me.name).toBe('Mia')
    expect(asked.map((it) => it.token)).toEqual(['Bearer cached', 'Bearer fresh'])
  })

  it('meets a claims challenge quietly once, then tells the session what to ask for', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
    const challenge = () =>
      Response.json({ code: 'claims-required', title: 'More', status: 401, claims }, { status: 401 })
    const wanted: unknown[] = []
    const source: TokenSource = {
      ...tokens,
      token: async (given) => {
        wanted.push(given)
        return 'token'
      },
    }
    const met = server(new Response(null, { status: 401 }), challenge(), Response.json({ name: 'Mia' }))
    await createApi(source, () => undefined, met.fetcher).get('/api/me')
    expect(wanted).toEqual([{}, { fresh: true }, { claims }])

    const refused: unknown[] = []
    const unmet = server(challenge(), challenge())
    const api = createApi(source, (why) => refused.push(why), unmet.fetcher)
    await expect(api.get('/api/me')).rejects.toBeInstanceOf(ApiError)
    expect(refused).toMatchObject([{ need: 'claims', claims }])
    expect(unmet.asked).toHaveLength(2)
  })

  it('tells the session when a token needs a click, but not of a network that is away for a moment', async () => {
    const refused: unknown[] = []
    const failing = (error: Error): TokenSource => ({ ...tokens, token: () => Promise.reject(error) })
    const ask = (error: Error) =>
      createApi(failing(error), (why) => refused.push(why), server().fetcher).get('/api/me')
    await expect(ask(new SignInNeeded('ended'))).rejects.toThrow()
    await expect(ask(new SignInFailed('network', 'no_network_connectivity'))).rejects.toMatchObject({
      problem: { code: 'network' },
    })
    await expect(ask(new SignInFailed('host', 'renewalTimeout'))).rejects.toThrow()
    expect(refused).toMatchObject([{ need: 'ended' }])
  })

  it('tells the session when the fresh token is refused too', async () => {
    let signedOut = 0
    const { fetcher } = server(new Response(null, { status: 401 }), new Response(null, { status: 401 }))
    const api = createApi(tokens, () => signedOut++, fetcher)
    await expect(api.get('/api/me')).rejects.toBeInstanceOf(ApiError)
    expect(signedOut).toBe(1)
  })

  it('throws the problem document of the server', async () => {
    const problem = {
      type: 'about:blank',
      title: 'A backup is under way',
      status: 409,
      detail: 'One at a time.',
      code: 'run-under-way',
      hint: 'Wait for it.',
      runId: 'r1',
    }
    const { fetcher } = server(Response.json(problem, { status: 409 }))
    const error = await createApi(tokens, () => undefined, fetcher)
      .send('POST', '/api/runs', { body: {} })
      .catch((it: unknown) => it)
    expect(error).toBeInstanceOf(ApiError)
    expect((error as ApiError).problem).toEqual(problem)
  })

  it('makes a problem of an answer that has none, keeping its status', async () => {
    const { fetcher } = server(new Response('<html>Bad gateway</html>', { status: 502 }))
    const error = await createApi(tokens, () => undefined, fetcher)
      .get('/api/quota')
      .catch((it: unknown) => it)
    expect((error as ApiError).problem).toMatchObject({ status: 502, code: 'http-502' })
  })

  it('hands over each line of a stream', async () => {
    const { fetcher } = server(new Response('{"step":{"name":"register"}}\n{"setup":{"way":null}}\n'))
    const lines: unknown[] = []
    const api = createApi(tokens, () => undefined, fetcher)
    await api.lines('POST', '/api/setup/checks', { body: {} }, (it) => lines.push(it))
    expect(lines).toEqual([{ step: { name: 'register' } }, { setup: { way: null } }])
  })

  it('hands over server-sent events of one name and leaves others alone', async () => {
    const { fetcher } = server(
      new Response('event: run\ndata: {"id":"r1"}\n\nevent: problem\ndata: {"code":"internal"}\n\n'),
    )
    const seen: unknown[] = []
    const api = createApi(tokens, () => undefined, fetcher)
    const options = { path: { id: 'r1' }, signal: AbortSignal.timeout(5000) }
    await api.events('/api/runs/{id}/events', 'run', options, (run) => seen.push(run))
    expect(seen).toEqual([{ id: 'r1' }])
  })
})

describe('an address', () => {
  it('leaves out what is not set', () => {
    const query = { q: '', cursor: undefined, limit: 50 }
    expect(addressOf('/api/subjects', { query })).toBe('/api/subjects?limit=50')
  })

  it('has what names something in its place, whatever is in the name', () => {
    const path = { id: '19:a/b?@thread.v2', messageId: '1' }
    expect(addressOf('/api/conversations/{id}/messages/{messageId}/revisions', { path })).toBe(
      '/api/conversations/19%3Aa%2Fb%3F%40thread.v2/messages/1/revisions',
    )
  })
})

describe('what the compiler takes', () => {
  /** Never called: each of these is an error where it is written. */
  function refused(api: Api) {
    // @ts-expect-error: no such address
    void api.get('/api/chats')
    // @ts-expect-error: an address by hand says nothing of what is in it
    void api.get('/api/runs/r1')
    // @ts-expect-error: which run
    void api.get('/api/runs/{id}')
    // @ts-expect-error: the people of a run are asked for by state
    void api.get('/api/runs/{id}/people', { path: { id: 'r1' }, query: {} })
    // @ts-expect-error: no such parameter
    void api.get('/api/runs', { query: { order: 'desc' } })
    // @ts-expect-error: an overview is only read
    void api.send('PUT', '/api/overview')
    // @ts-expect-error: the limit is a number or none
    void api.send('PUT', '/api/quota', { body: { monthlyMessageLimit: '500' } })
    // @ts-expect-error: a file is no data
    void api.get('/api/audit/file')
    // @ts-expect-error: and data is no file
    void api.blob('/api/audit')
    // @ts-expect-error: a run has no such member
    void api.get('/api/runs/{id}', { path: { id: 'r1' } }).then((run) => run.status)
    const names = { item: 'line', result: 'setup' } as const
    // @ts-expect-error: the setup tells its steps in lines named `step`
    void streamOf(api)('POST', '/api/setup/checks', { body: {} }, names, () => undefined)
  }

  it('is what the routes of the server take', () => expect(refused).toBeTypeOf('function'))
})
