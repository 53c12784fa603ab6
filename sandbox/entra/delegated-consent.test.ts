import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSmall({ messages: 20 })
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})
beforeEach(() => sandbox.control.expireConsent())

const GRAPH = 'https://graph.microsoft.com'
const SETUP = `${GRAPH}/Application.ReadWrite.All ${GRAPH}/DelegatedPermissionGrant.ReadWrite.All`
const ARM = 'https://management.azure.com/user_impersonation'
const ORIGIN = 'http://localhost:3978'
const redirectUri = `${ORIGIN}/auth/redirect.html`
const verifier = 'a-verifier-long-enough-to-be-a-verifier-43-chars'

function authorizeUrl(scope: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: sandbox.signIn.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    state: 's',
    nonce: 'n',
    scope: `${scope} openid profile offline_access`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })
  return `${sandbox.signIn.authorizeUrl}?${query}`
}

/** What the page says, or what the app is told. */
async function visit(url: string, form?: Record<string, string>) {
  const init = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
  const response = await client.fetch(url, init)
  const page = await response.text()
  const back = new URL(response.headers.get('location') ?? 'http://none/')
  return { status: response.status, page, told: new URLSearchParams(back.hash.slice(1)) }
}

async function token(fields: Record<string, string>) {
  const form = { client_id: sandbox.signIn.clientId, ...fields }
  const response = await client.postForm(sandbox.signIn.tokenUrl, form, { origin: ORIGIN })
  return { response, body: (await response.json()) as Record<string, string> & { error_codes?: number[] } }
}

const redeem = (code: string, scope: string) =>
  token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope: `${scope} openid profile offline_access`,
  })

async function consented(who: string, scope: string, more: Record<string, string> = {}) {
  const { told } = await visit(authorizeUrl(scope), { operator: who, decision: 'accept', ...more })
  return redeem(told.get('code') ?? '', scope)
}

const graph = (accessToken: string, path: string, init: { method?: string; body?: string } = {}) =>
  client.fetch(`${sandbox.httpUrl}/v1.0${path}`, {
    ...init,
    headers: { authorization: `Bearer ${accessToken}`, origin: ORIGIN },
  })

describe('incremental consent', () => {
  test('signing in to our own API asks nothing; new scopes are named on a page first', async () => {
    const own = await visit(authorizeUrl(sandbox.signIn.scope, { login_hint: 'Mia' }))
    expect(own.told.get('code')).toBeTruthy()
    const { status, page } = await visit(authorizeUrl(SETUP, { login_hint: 'Mia' }))
    expect(status).toBe(200)
    expect(page).toContain('Permissions requested')
    expect(page).toContain('Application.ReadWrite.All')
    expect(page).toContain('DelegatedPermissionGrant.ReadWrite.All')
    expect(page).toContain('Consent on behalf of your organization')
  })

  test('what was accepted is in the token and is not asked again; the next scope is', async () => {
    const { body } = await consented('Mia', SETUP)
    const claims = decodeJwt(body.access_token ?? '')
    expect(claims).toMatchObject({ aud: GRAPH, upn: 'mia.berg@contoso.com' })
    expect(String(claims.scp).split(' ').sort()).toEqual([
      'Application.ReadWrite.All',
      'DelegatedPermissionGrant.ReadWrite.All',
    ])
    expect(body.scope).toContain(`${GRAPH}/Application.ReadWrite.All`)
    const again = await visit(authorizeUrl(SETUP, { login_hint: 'Mia' }))
    expect(again.told.get('code')).toBeTruthy()
    const more = await visit(authorizeUrl(`${SETUP} User.Read`, { login_hint: 'Mia' }))
    expect(more.page).toContain('Sign you in and read your profile')
    expect(more.page).not.toContain('(Application.ReadWrite.All)')
  })

  test('a refresh token buys what was consented to, and says that a person is needed for the rest', async () => {
    const { body } = await consented('Mia', 'User.Read')
    const refresh = (scope: string) =>
      token({ grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '', scope })
    expect((await refresh('User.Read')).response.status).toBe(200)
    expect((await refresh(ARM)).body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_codes: [65001],
    })
    await consented('Mia', ARM)
    const azure = await refresh(ARM)
    expect(decodeJwt(azure.body.access_token ?? '')).toMatchObject({
      aud: 'https://management.azure.com/',
      scp: 'user_impersonation',
      tid: sandbox.tenantId,
    })
    expect(azure.body.scope).toContain(ARM)
  })

  test('declined, the app is told so', async () => {
    const { told } = await visit(authorizeUrl(SETUP), { operator: 'Mia', decision: 'cancel' })
    expect(told.get('error')).toBe('access_denied')
    expect(told.get('error_description')).toContain('AADSTS65004')
  })

  test('without a page there is no consent', async () => {
    const { told } = await visit(authorizeUrl(SETUP, { prompt: 'none' }))
    expect(told.get('error')).toBe('login_required')
    await consented('Mia', 'User.Read')
    const session = await client.fetch(authorizeUrl('User.Read', { login_hint: 'Mia' }))
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
    const silent = await client.fetch(authorizeUrl(SETUP, { prompt: 'none' }), { headers: { cookie } })
    expect(silent.headers.get('location')).toMatch(/error=interaction_required.*AADSTS65001/)
  })

  test('one token is for one resource', async () => {
    const { body } = await consented('Mia', `User.Read ${ARM}`)
    expect(body.error_codes).toEqual([28000])
    const { told } = await visit(authorizeUrl('User.Read', { login_hint: 'Mia' }))
    expect((await redeem(told.get('code') ?? '', 'User.Read')).response.status).toBe(200)
  })

  test('an unknown scope comes back as an error', async () => {
    const { told } = await visit(authorizeUrl('Chat.Read.All', { login_hint: 'Mia' }))
    expect(told.get('error_description')).toContain('AADSTS650053')
  })
})

