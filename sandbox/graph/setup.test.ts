import { createHash, randomBytes, X509Certificate } from 'node:crypto'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, selfSignedPem } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let now = Date.UTC(2026, 10, 22, 10)
const clients: Client[] = []

beforeAll(async () => {
  sandbox = await startSmall({ messages: 50, clock: () => now })
})
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await sandbox.close()
})

const SETUP = 'Application.ReadWrite.All AppRoleAssignment.ReadWrite.All User.Read'
const GRAPH = '00000003-0000-0000-c000-000000000000'
const CHAT_READ_ALL = '6b7d71aa-70aa-4810-a8d9-5d9fb2830017'
const GRAPH_CLI = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

/** A person with delegated permissions, signed in by device code as Microsoft's own tools do. */
async function signedIn(who: string, scope = SETUP): Promise<Client> {
  const front = new Client(sandbox)
  const tenant = `/${sandbox.tenantId}/oauth2/v2.0`
  const started = await front.postForm(`${tenant}/devicecode`, { client_id: GRAPH_CLI, scope })
  const { device_code, user_code } = (await started.json()) as Record<string, string>
  const form = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: GRAPH_CLI,
    device_code: device_code ?? '',
  }
  const early = await front.postForm(`${tenant}/token`, form)
  expect(await early.json()).toMatchObject({ error: 'authorization_pending', error_codes: [70016] })
  await front.postForm('/common/oauth2/deviceauth', { code: user_code ?? '', operator: who })
  const answer = (await (await front.postForm(`${tenant}/token`, form)).json()) as { access_token: string }
  await front.close()
  const client = new Client(sandbox, answer.access_token)
  clients.push(client)
  return client
}

