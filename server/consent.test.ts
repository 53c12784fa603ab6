/** Consent and downloads from outside: the product as a process, Entra's own page in the sandbox, a browser without a token. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AuditEntry, Consent, ConsentUrl, Export, Preferences, Ticket } from './contract/index.ts'
import { type Journey, type Page, startJourney } from './testing/journey.ts'

const STRANGER_TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47'

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ users: 4, messages: 60 })
  await journey.connect(10_000)
}, 120_000)
afterAll(() => journey?.close())

const asked = async <T>(method: string, path: string, who = 'Mia'): Promise<T> => {
  const answer = await journey.call(method, path, method === 'GET' ? undefined : {}, who)
  expect([path, answer.status]).toEqual([path, method === 'GET' ? 200 : 201])
  return answer.body as T
}

/** A browser that follows nothing and shows no token. */
async function step(url: string | URL, init: RequestInit = {}): Promise<URL> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  expect([response.status, response.headers.get('set-cookie')]).toEqual([
    expect.toSatisfy((status: number) => status === 302 || status === 303),
    null,
  ])
  return new URL(response.headers.get('location') ?? '', url)
}

/** From our own address to Entra's page, where the administrator decides, and to our callback. */
async function decide({ startUrl }: ConsentUrl, decision: 'accept' | 'cancel'): Promise<URL> {
  const page = await step(startUrl)
  const post = (answer: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(answer) })
  expect(await (await fetch(page, post({ operator: 'Mia' }))).text()).toContain('Chat.Read.All')
  return step(page, post({ operator: 'Mia', decision }))
}

/** What the popup's last page is told. */
async function outcomeOf(callback: URL): Promise<string> {
  const end = await step(callback)
  expect(end.origin + end.pathname).toBe(`${journey.product().url}/auth/consent-end.html`)
  expect(end.search).toBe('')
  return end.hash
}

const consentUrl = () => asked<ConsentUrl>('GET', '/api/consent/url')
const consent = (who?: string) => asked<Consent>('GET', '/api/consent', who)

describe('consent', () => {
  it('is given on Entra’s page and proven by a new token, not by one from before', async () => {
    expect(await consent()).toMatchObject({ state: 'granted', lastAnswer: null })
    journey.sandbox.control.revokeRole('Chat.Read.All')
    const before = await consent()
    expect(before).toMatchObject({ state: 'missing', provenAt: null })
    expect(before.required[0]).toEqual({ permission: 'Chat.Read.All', granted: false, needed: true })
    expect(await outcomeOf(await decide(await consentUrl(), 'accept'))).toBe('#outcome=accepted')
    expect(await consent()).toMatchObject({
      state: 'granted',
      provenAt: expect.any(String),
      lastAnswer: { outcome: 'accepted', by: 'Mia Berg', code: null },
    })
  })

  it('is declined without harm: what a token says still counts', async () => {
    expect(await outcomeOf(await decide(await consentUrl(), 'cancel'))).toBe('#outcome=declined')
    expect(await consent()).toMatchObject({
      state: 'granted',
      lastAnswer: { outcome: 'declined', code: 'AADSTS65004' },
    })
  })

  it('takes an answer once, also in a process started since', async () => {
    const url = await consentUrl()
    const callback = await decide(url, 'accept')
    await journey.restart()
    const here = new URL(callback.pathname + callback.search, journey.product().url)
    expect(await outcomeOf(here)).toBe('#outcome=accepted')
    expect(await outcomeOf(here)).toBe('#outcome=replayed')
    const again = new URL(new URL(url.startUrl).pathname + new URL(url.startUrl).search, here)
    expect((await step(again)).hash).toBe('#outcome=replayed')
  })

  it('takes no state it did not sign, and no other tenant for the operator’s', async () => {
    const callback = await decide(await consentUrl(), 'accept')
    const bent = (change: Record<string, string>) => {
      const url = new URL(callback)
      for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value)
      return url
    }
    const state = callback.searchParams.get('state') ?? ''
    expect(await outcomeOf(bent({ state: `A${state}` }))).toBe('#outcome=forged')
    expect(await outcomeOf(new URL('/consent/callback', callback))).toBe('#outcome=portal')
    expect(await outcomeOf(bent({ tenant: STRANGER_TENANT }))).toBe('#outcome=wrong-tenant')
    expect(await outcomeOf(callback)).toBe('#outcome=replayed')
    expect(await outcomeOf(new URL(`${callback}&state=${state}`))).toBe('#outcome=replayed')
  })

  it('is not used up by a link checker', async () => {
    const callback = await decide(await consentUrl(), 'accept')
    for (const method of ['HEAD', 'POST'])
      expect((await fetch(callback, { method, redirect: 'manual' })).status).toBe(405)
    expect(await outcomeOf(callback)).toBe('#outcome=accepted')
  })

  it('is asked for by admins alone, seen by every operator, and all of it is in the audit', async () => {
    for (const who of ['Jonas', 'Aisha', 'David'])
      expect((await journey.call('GET', '/api/consent/url', undefined, who)).status).toBe(403)
    expect((await consent('David')).state).toBe('granted')
    const { items } = await asked<Page<AuditEntry>>('GET', '/api/audit?limit=200', 'David')
    const found = items.filter(({ action }) => action.startsWith('consent.'))
    const of = (action: string, outcome: string) =>
      found.filter((entry) => entry.action === action && entry.outcome === outcome).length
    expect([of('consent.start', 'succeeded'), of('consent.start', 'refused')]).toEqual([5, 3])
    expect([of('consent.answer', 'succeeded'), of('consent.answer', 'refused')]).toEqual([3, 1])
    expect(found.find(({ outcome }) => outcome === 'failed')?.detail).toBe('wrong-tenant')
    expect(found.some(({ detail }) => detail === 'accepted, proven by a token')).toBe(true)
  })
})