describe('who may consent', () => {
  test('anyone to what reaches no further than themselves', async () => {
    const { body } = await consented('Lea', 'User.Read')
    expect((await graph(body.access_token ?? '', '/me')).status).toBe(200)
    expect((await visit(authorizeUrl('User.Read', { login_hint: 'Jonas' }))).page).toContain(
      'Permissions requested',
    )
  })

  test('others than administrators need approval for the rest, and have a way back', async () => {
    const { page } = await visit(authorizeUrl(SETUP, { login_hint: 'Lea' }))
    expect(page).toContain('Need admin approval')
    expect((await visit(authorizeUrl(SETUP), { operator: 'Lea', decision: 'accept' })).page).toContain(
      'Need admin approval',
    )
    const other = await visit(authorizeUrl(SETUP), { operator: 'Lea', decision: 'another' })
    expect(other.page).toContain('Pick an account')
    const { told } = await visit(authorizeUrl(SETUP), { operator: 'Lea', decision: 'cancel' })
    expect(told.get('error_description')).toContain('AADSTS90094')
  })

  test('an administrator may consent for everyone', async () => {
    await consented('Mia', SETUP, { everybody: 'yes' })
    const lea = await visit(authorizeUrl(SETUP, { login_hint: 'Lea' }))
    expect(lea.told.get('code')).toBeTruthy()
  })

  test('an app administrator consents to delegated permissions, and still may not grant Graph’s own roles', async () => {
    sandbox.control.setDirectoryRoles('Jonas', ['cloudApplicationAdministrator'])
    const { body } = await consented('Jonas', `${GRAPH}/AppRoleAssignment.ReadWrite.All ${SETUP}`)
    const bearer = body.access_token ?? ''
    const read = async (path: string) => (await (await graph(bearer, path)).json()) as { id: string }
    const resource = await read("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")
    const app = await read(`/servicePrincipals(appId='${sandbox.app.clientId}')`)
    const grant = {
      principalId: app.id,
      resourceId: resource.id,
      appRoleId: '294ce7c9-31ba-490a-ad7d-97a7d075e4ed',
    }
    const post = (token: string) =>
      graph(token, `/servicePrincipals/${resource.id}/appRoleAssignedTo`, {
        method: 'POST',
        body: JSON.stringify(grant),
      })
    expect((await post(bearer)).status).toBe(403)
    sandbox.control.setDirectoryRoles('Jonas', ['privilegedRoleAdministrator'])
    const { told } = await visit(authorizeUrl(SETUP, { login_hint: 'Jonas' }))
    const fresh = await redeem(told.get('code') ?? '', SETUP)
    expect((await post(fresh.body.access_token ?? '')).status).toBe(201)
    sandbox.control.setDirectoryRoles('Jonas', [])
  })
})

