import { createPrivateKey, createSign, X509Certificate } from 'node:crypto'
import { ConfidentialClientApplication, type INetworkModule } from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, selfSignedPem } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSmall()
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

/** MSAL over the client that trusts the sandbox's CA. */
function network(): INetworkModule {
  const send = async (
    url: string,
    method: 'GET' | 'POST',
    options?: { headers?: Record<string, string>; body?: string },
  ) => {
    const response = await client.fetch(url, {
      method,
      headers: options?.headers ?? {},
      body: options?.body ?? null,
    })
    return {
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as never,
      status: response.status,
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, 'GET', options),
    sendPostRequestAsync: (url, options) => send(url, 'POST', options),
  }
}

function msal(credential: object): ConfidentialClientApplication {
  const { host } = new URL(sandbox.url)
  return new ConfidentialClientApplication({
    auth: {
      clientId: sandbox.app.clientId,
      authority: `${sandbox.url}/${sandbox.tenantId}`,
      knownAuthorities: [host],
      ...credential,
    },
    system: { networkClient: network() },
  })
}

const scopes = ['https://graph.microsoft.com/.default']

function form(more: Record<string, string | undefined> = {}): Record<string, string> {
  const fields = {
    client_id: sandbox.app.clientId,
    client_secret: sandbox.app.clientSecret,
    scope: scopes[0],
    grant_type: 'client_credentials',
    ...more,
  }
  return Object.fromEntries(
    Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}

async function refusal(more: Record<string, string | undefined>, tenant = sandbox.tenantId) {
  const response = await client.postForm(`/${tenant}/oauth2/v2.0/token`, form(more))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('client credentials', () => {
  test('msal-node gets a Graph token with a secret', async () => {
    const result = await msal({ clientSecret: sandbox.app.clientSecret }).acquireTokenByClientCredential({
      scopes,
    })
    const claims = decodeJwt(result?.accessToken ?? '')
    expect(claims).toMatchObject({
      aud: 'https://graph.microsoft.com',
      appid: sandbox.app.clientId,
      appidacr: '1',
      tid: sandbox.tenantId,
      ver: '1.0',
    })
    expect(claims.roles).toContain('Chat.Read.All')
    expect((await new Client(sandbox, result?.accessToken).graph('/organization')).status).toBe(200)
  })

  test('msal-node gets a Graph token with a certificate', async () => {
    const pem = sandbox.app.certificatePem
    const clientCertificate = {
      thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(':', ''),
      privateKey: createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString(),
    }
    const result = await msal({ clientCertificate }).acquireTokenByClientCredential({ scopes })
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({ appidacr: '2' })
  })

  test('before consent the token has no roles and Graph says which are missing', async () => {
    const { clientId, clientSecret } = sandbox.control.registerApp()
    const response = await client.postForm(
      `/${sandbox.tenantId}/oauth2/v2.0/token`,
      form({ client_id: clientId, client_secret: clientSecret }),
    )
    const { access_token } = (await response.json()) as { access_token: string }
    expect(decodeJwt(access_token)).not.toHaveProperty('roles')
    const answer = await new Client(sandbox, access_token).graph(
      '/users/mia.berg@contoso.com/chats/getAllMessages',
    )
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain(
      "Missing role permissions on the request. API requires one of 'Chat.Read.All, Chat.ReadWrite.All'. Roles on the request ''.",
    )
  })
})

describe('refusals', () => {
  test('a wrong secret is 401 AADSTS7000215 in the documented body', async () => {
    const { status, body } = await refusal({ client_secret: 'nonsense' })
    expect(status).toBe(401)
    expect(body).toMatchObject({ error: 'invalid_client', error_codes: [7000215] })
    expect(body.error_description).toMatch(
      /^AADSTS7000215: Invalid client secret provided\..*\r\nTrace ID: [0-9a-f-]{36}\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
    )
    expect(body.error_uri).toBe('https://login.microsoftonline.com/error?code=7000215')
  })

  test.each([
    [
      'an unknown app',
      { client_id: '11111111-2222-3333-4444-555555555555' },
      400,
      'unauthorized_client',
      700016,
    ],
    ['no credential', { client_secret: undefined }, 401, 'invalid_client', 7000218],
    ['no client id', { client_id: undefined }, 400, 'invalid_request', 900144],
    ['no grant type', { grant_type: undefined }, 400, 'invalid_request', 900144],
    ['no scope', { scope: undefined }, 400, 'invalid_request', 900144],
    ['a delegated scope', { scope: 'Chat.Read' }, 400, 'invalid_scope', 70011],
    ['a foreign resource', { scope: 'https://vault.azure.net/.default' }, 400, 'invalid_resource', 500011],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ])('%s is refused with its own code', async (_, more, status, error, code) => {
    const answer = await refusal(more)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error, error_codes: [code] })
  })

  test('unknown and malformed tenants differ', async () => {
    expect((await refusal({}, '00000000-0000-4000-8000-000000000000')).body.error_codes).toEqual([90002])
    expect((await refusal({}, 'not a tenant')).body.error_codes).toEqual([900023])
  })

  test('an app without service principal is 401 AADSTS7000229', async () => {
    const { clientId, clientSecret } = sandbox.control.registerApp({ consented: false })
    const { status, body } = await refusal({ client_id: clientId, client_secret: clientSecret })
    expect([status, body.error_codes]).toEqual([401, [7000229]])
  })

  test('an expired secret is AADSTS7000222 until a new one is added', async () => {
    const { clientId, clientSecret } = sandbox.control.registerApp()
    sandbox.control.expireSecrets(clientId)
    expect((await refusal({ client_id: clientId, client_secret: clientSecret })).body.error_codes).toEqual([
      7000222,
    ])
    const fresh = sandbox.control.addSecret(undefined, clientId)
    expect((await refusal({ client_id: clientId, client_secret: fresh })).status).toBe(200)
  })

  test('an assertion by another key, for another audience or out of date is refused', async () => {
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    const ask = async (pem: string, claims: object) =>
      (
        await refusal({
          client_secret: undefined,
          client_assertion_type: type,
          client_assertion: assertion(pem, claims),
        })
      ).body.error_codes
    const own = sandbox.app.certificatePem
    expect(await ask(own, {})).toBeUndefined()
    expect(await ask(await selfSignedPem('stranger'), {})).toEqual([700027])
    expect(await ask(own, { aud: 'https://elsewhere.example' })).toEqual([700023])
    expect(await ask(own, { exp: 1 })).toEqual([700024])
    expect(await ask(own, { iss: 'someone' })).toEqual([700021])
  })
})