describe('an export', () => {
  let done: Export
  beforeAll(async () => {
    await journey.run()
    const started = await journey.call('POST', '/api/exports', { format: 'jsonl', selection: {} })
    expect(started.status).toBe(202)
    const read = async () => (await journey.call('GET', `/api/exports/${started.body.id}`)).body as Export
    await vi.waitUntil(async () => (await read()).state === 'completed', { timeout: 30_000, interval: 100 })
    done = await read()
  })

  const ticket = () => asked<Ticket>('POST', `/api/exports/${done.id}/tickets`)
  const fetchFrom = (path: string, init?: RequestInit) => fetch(`${journey.product().url}${path}`, init)

  it('is downloaded by an address that needs no token, once', async () => {
    const { url, expiresAt } = await ticket()
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(60_000)
    expect((await fetchFrom(url, { method: 'HEAD' })).status).toBe(200)
    const answer = await fetchFrom(url)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(done.bytes),
      'content-disposition': expect.stringMatching(/^attachment; filename=chatvault-[\w-]+\.zip$/),
      'cache-control': 'no-store',
    })
    const file = Buffer.from(await answer.arrayBuffer())
    expect(file.subarray(0, 2).toString()).toBe('PK')
    const { product } = journey
    const bearer = await journey.call('GET', `/api/exports/${done.id}/file`)
    expect(bearer.headers.get('content-length')).toBe(String(file.length))
    const again = await fetchFrom(url)
    expect([again.status, await again.json()]).toMatchObject([
      410,
      { code: 'ticket-used', hint: expect.stringContaining('download'), title: 'No longer there' },
    ])
    expect(await (await fetch(`${product().url}/metrics`)).text()).not.toContain(url.split('/').at(-1))
  })

  it('is opened neither by an address no one gave out, nor for those who may not read', async () => {
    const unknown = await fetchFrom('/api/downloads/made-up')
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'ticket-unknown' }])
    const path = `/api/exports/${done.id}/tickets`
    for (const who of ['Jonas', 'David']) expect((await journey.call('POST', path, {}, who)).status).toBe(403)
    expect((await journey.call('POST', path, {}, null)).status).toBe(401)
    expect((await journey.call('POST', '/api/exports/another/tickets', {})).status).toBe(404)
  })

  it('is audited as a download of the person who asked, by ticket or by token', async () => {
    const { url } = await asked<Ticket>('POST', `/api/exports/${done.id}/tickets`, 'Aisha')
    await (await fetchFrom(url)).arrayBuffer()
    const { items } = await asked<Page<AuditEntry>>('GET', '/api/audit?limit=200', 'David')
    const [last, before] = items.filter(({ action }) => action === 'export.download')
    expect(last).toMatchObject({ operatorName: 'Aisha Rahman', target: done.id, outcome: 'succeeded' })
    expect(before).toMatchObject({ operatorName: 'Mia Berg', target: done.id, outcome: 'succeeded' })
    expect(JSON.stringify(items)).not.toContain(url.split('/').at(-1))
  })
})

it('preferences are each operator’s own', async () => {
  const put = (who: string, body: object) => journey.call('PUT', '/api/preferences', body, who)
  expect((await put('David', { language: 'de' })).body).toEqual({ tourSeen: false, language: 'de' })
  expect(await asked<Preferences>('GET', '/api/preferences', 'David')).toMatchObject({ language: 'de' })
  expect(await asked<Preferences>('GET', '/api/preferences', 'Aisha')).toMatchObject({ language: null })
  for (const body of [{ language: 'xx' }, { tourSeen: 'yes' }, { theme: 'dark' }])
    expect((await put('David', body)).status).toBe(400)
  expect((await put('Lea', { tourSeen: true })).status).toBe(403)
})

it('roles are the one table, and what the caller is', async () => {
  const { body } = await journey.call('GET', '/api/roles', undefined, 'Jonas')
  expect(body).toMatchObject({ roles: ['admin', 'operator', 'reviewer', 'auditor'], mine: ['operator'] })
  expect(body.actions).toContainEqual({ action: 'export.create', roles: ['admin', 'reviewer'] })
  expect(body.actions).toContainEqual({ action: 'consent.ask', roles: ['admin'] })
})