describe('grants in the directory', () => {
  type Grant = { id: string; scope: string; consentType: string; principalId: string; resourceId: string }

  async function grantsOf(bearer: string): Promise<Grant[]> {
    const path = `/servicePrincipals(appId='${sandbox.signIn.clientId}')/oauth2PermissionGrants`
    return ((await (await graph(bearer, path)).json()) as { value: Grant[] }).value
  }

  test('a consent is there, and once it is deleted consent is asked for again', async () => {
    const { body } = await consented('Mia', SETUP)
    const bearer = body.access_token ?? ''
    const [grant] = await grantsOf(bearer)
    expect(grant).toMatchObject({ consentType: 'Principal', principalId: decodeJwt(bearer).oid })
    expect(grant?.scope.split(' ')).toContain('Application.ReadWrite.All')
    const gone = await graph(bearer, `/oauth2PermissionGrants/${grant?.id}`, { method: 'DELETE' })
    expect(gone.status).toBe(204)
    expect(await grantsOf(bearer)).toEqual([])
    const refreshed = await token({
      grant_type: 'refresh_token',
      refresh_token: body.refresh_token ?? '',
      scope: SETUP,
    })
    expect(refreshed.body.error_codes).toEqual([65001])
    expect((await visit(authorizeUrl(SETUP, { login_hint: 'Mia' }))).page).toContain('Permissions requested')
  })

  test('they are made, narrowed and found by filter', async () => {
    const { body } = await consented('Mia', SETUP)
    const bearer = body.access_token ?? ''
    const [own] = await grantsOf(bearer)
    const everybody = { ...own, consentType: 'AllPrincipals', principalId: null, scope: 'User.Read' }
    const { id: _, ...given } = everybody
    const post = (made: object) =>
      graph(bearer, '/oauth2PermissionGrants', { method: 'POST', body: JSON.stringify(made) })
    const made = await post(given)
    expect(made.status).toBe(201)
    const { id } = (await made.json()) as Grant
    expect((await post(given)).status).toBe(409)
    expect((await post({ ...given, consentType: 'Nobody' })).status).toBe(400)
    const found = await graph(bearer, "/oauth2PermissionGrants?$filter=consentType eq 'AllPrincipals'")
    expect(((await found.json()) as { value: Grant[] }).value.map((grant) => grant.id)).toEqual([id])
    const patch = (scope: string) =>
      graph(bearer, `/oauth2PermissionGrants/${id}`, { method: 'PATCH', body: JSON.stringify({ scope }) })
    expect((await patch('User.Read User.ReadBasic.All')).status).toBe(204)
    expect((await patch('nothing')).status).toBe(400)
    const read = (await (await graph(bearer, `/oauth2PermissionGrants/${id}`)).json()) as Grant
    expect(read.scope).toBe('User.Read User.ReadBasic.All')
    expect((await graph(bearer, '/oauth2PermissionGrants/none', { method: 'DELETE' })).status).toBe(404)
  })

  test('no one changes them without the permission or the role', async () => {
    const { body } = await consented('Mia', 'User.Read')
    expect((await graph(body.access_token ?? '', '/oauth2PermissionGrants')).status).toBe(403)
    await consented('Mia', SETUP, { everybody: 'yes' })
    const { told } = await visit(authorizeUrl(SETUP, { login_hint: 'Lea' }))
    const lea = (await redeem(told.get('code') ?? '', SETUP)).body.access_token ?? ''
    const [grant] = await grantsOf(lea)
    expect((await graph(lea, `/oauth2PermissionGrants/${grant?.id}`, { method: 'DELETE' })).status).toBe(403)
  })
})

describe('pages of another origin', () => {
  test('may call Graph with an Authorization header, on both addresses', async () => {
    for (const base of [sandbox.url, sandbox.httpUrl]) {
      const asked = await client.fetch(`${base}/v1.0/applications`, {
        method: 'OPTIONS',
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,sdkversion',
        },
      })
      expect(asked.status).toBe(200)
      expect(asked.headers.get('access-control-allow-origin')).toBe('*')
      expect(asked.headers.get('access-control-allow-headers')).toContain('authorization')
      const refused = await client.fetch(`${base}/v1.0/applications`, { headers: { origin: ORIGIN } })
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*'])
    }
  })

  test('an app’s own token remains off the plain address', async () => {
    expect((await graph(sandbox.appToken(), '/organization')).status).toBe(403)
    expect((await client.graph('/organization')).status).toBe(200)
  })

  test('a code is redeemed from a page for redirect addresses of the type SPA only', async () => {
    const { body } = await consented('Mia', SETUP)
    const registered = async (redirects: object) => {
      const made = await graph(body.access_token ?? '', '/applications', {
        method: 'POST',
        body: JSON.stringify({ displayName: 'Another tab', ...redirects }),
      })
      return ((await made.json()) as { appId: string }).appId
    }
    const attempt = async (client_id: string) => {
      const url = authorizeUrl('User.Read', { client_id })
      const { told } = await visit(url, { operator: 'Mia', decision: 'accept' })
      return token({
        client_id,
        grant_type: 'authorization_code',
        code: told.get('code') ?? '',
        redirect_uri: redirectUri,
        code_verifier: verifier,
        scope: 'User.Read',
      })
    }
    const spa = await attempt(await registered({ spa: { redirectUris: [redirectUri] } }))
    expect(spa.response.status).toBe(200)
    const web = await attempt(await registered({ web: { redirectUris: [redirectUri] } }))
    expect(web.body.error_codes).toEqual([9002326])
  })
})
