import { createHash } from 'node:crypto'
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox, TokenFlaw } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client
const redirectUri = 'http://localhost:3978/'
const verifier = 'a-verifier-long-enough-to-be-a-verifier-43-chars'

beforeAll(async () => {
  sandbox = await startSmall()
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

function authorizeUrl(more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: sandbox.signIn.clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: redirectUri,
    scope: `api://localhost/${sandbox.signIn.clientId}/access_as_user openid profile offline_access`,
    state: 'st&te',
    nonce: 'n-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })
  return `${sandbox.signIn.authorizeUrl}?${query}`
}

async function landing(
  url: string,
  init = {},
): Promise<{ target: string; fields: URLSearchParams; cookie: string }> {
  const response = await client.fetch(url, init)
  expect(response.status).toBe(302)
  const location = response.headers.get('location') ?? ''
  const [target = '', fields = ''] = location.split(/[#?](.*)/s)
  return {
    target,
    fields: new URLSearchParams(fields),
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
  }
}

async function redeem(code: string, more: Record<string, string> = {}) {
  const response = await client.postForm(
    sandbox.signIn.tokenUrl,
    {
      grant_type: 'authorization_code',
      client_id: sandbox.signIn.clientId,
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...more,
    },
    { origin: 'http://localhost:3978' },
  )
  return { response, body: (await response.json()) as Record<string, string> & { error_codes?: number[] } }
}

async function verify(token: string, audience = sandbox.signIn.clientId) {
  const keys = (await (await client.fetch(sandbox.signIn.jwksUrl)).json()) as JSONWebKeySet
  return jwtVerify(token, createLocalJWKSet(keys), { issuer: sandbox.signIn.issuer, audience })
}

describe('authorization code with PKCE', () => {
  test('a picked account comes back with a code that buys tokens for our API', async () => {
    const page = await client.fetch(authorizeUrl())
    const html = await page.text()
    expect(html).toContain('Mia Berg')
    expect(html).toContain('lang="en"')
    const mia = sandbox.operators[0]?.person.id ?? ''
    const { target, fields } = await landing(authorizeUrl(), {
      method: 'POST',
      body: new URLSearchParams({ operator: mia }),
    })
    expect(target).toBe(redirectUri)
    expect(fields.get('state')).toBe('st&te')
    const { response, body } = await redeem(fields.get('code') ?? '')
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3978')
    const { payload } = await verify(body.access_token ?? '')
    expect(payload).toMatchObject({
      oid: mia,
      tid: sandbox.tenantId,
      scp: 'access_as_user',
      roles: ['Vault.Admin'],
      ver: '2.0',
      preferred_username: 'mia.berg@contoso.com',
    })
    expect(payload.wids).toContain('62e90394-69f5-4237-9190-012177145e10')
    expect((await verify(body.id_token ?? '')).payload.nonce).toBe('n-1')
    expect(JSON.parse(Buffer.from(body.client_info ?? '', 'base64url').toString())).toEqual({
      uid: mia,
      utid: sandbox.tenantId,
    })
  })

  test('a login hint needs no page, and the session then answers prompt=none', async () => {
    const first = await landing(authorizeUrl({ login_hint: 'jonas.keller@contoso.com' }))
    expect(first.fields.get('code')).toBeTruthy()
    const silent = await landing(authorizeUrl({ prompt: 'none' }), { headers: { cookie: first.cookie } })
    const { body } = await redeem(silent.fields.get('code') ?? '')
    expect(decodeJwt(body.access_token ?? '').roles).toEqual(['Vault.Operator'])
    const stranger = await landing(authorizeUrl({ prompt: 'none' }))
    expect(stranger.fields.get('error')).toBe('login_required')
  })

  test('the query response mode and a cancelled sign-in are told to the app', async () => {
    const url = authorizeUrl({ response_mode: 'query', redirect_uri: 'http://localhost:1/a?b=c' })
    const response = await client.fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ operator: 'cancel' }),
    })
    expect(response.headers.get('location')).toMatch(
      /^http:\/\/localhost:1\/a\?b=c&error=access_denied&.*AADSTS65004/,
    )
  })

  test('a code works once, only with its verifier and its redirect address', async () => {
    const code = async () => (await landing(authorizeUrl({ login_hint: 'Mia' }))).fields.get('code') ?? ''
    expect((await redeem(await code(), { code_verifier: 'wrong' })).body.error_codes).toEqual([501481])
    expect((await redeem(await code(), { redirect_uri: 'http://localhost:9/' })).body.error_codes).toEqual([
      50011,
    ])
    const once = await code()
    expect((await redeem(once)).response.status).toBe(200)
    expect((await redeem(once)).body.error_codes).toEqual([70000])
  })

  test('a refresh token buys new tokens', async () => {
    const { fields } = await landing(authorizeUrl({ login_hint: 'Aisha Rahman' }))
    const { body } = await redeem(fields.get('code') ?? '')
    const again = await redeem('', { grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' })
    expect((await verify(again.body.access_token ?? '')).payload.roles).toEqual(['Vault.Reviewer'])
  })

  test('addresses outside this machine and requests without PKCE get an error page, no redirect', async () => {
    for (const change of [
      { redirect_uri: 'https://evil.example/' },
      { code_challenge: '' },
      { client_id: 'x' },
    ])
      expect((await client.fetch(authorizeUrl(change))).status).toBe(400)
  })

  test('sign-out ends the session and returns to the app', async () => {
    const { cookie } = await landing(authorizeUrl({ login_hint: 'Mia' }))
    const out = await client.fetch(`${sandbox.signIn.logoutUrl}?post_logout_redirect_uri=${redirectUri}`, {
      headers: { cookie },
    })
    expect(out.headers.get('location')).toBe(redirectUri)
    const silent = await landing(authorizeUrl({ prompt: 'none' }), { headers: { cookie } })
    expect(silent.fields.get('error')).toBe('login_required')
  })
})

describe('tokens without a browser', () => {
  test('an operator token verifies against the published keys', async () => {
    expect((await verify(sandbox.operatorToken('David Cohen'))).payload.roles).toEqual(['Vault.Auditor'])
    expect((await verify(sandbox.operatorToken('Lea'))).payload).not.toHaveProperty('roles')
  })

  test.each<TokenFlaw>(['expired', 'not-yet', 'audience', 'issuer', 'tenant', 'key', 'unsigned'])(
    'a token bent by "%s" does not verify',
    async (bad) => {
      await expect(verify(sandbox.operatorToken('Mia', { bad }))).rejects.toThrow()
    },
  )

  test('the same is offered over HTTP, with claims to replace', async () => {
    const response = await client.fetch('/_sandbox/operator-token', {
      method: 'POST',
      body: JSON.stringify({ user: 'mia.berg@contoso.com', claims: { roles: ['Vault.Auditor'] } }),
    })
    const { access_token } = (await response.json()) as { access_token: string }
    expect((await verify(access_token)).payload.roles).toEqual(['Vault.Auditor'])
  })
})

test('both addresses describe themselves, with one issuer', async () => {
  const read = async (base: string) =>
    (await (
      await client.fetch(`${base}/${sandbox.tenantId}/v2.0/.well-known/openid-configuration`)
    ).json()) as Record<string, string>
  const [plain, secure] = [await read(sandbox.httpUrl), await read(sandbox.url)]
  expect(plain.issuer).toBe(secure.issuer)
  expect(plain.token_endpoint?.startsWith(sandbox.httpUrl)).toBe(true)
  expect(secure.jwks_uri?.startsWith(sandbox.url)).toBe(true)
  expect((await client.fetch(`${sandbox.httpUrl}/_sandbox/truth`)).status).toBe(404)
})

describe('where people are sent back to', () => {
  const elsewhere = { redirect_uri: 'https://tab.contoso.test/auth/redirect.html' }

  test('an origin that is not registered is refused', async () => {
    const response = await client.fetch(authorizeUrl(elsewhere))
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('AADSTS50011')
  })

  test('a registered one is accepted, and no other that looks like it', async () => {
    const registered = await startSmall({ messages: 20, redirectOrigins: ['https://tab.contoso.test'] })
    const own = (address: string) => address.replace(sandbox.httpUrl, registered.httpUrl)
    const same = { ...elsewhere, client_id: registered.signIn.clientId }
    const lookalike = { ...same, redirect_uri: 'https://tab.contoso.test.evil.example/' }
    expect((await client.fetch(own(authorizeUrl(same)))).status).toBe(200)
    expect((await client.fetch(own(authorizeUrl(lookalike)))).status).toBe(400)
    await registered.close()
  })
})

describe('an authentication context', () => {
  const challenge = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
  const hint = { login_hint: 'mia.berg@contoso.com' }

  test('is in the token when the sign-in asked for it', async () => {
    const { fields } = await landing(authorizeUrl({ ...hint, claims: challenge }))
    const { body: tokens } = await redeem(fields.get('code') ?? '')
    expect(decodeJwt(tokens.access_token ?? '').acrs).toEqual(['c1'])
  })

  test('is not given to who refreshes a token without it', async () => {
    const { fields } = await landing(authorizeUrl(hint))
    const { body: tokens } = await redeem(fields.get('code') ?? '')
    expect(decodeJwt(tokens.access_token ?? '').acrs).toBeUndefined()
    const response = await client.postForm(sandbox.signIn.tokenUrl, {
      grant_type: 'refresh_token',
      client_id: sandbox.signIn.clientId,
      refresh_token: tokens.refresh_token ?? '',
      claims: challenge,
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: 'interaction_required', error_codes: [50076] })
  })
})