async function call(client: Client, method: string, path: string, body?: object, headers = {}) {
  const response = await client.fetch(`/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${client.token}`, ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

const errorOf = (answer: { status: number; body: { error: { code: string } } }) => [
  answer.status,
  answer.body.error.code,
]

test('a person who declines on the device gets no token', async () => {
  const client = new Client(sandbox)
  clients.push(client)
  const tenant = '/organizations/oauth2/v2.0'
  const started = await client.postForm(`${tenant}/devicecode`, { client_id: GRAPH_CLI, scope: 'User.Read' })
  const { device_code, user_code, verification_uri } = (await started.json()) as Record<string, string>
  expect(verification_uri).toBe(`${sandbox.url}/common/oauth2/deviceauth`)
  await client.postForm(verification_uri ?? '', { code: user_code ?? '', operator: 'cancel' })
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: GRAPH_CLI }
  const answer = await client.postForm(`${tenant}/token`, { ...form, device_code: device_code ?? '' })
  expect([answer.status, (await answer.json()) as object]).toMatchObject([
    400,
    { error: 'authorization_declined' },
  ])
})

test('me is the person of the token; an app has none', async () => {
  const mia = await signedIn('Mia')
  expect((await call(mia, 'GET', '/me?$select=displayName')).body).toMatchObject({ displayName: 'Mia Berg' })
  const app = new Client(sandbox)
  clients.push(app)
  expect(errorOf(await call(app, 'GET', '/me'))).toEqual([400, 'BadRequest'])
})

describe('registering the backup app by Graph', () => {
  test('its secret gets tokens, and granted roles are in them', async () => {
    const mia = await signedIn('Mia')
    const made = await call(mia, 'POST', '/applications', {
      displayName: 'Teams chat backup',
      signInAudience: 'AzureADMyOrg',
      web: { redirectUris: ['https://chatvault.contoso.com/consent/callback'] },
      requiredResourceAccess: [
        { resourceAppId: GRAPH, resourceAccess: [{ id: CHAT_READ_ALL, type: 'Role' }] },
      ],
    })
    expect(made.status).toBe(201)
    const { id, appId } = made.body
    const password = await call(mia, 'POST', `/applications/${id}/addPassword`, {
      passwordCredential: { displayName: 'backup', endDateTime: '2027-05-01T00:00:00Z' },
    })
    expect(password.body).toMatchObject({ displayName: 'backup', endDateTime: '2027-05-01T00:00:00.000Z' })
    expect(password.body.secretText.startsWith(password.body.hint)).toBe(true)
    expect((await call(mia, 'GET', `/applications/${id}`)).body.passwordCredentials).toMatchObject([
      { keyId: password.body.keyId, secretText: null },
    ])

    const token = async () => {
      const answer = await mia.postForm(`/${sandbox.tenantId}/oauth2/v2.0/token`, {
        client_id: appId,
        client_secret: password.body.secretText,
        scope: 'https://graph.microsoft.com/.default',
        grant_type: 'client_credentials',
      })
      return (await answer.json()) as { access_token: string; error_codes?: number[] }
    }
    expect((await token()).error_codes).toEqual([7000229])
    const principal = await call(mia, 'POST', '/servicePrincipals', { appId })
    expect(principal.status).toBe(201)
    expect(decodeJwt((await token()).access_token)).not.toHaveProperty('roles')

    const graph = (
      await call(mia, 'GET', `/servicePrincipals?$filter=appId eq '${GRAPH}'&$select=id,appRoles`)
    ).body.value[0]
    const grant = { principalId: principal.body.id, resourceId: graph.id, appRoleId: CHAT_READ_ALL }
    expect(graph.appRoles).toContainEqual(
      expect.objectContaining({ id: CHAT_READ_ALL, value: 'Chat.Read.All' }),
    )
    expect(await call(mia, 'POST', `/servicePrincipals/${graph.id}/appRoleAssignedTo`, grant)).toMatchObject({
      status: 201,
      body: { principalType: 'ServicePrincipal', resourceDisplayName: 'Microsoft Graph' },
    })
    expect(
      errorOf(await call(mia, 'POST', `/servicePrincipals/${graph.id}/appRoleAssignedTo`, grant)),
    ).toEqual([400, 'Request_BadRequest'])
    expect(decodeJwt((await token()).access_token).roles).toEqual(['Chat.Read.All'])

    const held = (await call(mia, 'GET', `/servicePrincipals/${principal.body.id}/appRoleAssignments`)).body
      .value
    expect(held).toHaveLength(1)
    const gone = `/servicePrincipals/${principal.body.id}/appRoleAssignments/${held[0].id}`
    expect((await call(mia, 'DELETE', gone)).status).toBe(204)
    expect(decodeJwt((await token()).access_token)).not.toHaveProperty('roles')

    const { keyId } = password.body
    expect((await call(mia, 'POST', `/applications/${id}/removePassword`, { keyId })).status).toBe(204)
    expect((await token()).error_codes).toEqual([7000215])
  })

  test('a certificate put into keyCredentials signs the app in', async () => {
    const mia = await signedIn('Mia')
    const pem = await selfSignedPem('chatvault')
    const key = new X509Certificate(pem).raw.toString('base64')
    const credential = { type: 'AsymmetricX509Cert', usage: 'Verify', key, displayName: 'CN=chatvault' }
    const made = await call(mia, 'POST', '/applications', { displayName: 'By certificate' })
    const path = `/applications/${made.body.id}`
    expect(
      errorOf(await call(mia, 'POST', `${path}/addKey`, { keyCredential: credential, proof: 'a.b.c' }))[0],
    ).toBe(400)
    expect((await call(mia, 'PATCH', path, { keyCredentials: [credential] })).status).toBe(204)
    await call(mia, 'POST', '/servicePrincipals', { appId: made.body.appId })
    const app = new ConfidentialClientApplication({
      auth: {
        clientId: made.body.appId,
        authority: `${sandbox.url}/${sandbox.tenantId}`,
        knownAuthorities: [new URL(sandbox.url).host],
        clientCertificate: {
          thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(':', ''),
          privateKey: pem.slice(pem.indexOf('-----BEGIN PRIVATE KEY')),
        },
      },
      system: {
        networkClient: { sendGetRequestAsync: over(mia, 'GET'), sendPostRequestAsync: over(mia, 'POST') },
      },
    })
    // The sandbox's clock stands still; the assertion is dated by the real one.
    now = Date.now()
    const token = await app.acquireTokenByClientCredential({
      scopes: ['https://graph.microsoft.com/.default'],
    })
    expect(decodeJwt(token?.accessToken ?? '')).toMatchObject({ appid: made.body.appId, appidacr: '2' })
    now = Date.UTC(2026, 10, 22, 10)
  })
})

function over(client: Client, method: 'GET' | 'POST') {
  return async (url: string, options?: { headers?: Record<string, string>; body?: string }) => {
    const body = options?.body ?? null
    const response = await client.fetch(url, { method, headers: options?.headers ?? {}, body })
    const headers = Object.fromEntries(response.headers)
    return { headers, body: (await response.json()) as never, status: response.status }
  }
}

describe('registering an app people sign in to', () => {
  const SCOPE_ID = 'aaaaaaaa-0000-4000-8000-000000000001'
  const ROLE_ID = 'aaaaaaaa-0000-4000-8000-000000000002'
  const REDIRECT = 'https://chatvault.contoso.com/auth/redirect.html'

  async function registered(mia: Client, more: object = {}) {
    const body = {
      displayName: 'Sign-in',
      signInAudience: 'AzureADMyOrg',
      groupMembershipClaims: 'DirectoryRole',
      spa: { redirectUris: [REDIRECT] },
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [{ id: SCOPE_ID, value: 'access_as_user', type: 'User', isEnabled: true }],
      },
      appRoles: [{ id: ROLE_ID, value: 'Vault.Admin', isEnabled: true, allowedMemberTypes: ['User'] }],
      ...more,
    }
    const made = await call(mia, 'POST', '/applications', body)
    expect(made.status).toBe(201)
    const { id, appId } = made.body
    const identifierUris = [`api://chatvault.contoso.com/${appId}`]
    expect((await call(mia, 'PATCH', `/applications/${id}`, { identifierUris })).status).toBe(204)
    return { id, appId } as { id: string; appId: string }
  }

  /** Authorization code with PKCE, as msal-browser does it. */
  async function signIn(
    client: Client,
    appId: string,
    scope: string,
    tenant = sandbox.tenantId,
    redirect = REDIRECT,
  ): Promise<{ access_token?: string; error_codes?: number[]; page?: string }> {
    const verifier = randomBytes(32).toString('base64url')
    const query = new URLSearchParams({
      client_id: appId,
      response_type: 'code',
      redirect_uri: redirect,
      scope,
      login_hint: 'Mia',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    const page = await client.fetch(`/${tenant}/oauth2/v2.0/authorize?${query}`)
    if (page.status !== 302) return { page: await page.text() }
    const code =
      new URLSearchParams(new URL(page.headers.get('location') ?? '').hash.slice(1)).get('code') ?? ''
    const answer = await client.postForm(`/${tenant}/oauth2/v2.0/token`, {
      client_id: appId,
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      scope,
      code_verifier: verifier,
    })
    return (await answer.json()) as { access_token?: string; error_codes?: number[] }
  }

  test('its tokens carry the roles people were given there, and directory roles because it asks for them', async () => {
    const mia = await signedIn('Mia')
    const { appId } = await registered(mia)
    const scope = `api://chatvault.contoso.com/${appId}/access_as_user openid`
    const claims = async () => decodeJwt((await signIn(mia, appId, scope)).access_token ?? '')
    expect(await claims()).toMatchObject({
      aud: appId,
      ver: '2.0',
      wids: expect.arrayContaining([expect.any(String)]),
    })
    expect(await claims()).not.toHaveProperty('roles')

    const principal = (await call(mia, 'POST', '/servicePrincipals', { appId })).body
    const me = (await call(mia, 'GET', '/me')).body
    const grant = { principalId: me.id, resourceId: principal.id, appRoleId: ROLE_ID }
    const assigned = `/servicePrincipals(appId='${appId}')/appRoleAssignedTo`
    expect((await call(mia, 'POST', assigned, grant)).body).toMatchObject({
      principalDisplayName: 'Mia Berg',
    })
    expect((await claims()).roles).toEqual(['Vault.Admin'])
  })

  test('what a registration forgets is missing from the tokens', async () => {
    const mia = await signedIn('Mia')
    const { appId } = await registered(mia, {
      groupMembershipClaims: null,
      api: { oauth2PermissionScopes: [{ id: SCOPE_ID, value: 'access_as_user', isEnabled: true }] },
    })
    const token = await signIn(mia, appId, `api://chatvault.contoso.com/${appId}/access_as_user`)
    const claims = decodeJwt(token.access_token ?? '')
    expect(claims).toMatchObject({ ver: '1.0', aud: `api://chatvault.contoso.com/${appId}` })
    expect(claims).not.toHaveProperty('wids')
  })

  test('another redirect address, another host in the scope, an unknown scope and /organizations are refused', async () => {
    const mia = await signedIn('Mia')
    const { appId } = await registered(mia)
    const scope = `api://chatvault.contoso.com/${appId}/access_as_user`
    expect((await signIn(mia, appId, scope, sandbox.tenantId, 'http://localhost:3978/')).page).toContain(
      'AADSTS50011',
    )
    expect((await signIn(mia, appId, scope, 'organizations')).page).toContain('AADSTS50194')
    expect((await signIn(mia, appId, `api://evil.example/${appId}/access_as_user`)).error_codes).toEqual([
      500011,
    ])
    expect((await signIn(mia, appId, `api://chatvault.contoso.com/${appId}/all`)).error_codes).toEqual([
      65005,
    ])
  })

  test('a client is pre-authorised for scopes that were there before the request only', async () => {
    const mia = await signedIn('Mia')
    const { id } = await registered(mia)
    const clientOf = (permission: string) => ({
      api: { preAuthorizedApplications: [{ appId: GRAPH_CLI, delegatedPermissionIds: [permission] }] },
    })
    expect((await call(mia, 'PATCH', `/applications/${id}`, clientOf(SCOPE_ID))).status).toBe(204)
    const fresh = 'aaaaaaaa-0000-4000-8000-000000000009'
    const scopes = [
      { id: SCOPE_ID, value: 'access_as_user', isEnabled: true },
      { id: fresh, value: 'more', isEnabled: true },
    ]
    const both = { api: { ...clientOf(fresh).api, oauth2PermissionScopes: scopes } }
    expect(errorOf(await call(mia, 'PATCH', `/applications/${id}`, both))).toEqual([400, 'InvalidValue'])
    expect((await call(mia, 'GET', `/applications/${id}`)).body.api.oauth2PermissionScopes).toHaveLength(1)
  })

  test.each<[string, object, string]>([
    [
      'an enabled scope taken away',
      { api: { oauth2PermissionScopes: [] } },
      'CannotDeleteOrUpdateEnabledEntitlement',
    ],
    ['an enabled role taken away', { appRoles: [] }, 'CannotDeleteOrUpdateEnabledEntitlement'],
    ['a property Graph does not know', { colour: 'blue' }, 'Request_BadRequest'],
    [
      'a URI without the app’s id',
      { identifierUris: ['api://chatvault.contoso.com'] },
      'HostNameNotOnVerifiedDomain',
    ],
    ['a plain address as redirect', { spa: { redirectUris: ['http://a.b/'] } }, 'Request_BadRequest'],
    ['no name', { displayName: '' }, 'Request_BadRequest'],
  ])('%s is refused and changes nothing', async (_, body, code) => {
    const mia = await signedIn('Mia')
    const { id } = await registered(mia)
    const before = (await call(mia, 'GET', `/applications/${id}`)).body
    expect(errorOf(await call(mia, 'PATCH', `/applications/${id}`, body))).toEqual([400, code])
    expect((await call(mia, 'GET', `/applications/${id}`)).body).toEqual(before)
  })
})

describe('an upsert by unique name', () => {
  const path = "/applications(uniqueName='app-65278')"
  const prefer = { prefer: 'create-if-missing' }

  test('makes the app once and changes it after that, whatever reads see meanwhile', async () => {
    const mia = await signedIn('Mia')
    expect((await call(mia, 'PATCH', path, { displayName: 'One' })).status).toBe(404)
    const made = await call(mia, 'PATCH', path, { displayName: 'One' }, prefer)
    expect(made).toMatchObject({ status: 201, body: { uniqueName: 'app-65278' } })
    sandbox.control.set({ replicationMs: 60_000 })
    expect((await call(mia, 'PATCH', path, { displayName: 'Two' }, prefer)).status).toBe(204)
    sandbox.control.set({ replicationMs: 0 })
    const found = await call(mia, 'GET', "/applications?$filter=displayName eq 'Two'")
    expect(found.body.value).toMatchObject([{ appId: made.body.appId }])
    expect((await call(mia, 'GET', path)).body).toMatchObject({ id: made.body.id })
  })
})

test('a new app is unseen until it has been copied', async () => {
  const mia = await signedIn('Mia')
  sandbox.control.set({ replicationMs: 5000 })
  const { id, appId } = (await call(mia, 'POST', '/applications', { displayName: 'New' })).body
  expect((await call(mia, 'GET', `/applications/${id}`)).status).toBe(404)
  expect(errorOf(await call(mia, 'PATCH', `/applications/${id}`, { notes: 'x' }))).toEqual([
    404,
    'Request_ResourceNotFound',
  ])
  expect(errorOf(await call(mia, 'POST', '/servicePrincipals', { appId }))).toEqual([
    400,
    'NoBackingApplicationObject',
  ])
  now += 5000
  expect((await call(mia, 'GET', `/applications/${id}`)).status).toBe(200)
  expect((await call(mia, 'POST', '/servicePrincipals', { appId })).status).toBe(201)
  expect((await call(mia, 'GET', `/servicePrincipals(appId='${appId}')`)).status).toBe(404)
  now += 5000
  expect((await call(mia, 'GET', `/servicePrincipals(appId='${appId}')`)).status).toBe(200)
  sandbox.control.set({ replicationMs: 0 })
})

describe('who may', () => {
  const DENIED = [403, 'Authorization_RequestDenied']

  test('without the scope no one registers anything', async () => {
    const mia = await signedIn('Mia', 'User.Read')
    expect(errorOf(await call(mia, 'POST', '/applications', { displayName: 'x' }))).toEqual(DENIED)
    expect(errorOf(await call(mia, 'GET', '/applications'))).toEqual(DENIED)
    expect(errorOf(await call(mia, 'GET', '/servicePrincipals'))).toEqual(DENIED)
  })

  test('any member registers and owns an app, changes no other, and grants nothing', async () => {
    const lea = await signedIn('Lea')
    const own = (await call(lea, 'POST', '/applications', { displayName: 'Lea’s' })).body
    expect((await call(lea, 'PATCH', `/applications/${own.id}`, { notes: 'mine' })).status).toBe(204)
    const principal = (await call(lea, 'POST', '/servicePrincipals', { appId: own.appId })).body
    const mia = await signedIn('Mia')
    const other = (await call(mia, 'POST', '/applications', { displayName: 'Mia’s' })).body
    expect(errorOf(await call(lea, 'PATCH', `/applications/${other.id}`, { notes: 'mine' }))).toEqual(DENIED)
    expect(errorOf(await call(lea, 'POST', `/applications/${other.id}/addPassword`, {}))).toEqual(DENIED)
    const graph = (await call(lea, 'GET', `/servicePrincipals(appId='${GRAPH}')?$select=id`)).body
    const grant = { principalId: principal.id, resourceId: graph.id, appRoleId: CHAT_READ_ALL }
    expect(
      errorOf(await call(lea, 'POST', `/servicePrincipals/${graph.id}/appRoleAssignedTo`, grant)),
    ).toEqual(DENIED)
  })

  test('an app with Application.ReadWrite.OwnedBy keeps to its own', async () => {
    const { clientId, clientSecret } = sandbox.control.registerApp({
      roles: ['Application.ReadWrite.OwnedBy'],
    })
    const front = new Client(sandbox)
    clients.push(front)
    const answer = await front.postForm(`/${sandbox.tenantId}/oauth2/v2.0/token`, {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    })
    const app = new Client(sandbox, ((await answer.json()) as { access_token: string }).access_token)
    clients.push(app)
    const own = (await call(app, 'POST', '/applications', { displayName: 'Child' })).body
    expect((await call(app, 'DELETE', `/applications/${own.id}`)).status).toBe(204)
    const backup = (await call(app, 'GET', `/applications(appId='${sandbox.app.clientId}')`)).body
    expect(errorOf(await call(app, 'DELETE', `/applications/${backup.id}`))).toEqual(DENIED)
  })
})

test('the tab’s own app is there with its roles and the people who have them', async () => {
  const mia = await signedIn('Mia')
  const { value } = (await call(mia, 'GET', `/applications?$filter=appId eq '${sandbox.signIn.clientId}'`))
    .body
  expect(value[0].appRoles.map((role: { value: string }) => role.value)).toEqual([
    ...['Vault.Admin', 'Vault.Operator', 'Vault.Reviewer', 'Vault.Auditor'],
  ])
  const path = `/servicePrincipals(appId='${sandbox.signIn.clientId}')/appRoleAssignedTo`
  const people = (await call(mia, 'GET', path)).body.value
  expect(people.map((row: { principalDisplayName: string }) => row.principalDisplayName)).toEqual([
    ...['Mia Berg', 'Jonas Keller', 'Aisha Rahman', 'David Cohen'],
  ])
})