/** The older form: RS256 and x5t. */
function assertion(pem: string, change: object): string {
  const x5t = Buffer.from(new X509Certificate(pem).fingerprint.replaceAll(':', ''), 'hex').toString(
    'base64url',
  )
  const now = Math.floor(Date.now() / 1000)
  const id = sandbox.app.clientId
  const claims = {
    aud: `${sandbox.url}/${sandbox.tenantId}/oauth2/v2.0/token`,
    iss: id,
    sub: id,
    jti: 'x',
    nbf: now,
    exp: now + 300,
  }
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${encode({ alg: 'RS256', typ: 'JWT', x5t })}.${encode({ ...claims, ...change })}`
  return `${text}.${createSign('sha256').update(text).sign(createPrivateKey(pem), 'base64url')}`
}

test('instance discovery lets MSAL trust an authority it does not know', async () => {
  const authority = `${sandbox.url}/${sandbox.tenantId}/oauth2/v2.0/authorize`
  const response = await client.fetch(
    `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(authority)}`,
  )
  expect(await response.json()).toMatchObject({
    tenant_discovery_endpoint: `${sandbox.url}/${sandbox.tenantId}/v2.0/.well-known/openid-configuration`,
    metadata: [{ aliases: [new URL(sandbox.url).host] }],
  })
})
