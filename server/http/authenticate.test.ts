import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realClock } from '../testing/fake-clock.ts'
import { createSignIn, HOST_CLIENTS } from './authenticate.ts'
import { openDoor, type TestDoor } from './testing/door.ts'
import { CLIENT_ID, OPERATOR_ID, OTHER_TENANT, TENANT } from './testing/issuer.ts'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor({ knownTenant: async (tenantId) => tenantId === TENANT })
})
afterAll(() => door.close())

async function codeOf(response: Response): Promise<[number, unknown]> {
  const { code } = (await response.json()) as { code: string }
  return [response.status, code]
}

const seconds = () => Math.floor(Date.now() / 1000)

describe('a token is refused', () => {
  it('when there is none, and the answer says how to ask for one', async () => {
    const response = await door.ask('/api/me', { as: null })
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(await codeOf(response)).toEqual([401, 'token-missing'])
  })

  it('when it is no token at all', async () => {
    const response = await door.ask('/api/me', { as: 'not.a.token' })
    expect(response.headers.get('WWW-Authenticate')).toContain('error="invalid_token"')
    expect(await codeOf(response)).toEqual([401, 'token-invalid'])
  })

  it('when it comes by another scheme than Bearer', async () => {
    const response = await door.ask('/api/me', { as: null, headers: { Authorization: 'Basic abc' } })
    expect(await codeOf(response)).toEqual([401, 'token-missing'])
  })

  it('when another key signed it under a known kid', async () => {
    const token = await door.issuer.token({}, { otherKey: true })
    expect(await codeOf(await door.ask('/api/me', { as: token }))).toEqual([401, 'token-invalid'])
  })

  it('when its kid is not in the key set', async () => {
    const token = await door.issuer.token({}, { kid: 'key-of-nobody' })
    expect(await codeOf(await door.ask('/api/me', { as: token }))).toEqual([401, 'token-invalid'])
  })

  it('when it claims that it needs no signature (alg none)', async () => {
    const payload = (await door.issuer.token()).split('.')[1]
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    expect(await codeOf(await door.ask('/api/me', { as: `${header}.${payload}.` }))).toEqual([
      401,
      'token-invalid',
    ])
  })

  it('when its payload was changed after signing', async () => {
    const [header, , signature] = (await door.issuer.token()).split('.')
    const forged = Buffer.from(JSON.stringify({ tid: TENANT, oid: 'x' })).toString('base64url')
    const response = await door.ask('/api/me', { as: `${header}.${forged}.${signature}` })
    expect(await codeOf(response)).toEqual([401, 'token-invalid'])
  })

  it.each([
    ['it has expired', { exp: seconds() - 60 }, 'token-expired'],
    ['it does not hold yet', { nbf: seconds() + 120 }, 'token-invalid'],
    ['it never expires', { exp: undefined }, 'token-invalid'],
    ['it was made for another audience', { aud: '00000000-0000-4000-8000-000000000000' }, 'token-invalid'],
    ['it has the audience of v1', { aud: `api://chatvault.contoso.com/${CLIENT_ID}` }, 'token-invalid'],
    ['another issuer made it', { iss: `https://sts.windows.net/${TENANT}/` }, 'token-invalid'],
    ['its issuer names another tenant than it does', { iss: `x/${OTHER_TENANT}/v2.0` }, 'token-invalid'],
    ['it names no tenant', { tid: undefined }, 'token-invalid'],
    ['its tenant is no GUID', { tid: 'common' }, 'token-invalid'],
    ['it names no person', { oid: undefined }, 'token-invalid'],
  ])('when %s', async (_why, claims, code) => {
    expect(await codeOf(await door.ask('/api/me', { as: claims }))).toEqual([401, code])
  })

  it('when tid is swapped for one the issuer does not speak for', async () => {
    const issuer = door.issuer.template.replace('{tid}', TENANT)
    const response = await door.ask('/api/me', { as: { tid: OTHER_TENANT, iss: issuer } })
    expect(await codeOf(response)).toEqual([401, 'token-invalid'])
  })

  it.each([
    ['it has no scope', { scp: undefined }],
    ['it has another scope', { scp: 'User.Read access_as_user2' }],
    ['it is an app’s own', { scp: undefined, idtyp: 'app', roles: ['Vault.Admin'] }],
    ['it is an app’s own that shows a scope', { idtyp: 'app' }],
  ])('as 403 when %s', async (_why, claims) => {
    const response = await door.ask('/api/me', { as: claims })
    expect(response.headers.get('WWW-Authenticate')).toContain('insufficient_scope')
    expect(await codeOf(response)).toEqual([403, 'scope-missing'])
  })
})

