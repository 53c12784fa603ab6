import { describe, expect, it } from 'vitest'
import { SignInFailed, SignInNeeded, type TokenSource } from '../auth/token-source.ts'
import { addressOf, createApi } from './client.ts'
import { ApiError } from './problem.ts'

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
    await createApi(tokens, () => undefined, fetcher).get('/api/me', { q: 'a b' })
    expect(asked).toEqual([{ path: '/api/me?q=a+b', token: 'Bearer cached' }])
  })

  it('asks once more with a fresh token when the first one is refused', async () => {
    const { asked, fetcher } = server(new Response(null, { status: 401 }), Response.json({ name: 'Mia' }))
    const me = await createApi(tokens, () => undefined, fetcher).get<{ name: string }>('/api/me')
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
      .send('POST', '/api/runs', {})
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
    const { fetcher } = server(new Response('{"check":{"name":"token"}}\n{"result":{"ok":true}}\n'))
    const lines: unknown[] = []
    await createApi(tokens, () => undefined, fetcher).lines('POST', '/api/connection/test', {}, (it) =>
      lines.push(it),
    )
    expect(lines).toEqual([{ check: { name: 'token' } }, { result: { ok: true } }])
  })

  it('reads server-sent events', async () => {
    const { fetcher } = server(
      new Response('event: run\ndata: {"id":"r1"}\n\nevent: run\ndata: {"id":"r2"}\n\n'),
    )
    const seen: string[] = []
    const api = createApi(tokens, () => undefined, fetcher)
    await api.events(
      '/api/runs/r1/events',
      (event, data) => seen.push(`${event} ${data}`),
      AbortSignal.timeout(5000),
    )
    expect(seen).toEqual(['run {"id":"r1"}', 'run {"id":"r2"}'])
  })
})

describe('an address', () => {
  it('leaves out what is not set', () => {
    expect(addressOf('/api/subjects', { q: '', cursor: undefined, limit: 50 })).toBe('/api/subjects?limit=50')
  })
})
