import { randomUUID, X509Certificate } from 'node:crypto'
import { decodeJwt, importPKCS8, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Sandbox, selfSignedPem } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client
let now = Date.now()
const DELAY_MS = 30_000

beforeAll(async () => {
  sandbox = await startSmall({ messages: 20, clock: () => now })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.control.set({ replicationMs: 0, appSecrets: 'allowed', secretMaxDays: 0 })
  const scopes = ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All']
  client = new Client(sandbox, sandbox.delegatedToken('Mia', scopes))
  return () => client.close()
})

async function graph(method: string, path: string, body?: object) {
  const response = await client.fetch(`/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${client.token}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

async function signIn(appId: string, credential: Record<string, string>) {
  const answer = await client.postForm(`/${sandbox.tenantId}/oauth2/v2.0/token`, {
    client_id: appId,
    grant_type: 'client_credentials',
    ...credential,
    scope: 'https://graph.microsoft.com/.default',
  })
  const { access_token, error_codes } = (await answer.json()) as {
    access_token?: string
    error_codes?: number[]
  }
  return access_token === undefined ? error_codes?.[0] : ((decodeJwt(access_token).roles as string[]) ?? [])
}

async function makeApp(): Promise<{ id: string; appId: string }> {
  return (await graph('POST', '/applications', { displayName: 'Backup' })).body
}

async function makeSecret(id: string): Promise<string> {
  return (await graph('POST', `/applications/${id}/addPassword`, {})).body.secretText
}

const graphPrincipal = async () =>
  (await graph('GET', "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")).body.id

describe('with replication, the sign-in learns step by step of', () => {
  test('the app, its service principal, and roles, each in its turn', async () => {
    sandbox.control.set({ replicationMs: DELAY_MS })
    const { id, appId } = await makeApp()
    const attempt = (client_secret = 'x') => signIn(appId, { client_secret })
    expect(await attempt()).toBe(700016)
    expect((await graph('POST', `/applications/${id}/addPassword`, {})).status).toBe(404)
    now += DELAY_MS
    const secret = await makeSecret(id)
    expect(await attempt(secret)).toBe(7000215)
    now += DELAY_MS
    expect(await attempt(secret)).toBe(7000229)
    const principal = (await graph('POST', '/servicePrincipals', { appId })).body.id
    expect(await attempt(secret)).toBe(7000229)
    const resourceId = await graphPrincipal()
    const grant = {
      principalId: principal,
      resourceId,
      appRoleId: '6b7d71aa-70aa-4810-a8d9-5d9fb2830017',
    }
    const assign = () => graph('POST', `/servicePrincipals/${resourceId}/appRoleAssignedTo`, grant)
    expect((await assign()).status).toBe(404)
    now += DELAY_MS
    expect(await attempt(secret)).toEqual([])
    expect((await assign()).status).toBe(201)
    expect(await attempt(secret)).toEqual([])
    const held = async () => (await graph('GET', `/servicePrincipals/${principal}/appRoleAssignments`)).body
    expect((await held()).value).toEqual([])
    now += DELAY_MS
    expect(await attempt(secret)).toEqual(['Chat.Read.All'])
    expect((await held()).value).toHaveLength(1)
  })

  test('a certificate, which a second one joins without taking its place', async () => {
    const { id, appId } = await makeApp()
    await graph('POST', '/servicePrincipals', { appId })
    const [first, second] = await Promise.all([selfSignedPem('first'), selfSignedPem('second')])
    const given = (pem: string, displayName: string) => ({
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
      displayName,
      key: new X509Certificate(pem).raw.toString('base64'),
    })
    const put = (keyCredentials: object[]) => graph('PATCH', `/applications/${id}`, { keyCredentials })
    expect((await put([given(first, 'first')])).status).toBe(204)
    expect(await byCertificate(appId, first)).toEqual([])
    now += DELAY_MS
    sandbox.control.set({ replicationMs: DELAY_MS })
    const known = (await graph('GET', `/applications/${id}`)).body.keyCredentials
    expect(known).toMatchObject([{ displayName: 'first', key: null }])
    const shown = (await graph('GET', `/applications/${id}?$select=keyCredentials`)).body.keyCredentials
    expect(shown[0].key).toBe(given(first, '').key)
    expect((await put([...known, given(second, 'second')])).status).toBe(204)
    expect(await byCertificate(appId, first)).toEqual([])
    expect(await byCertificate(appId, second)).toBe(700027)
    now += DELAY_MS
    expect(await byCertificate(appId, second)).toEqual([])
    const [, added] = (await graph('GET', `/applications/${id}`)).body.keyCredentials
    expect((await put([added])).status).toBe(204)
    expect(await byCertificate(appId, first)).toEqual([])
    now += DELAY_MS
    expect(await byCertificate(appId, first)).toBe(700027)
    expect(await byCertificate(appId, second)).toEqual([])
  })
})

describe('what is taken away', () => {
  test('is taken by the sign-in until that has heard of it: a secret, a role', async () => {
    const { id, appId } = await makeApp()
    const principalId = (await graph('POST', '/servicePrincipals', { appId })).body.id
    const resourceId = await graphPrincipal()
    const roles = `/servicePrincipals/${resourceId}/appRoleAssignedTo`
    const appRoleId = '6b7d71aa-70aa-4810-a8d9-5d9fb2830017'
    const { body: role } = await graph('POST', roles, { principalId, resourceId, appRoleId })
    const { body: made } = await graph('POST', `/applications/${id}/addPassword`, {})
    const attempt = () => signIn(appId, { client_secret: made.secretText })
    now += DELAY_MS
    sandbox.control.set({ replicationMs: DELAY_MS })
    expect((await graph('DELETE', `${roles}/${role.id}`)).status).toBe(204)
    expect(await attempt()).toEqual(['Chat.Read.All'])
    now += DELAY_MS
    expect(await attempt()).toEqual([])
    await graph('POST', `/applications/${id}/removePassword`, { keyId: made.keyId })
    expect(await attempt()).toEqual([])
    now += DELAY_MS
    expect(await attempt()).toBe(7000215)
  })
})

test('an expired certificate signs no one in', async () => {
  const pem = await selfSignedPem('short-lived')
  const { clientId } = sandbox.control.registerApp({ certificatePem: pem, roles: ['Chat.Read.All'] })
  expect(await byCertificate(clientId, pem)).toEqual(['Chat.Read.All'])
  const before = now
  now = new X509Certificate(pem).validToDate.getTime()
  expect(await byCertificate(clientId, pem)).toBe(700027)
  now = before
})

async function byCertificate(appId: string, pem: string) {
  const audience = `${sandbox.url}/${sandbox.tenantId}/oauth2/v2.0/token`
  const seconds = Math.floor(now / 1000)
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({
      alg: 'PS256',
      'x5t#S256': Buffer.from(new X509Certificate(pem).fingerprint256.replaceAll(':', ''), 'hex').toString(
        'base64url',
      ),
    })
    .setAudience(audience)
    .setIssuer(appId)
    .setSubject(appId)
    .setNotBefore(seconds)
    .setExpirationTime(seconds + 300)
    .sign(await importPKCS8(pem.slice(pem.indexOf('-----BEGIN PRIVATE KEY')), 'PS256'))
  const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return signIn(appId, { client_assertion: assertion, client_assertion_type })
}

describe('a tenant’s policy', () => {
  const codeOf = (answer: { status: number; body: { error: { code: string } } }) => [
    ...[answer.status, answer.body.error.code],
  ]
  const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString()
  const add = (id: string, endDateTime: string) =>
    graph('POST', `/applications/${id}/addPassword`, { passwordCredential: { endDateTime } })

  test('may forbid client secrets', async () => {
    const { id } = await makeApp()
    sandbox.control.set({ appSecrets: 'forbidden' })
    expect(codeOf(await add(id, inDays(10)))).toEqual([400, 'CredentialTypeNotAllowedAsPerAppPolicy'])
  })

  test('may cap their life', async () => {
    const { id } = await makeApp()
    sandbox.control.set({ secretMaxDays: 180 })
    expect(codeOf(await add(id, inDays(730)))).toEqual([400, 'CredentialInvalidLifetimeAsPerAppPolicy'])
    expect((await add(id, inDays(180))).status).toBe(200)
  })
})

describe('what an administrator does meanwhile', () => {
  test('a secret or a certificate that was removed signs no one in', async () => {
    const known = () => sandbox.truth().applications.find((app) => app.clientId === sandbox.app.clientId)
    const { clientId, clientSecret, certificatePem } = sandbox.app
    expect(await signIn(clientId, { client_secret: clientSecret })).toContain('Chat.Read.All')
    expect(known()?.secrets).toMatchObject([{ hint: clientSecret.slice(0, 3) }])
    expect(JSON.stringify(known())).not.toContain(clientSecret)
    sandbox.control.removeSecret(known()?.secrets[0]?.keyId ?? '')
    expect(await signIn(clientId, { client_secret: clientSecret })).toBe(7000215)
    sandbox.control.removeCertificate(known()?.certificates[0]?.keyId ?? '')
    expect(await byCertificate(clientId, certificatePem)).toBe(700027)
    expect(() => sandbox.control.removeSecret('none')).toThrow('no secret none')
  })

  test('an app that was deleted is known to no one', async () => {
    const app = sandbox.control.registerApp({ roles: ['Chat.Read.All'] })
    const attempt = () => signIn(app.clientId, { client_secret: app.clientSecret })
    expect(await attempt()).toEqual(['Chat.Read.All'])
    sandbox.control.deleteApp(app.clientId)
    expect(await attempt()).toBe(700016)
    expect(sandbox.truth().applications.map(({ clientId }) => clientId)).not.toContain(app.clientId)
  })

  test('the same is ordered over HTTP', async () => {
    const { clientId } = sandbox.control.registerApp()
    const act = async (body: object) =>
      (await client.fetch('/_sandbox/control', { method: 'POST', body: JSON.stringify(body) })).status
    expect(await act({ action: 'setDirectoryRoles', user: 'Jonas', roles: ['globalAdministrator'] })).toBe(
      200,
    )
    expect(await act({ action: 'setDirectoryRoles', user: 'Jonas', roles: ['emperor'] })).toBe(400)
    expect(await act({ action: 'setDirectoryRoles', user: 'Jonas', roles: [] })).toBe(200)
    const subscription = 'Contoso Research'
    expect(
      await act({ action: 'setSubscriptionRole', user: 'mia.berg@contoso.com', subscription, role: 'Owner' }),
    ).toBe(200)
    expect(await act({ action: 'setSubscriptionState', subscription, state: 'Asleep' })).toBe(400)
    expect(await act([{ action: 'expireSessions' }, { action: 'expireConsent', clientId }])).toBe(200)
    expect(await act({ action: 'deleteApp', clientId })).toBe(200)
    expect(await act({ action: 'deleteApp', clientId })).toBe(400)
  })
})
