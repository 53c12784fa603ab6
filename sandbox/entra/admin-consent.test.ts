import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client
let now = Date.UTC(2026, 10, 22, 10)

beforeAll(async () => {
  sandbox = await startSmall({ messages: 50, clock: () => now })
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})
beforeEach(() => sandbox.control.set({ replicationMs: 0 }))

const scope = 'https://graph.microsoft.com/.default'

function address(path: string, clientId: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: 'http://localhost:3978/consent/callback',
    state: 's1',
    ...more,
  })
  return `${sandbox.httpUrl}/${sandbox.tenantId}/${path}?${query}`
}

const v2 = (clientId: string) => address('v2.0/adminconsent', clientId, { scope })

async function page(url: string, form: Record<string, string> = {}) {
  const response = await client.fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  const text = await response.text()
  const [, flow = ''] = /name="flow" value="([^"]+)"/.exec(text) ?? []
  return { status: response.status, text, flow, cookie: response.headers.get('set-cookie') ?? '' }
}

async function decide(url: string, decision: string, more: Record<string, string> = { operator: 'Mia' }) {
  const body = new URLSearchParams({ decision, ...more })
  const response = await client.fetch(url, { method: 'POST', body })
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') ?? '').searchParams
}

async function rolesOf({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  const form = { client_id: clientId, client_secret: clientSecret, scope, grant_type: 'client_credentials' }
  const answer = await client.postForm(`/${sandbox.tenantId}/oauth2/v2.0/token`, form)
  const { access_token, error_codes } = (await answer.json()) as {
    access_token?: string
    error_codes?: number[]
  }
  return access_token === undefined ? error_codes : decodeJwt(access_token).roles
}

test('consent makes a service principal, grants what the registration lists, and says so', async () => {
  const app = sandbox.control.registerApp({ consented: false, listed: ['Chat.Read.All', 'User.Read.All'] })
  expect(await rolesOf(app)).toEqual([7000229])
  const url = v2(app.clientId)
  expect((await page(url)).text).toContain('Pick an account')
  const asked = await page(url, { operator: 'Mia' })
  expect(asked.text).toContain('Chat.Read.All')
  expect(asked.text).not.toContain('Organization.Read.All')
  const said = await decide(url, 'accept', { operator: 'Mia', flow: asked.flow })
  expect(Object.fromEntries(said)).toEqual({
    admin_consent: 'True',
    tenant: sandbox.tenantId,
    scope,
    state: 's1',
  })
  expect(await rolesOf(app)).toEqual(['Chat.Read.All', 'User.Read.All'])
})

test('an app that lists nothing gets nothing', async () => {
  const app = sandbox.control.registerApp({ listed: [] })
  await decide(v2(app.clientId), 'accept')
  expect(await rolesOf(app)).toBeUndefined()
})

test('what was granted is in tokens once it has been copied', async () => {
  const app = sandbox.control.registerApp({ listed: ['Chat.Read.All'] })
  sandbox.control.set({ replicationMs: 30_000 })
  await decide(v2(app.clientId), 'accept')
  expect(await rolesOf(app)).toBeUndefined()
  now += 30_000
  expect(await rolesOf(app)).toEqual(['Chat.Read.All'])
})

test('a refusal keeps admin_consent=True in v2, as the service does', async () => {
  const { clientId } = sandbox.control.registerApp()
  const said = await decide(v2(clientId), 'cancel')
  expect([said.get('admin_consent'), said.get('error'), said.get('state')]).toEqual([
    ...['True', 'consent_required', 's1'],
  ])
  expect(said.get('error_description')).toMatch(/^AADSTS65004: .*\r\nTrace ID: .*\r\nCorrelation ID: /)
  const v1 = await decide(address('adminconsent', clientId), 'cancel')
  expect([v1.get('admin_consent'), v1.get('error')]).toEqual([null, 'permission_denied'])
})

test('v2 asks for a scope and for a known app', async () => {
  expect((await client.fetch(address('v2.0/adminconsent', sandbox.app.clientId))).status).toBe(400)
  expect((await client.fetch(address('adminconsent', 'nobody'))).status).toBe(400)
})

describe('who signs in decides', () => {
  test('a session is enough, and no session is asked for', async () => {
    const { clientId } = sandbox.control.registerApp()
    const [cookie = ''] = (await page(v2(clientId), { operator: 'Mia' })).cookie.split(';')
    const known = await client.fetch(v2(clientId), { headers: { cookie } })
    expect(await known.text()).toContain('Permissions requested')
    sandbox.control.expireSessions()
    const gone = await client.fetch(v2(clientId), { headers: { cookie } })
    expect(await gone.text()).toContain('Pick an account')
  })

  test.each(['Jonas', 'Lea'])('%s, no administrator, is told so and has a way back', async (operator) => {
    const app = sandbox.control.registerApp()
    const url = v2(app.clientId)
    expect((await page(url, { operator })).text).toContain('Need admin approval')
    expect((await page(url, { operator, decision: 'accept' })).text).toContain('Need admin approval')
    expect((await page(url, { operator, decision: 'another' })).text).toContain('Pick an account')
    const said = await decide(url, 'cancel', { operator })
    expect([said.get('admin_consent'), said.get('error')]).toEqual(['True', 'access_denied'])
    expect(said.get('error_description')).toContain('AADSTS90094')
    expect(await rolesOf(app)).toBeUndefined()
  })

  test('an app administrator is not enough for permissions of Graph, a privileged role administrator is', async () => {
    const { clientId } = sandbox.control.registerApp()
    sandbox.control.setDirectoryRoles('Jonas', ['cloudApplicationAdministrator'])
    expect((await page(v2(clientId), { operator: 'Jonas' })).text).toContain('Need admin approval')
    sandbox.control.setDirectoryRoles('Jonas', ['privilegedRoleAdministrator'])
    expect((await page(v2(clientId), { operator: 'Jonas' })).text).toContain('Permissions requested')
    sandbox.control.setDirectoryRoles('Jonas', [])
  })

  test('an account of another organization is turned away', async () => {
    const { clientId } = sandbox.control.registerApp()
    const stranger = await page(v2(clientId), { operator: 'outsider' })
    expect(stranger.status).toBe(400)
    expect(stranger.text).toContain('AADSTS50020')
    expect(stranger.text).toContain('Sign in with another account')
  })

  test('a page that was left open too long cannot be answered', async () => {
    const app = sandbox.control.registerApp()
    const { flow } = await page(v2(app.clientId), { operator: 'Mia' })
    now += 61 * 60_000
    const late = await page(v2(app.clientId), { operator: 'Mia', decision: 'accept', flow })
    expect(late.status).toBe(400)
    expect(late.text).toContain('AADSTS50089')
    expect(late.text).toContain('Pick an account')
    expect(await rolesOf(app)).toBeUndefined()
  })
})
