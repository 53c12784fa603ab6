import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSmall({ messages: 50 })
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

function address(path: string, clientId: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: 'http://localhost:3978/consent/callback',
    state: 's1',
    ...more,
  })
  return `${sandbox.httpUrl}/organizations/${path}?${query}`
}

async function decide(url: string, decision: string): Promise<URLSearchParams> {
  const response = await client.fetch(url, { method: 'POST', body: new URLSearchParams({ decision }) })
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') ?? '').searchParams
}

test('consent makes a service principal, grants the permissions and says so', async () => {
  const { clientId, clientSecret } = sandbox.control.registerApp({ consented: false })
  const scope = 'https://graph.microsoft.com/.default'
  const url = address('v2.0/adminconsent', clientId, { scope })
  expect(await (await client.fetch(url)).text()).toContain('Chat.Read.All')
  expect(Object.fromEntries(await decide(url, 'accept'))).toEqual({
    admin_consent: 'True',
    tenant: sandbox.tenantId,
    scope,
    state: 's1',
  })
  const form = { client_id: clientId, client_secret: clientSecret, scope, grant_type: 'client_credentials' }
  const tokens = await client.postForm(`/${sandbox.tenantId}/oauth2/v2.0/token`, form)
  const { access_token } = (await tokens.json()) as { access_token: string }
  expect(
    (await new Client(sandbox, access_token).graph('/users/mia.berg@contoso.com/chats/getAllMessages'))
      .status,
  ).toBe(200)
})

test('a refusal keeps admin_consent=True in v2, as the service does', async () => {
  const { clientId } = sandbox.control.registerApp()
  const v2 = await decide(address('v2.0/adminconsent', clientId, { scope: 'x' }), 'cancel')
  expect([v2.get('admin_consent'), v2.get('error'), v2.get('state')]).toEqual([
    'True',
    'consent_required',
    's1',
  ])
  const v1 = await decide(address('adminconsent', clientId), 'cancel')
  expect([v1.get('admin_consent'), v1.get('error')]).toEqual([null, 'permission_denied'])
})

test('v2 asks for a scope and for a known app', async () => {
  expect((await client.fetch(address('v2.0/adminconsent', sandbox.app.clientId))).status).toBe(400)
  expect((await client.fetch(address('adminconsent', 'nobody'))).status).toBe(400)
})