describe('the client a token was given to', () => {
  const APP = '5b2f6a0e-8c1d-4e3f-9a7b-6d5c4b3a2f10'

  it.each([
    ['none', {}],
    ['our own app', { azp: CLIENT_ID.toUpperCase() }],
    ['Teams', { azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346' }],
    ['Outlook, in a v1 token', { appid: 'd3590ed6-52b3-4102-aeff-aad2292ab01c' }],
  ])('may be %s', async (_client, claims) => {
    expect((await door.ask('/api/me', { as: claims })).status).toBe(200)
  })

  it.each([
    ['an app nobody named', { azp: APP }],
    ['one that no client is called', { azp: null }],
    ['Teams and another one', { azp: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', appid: APP }],
    ['an empty one', { azp: '' }],
  ])('is refused when it is %s, with the setting that lets it in', async (_client, claims) => {
    const response = await door.ask('/api/me', { as: claims })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({
      code: 'client-not-known',
      hint: expect.stringContaining('SIGNIN_CLIENTS'),
    })
  })

  it('may be one the settings name', async () => {
    const open = await openDoor({ env: { SIGNIN_CLIENTS: APP.toUpperCase() } })
    expect((await open.ask('/api/me', { as: { azp: APP } })).status).toBe(200)
    await open.close()
  })

  it('may be every host that the sign-in app pre-authorises', async () => {
    const manifest = JSON.parse(await readFile('manifest/entra.manifest.json', 'utf8'))
    const hosts = manifest.api.preAuthorizedApplications.map(({ appId }: { appId: string }) => appId)
    expect([...HOST_CLIENTS].sort()).toEqual(hosts.sort())
  })
})

describe('a tenant', () => {
  it('that is not known is refused, whatever role the token carries but admin', async () => {
    const response = await door.ask('/api/me', { as: { tid: OTHER_TENANT, roles: ['Vault.Reviewer'] } })
    expect(await codeOf(response)).toEqual([403, 'tenant-not-allowed'])
  })

  it('that is not known comes in with its admin', async () => {
    const response = await door.ask('/api/me', { as: { tid: OTHER_TENANT } })
    expect(await response.json()).toMatchObject({ tenantId: OTHER_TENANT, roles: ['admin'] })
  })

  it('is known from then on, so that its other operators come in', async () => {
    const open = await openDoor()
    const reviewer = { roles: ['Vault.Reviewer'] }
    expect(await codeOf(await open.ask('/api/me', { as: reviewer }))).toEqual([403, 'tenant-not-allowed'])
    await open.ask('/api/me')
    expect((await open.ask('/api/me', { as: reviewer })).status).toBe(200)
    await open.close()
  })

  it('that is known comes in with any operator', async () => {
    expect((await door.ask('/api/me', { as: { roles: ['Vault.Auditor'] } })).status).toBe(200)
  })

  it('that is not on the list is kept out, admin or not; the list does not care for capitals', async () => {
    const listed = await openDoor({ env: { ALLOWED_TENANTS: `${TENANT.toUpperCase()},${CLIENT_ID}` } })
    try {
      expect((await listed.ask('/api/me')).status).toBe(200)
      const response = await listed.ask('/api/me', { as: { tid: OTHER_TENANT } })
      expect(await codeOf(response)).toEqual([403, 'tenant-not-allowed'])
      expect(listed.recorded).toEqual([])
    } finally {
      await listed.close()
    }
  })
})

describe('roles', () => {
  it('come from the app roles of the token', async () => {
    const response = await door.ask('/api/me', {
      as: { roles: ['Vault.Operator', 'Vault.Auditor', 'Other'] },
    })
    expect(await response.json()).toMatchObject({
      tenantId: TENANT,
      operatorId: OPERATOR_ID,
      name: 'Mia Berg',
      roles: ['operator', 'auditor'],
      permissions: [
        ...['status.read', 'preferences.set', 'scope.set', 'run.start', 'run.cancel', 'schedule.set'],
        ...['archive.verify', 'removals.read', 'reading.see', 'audit.read'],
      ],
    })
  })

  it.each(['62e90394-69f5-4237-9190-012177145e10', 'e8611ab8-c189-46e8-94e1-60213ab1f814'])(
    'make an admin of the directory role %s',
    async (wid) => {
      const response = await door.ask('/api/me', { as: { roles: undefined, wids: [wid] } })
      expect(await response.json()).toMatchObject({ roles: ['admin'] })
    },
  )

  it('of other directory roles count for nothing', async () => {
    const wids = ['f2ef992c-3afb-46b9-b7cf-a126ee74c451']
    const response = await door.ask('/api/me', { as: { roles: undefined, wids } })
    expect(await codeOf(response)).toEqual([403, 'not-an-operator'])
  })

  it('that are missing are explained with a hint', async () => {
    const response = await door.ask('/api/me', { as: { roles: [] } })
    expect(await response.json()).toMatchObject({
      code: 'not-an-operator',
      hint: expect.stringContaining('Entra'),
    })
  })
})

it('lets the first administrator of an unknown tenant in by directory role alone, and then the tenant’s operators', async () => {
  const empty = await openDoor()
  try {
    const operator = { tid: OTHER_TENANT, roles: ['Vault.Operator'] }
    expect(await codeOf(await empty.ask('/api/me', { as: operator }))).toEqual([403, 'tenant-not-allowed'])
    const wids = ['62e90394-69f5-4237-9190-012177145e10']
    const first = await empty.ask('/api/me', { as: { tid: OTHER_TENANT, roles: undefined, wids } })
    expect(await first.json()).toMatchObject({ tenantId: OTHER_TENANT, roles: ['admin'] })
    expect((await empty.ask('/api/me', { as: operator })).status).toBe(200)
  } finally {
    await empty.close()
  }
})

describe('an authentication context', () => {
  let strict: TestDoor
  beforeAll(async () => {
    strict = await openDoor({ env: { SIGNIN_AUTH_CONTEXT: 'c3' } })
  })
  afterAll(() => strict.close())

  it('that the token has not met is asked for, so that the tab can fetch another', async () => {
    for (const acrs of [undefined, [], ['c1', 'c33'], 'c3']) {
      const response = await strict.ask('/api/me', { as: { acrs } })
      const claims = '{"access_token":{"acrs":{"essential":true,"value":"c3"}}}'
      expect(response.headers.get('WWW-Authenticate')).toBe(
        `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
      )
      expect([response.status, await response.json()]).toMatchObject([
        401,
        { code: 'claims-required', claims },
      ])
    }
  })

  it('that was met lets the operator in', async () => {
    expect((await strict.ask('/api/me', { as: { acrs: ['c1', 'c3'] } })).status).toBe(200)
  })

  it('is not asked of a token that is no good anyway', async () => {
    const response = await strict.ask('/api/me', { as: { aud: 'another' } })
    expect(await codeOf(response)).toEqual([401, 'token-invalid'])
  })

  it('is not asked for where none is configured', async () => {
    expect((await door.ask('/api/me', { as: { acrs: undefined } })).status).toBe(200)
  })
})

it('answers 503, not 401, while the keys cannot be fetched', async () => {
  const lost = await openDoor({ env: { SIGNIN_JWKS_URL: 'http://127.0.0.1:9/keys' } })
  try {
    expect(await codeOf(await lost.ask('/api/me'))).toEqual([503, 'sign-in-keys-unavailable'])
  } finally {
    await lost.close()
  }
})

it('keeps the keys it has while the key server is away', async () => {
  const { issuer } = door
  const settings = {
    clientId: CLIENT_ID,
    url: 'https://login.test',
    issuer: issuer.template,
    jwksUrl: issuer.jwksUrl,
    allowedTenants: undefined,
    moreClients: [],
    authContext: undefined,
    graphUrl: 'https://graph.test',
    armUrl: 'https://arm.test',
  }
  const signIn = createSignIn({
    settings,
    knownTenant: async () => false,
    admitTenant: async () => {},
    clock: realClock,
  })
  const token = `Bearer ${await issuer.token()}`
  await signIn.authenticate(token)
  await issuer.close()
  await expect(signIn.authenticate(token)).resolves.toMatchObject({ id: OPERATOR_ID })
})
