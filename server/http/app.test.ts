import { get, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignInConfig } from '../contract/index.ts'
import { VaultError } from '../domain/vault-error.ts'
import { type Asked, openDoor, type TestDoor } from './testing/door.ts'
import { CLIENT_ID, OPERATOR_ID, OTHER_TENANT, TENANT } from './testing/issuer.ts'
import { handMadeServices } from './testing/services.ts'

const PAGE = { as: null, headers: { Accept: 'text/html,application/xhtml+xml' } }

let door: TestDoor
beforeAll(async () => {
  door = await openDoor({
    env: { FRAME_ANCESTORS: 'https://contoso.sharepoint.com', SIGNIN_URL: 'http://localhost:8444' },
  })
})
afterAll(() => door.close())

/** What is on the wire: fetch would decompress it. */
function fetchRaw(url: string, accepted: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': accepted } }, async (response) => {
      resolve({ headers: response.headers, body: await buffer(response) })
    }).on('error', reject)
  })
}

function policyOf(response: Response): Map<string, string[]> {
  const text = response.headers.get('Content-Security-Policy') ?? ''
  return new Map(text.split(';').map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]))
}

async function configOf(asked: TestDoor): Promise<SignInConfig> {
  return (await (await asked.ask('/config.json', { as: null })).json()) as SignInConfig
}

describe('the security headers', () => {
  it('let Microsoft 365 frame the tab, and anyone who is configured', async () => {
    const ancestors = policyOf(await door.ask('/', PAGE)).get('frame-ancestors')
    expect(ancestors).toEqual([
      "'self'",
      ...['https://teams.microsoft.com', 'https://*.teams.microsoft.com', 'https://*.cloud.microsoft'],
      ...['https://*.microsoft365.com', 'https://*.office.com', 'https://outlook.office.com'],
      ...[
        'https://outlook.office365.com',
        'https://outlook-sdf.office.com',
        'https://outlook-sdf.office365.com',
      ],
      'https://contoso.sharepoint.com',
    ])
  })

  it.each([
    ['gcc-high', 'https://teams.microsoft.us', 'https://webmail.apps.mil'],
    ['dod', 'https://webmail.apps.mil', 'https://contoso.sharepoint.com'],
  ])('let the hosts of the cloud %s frame it as well: %s', async (cloud, host, other) => {
    const there = await openDoor({ env: { M365_CLOUD: cloud } })
    const ancestors = policyOf(await there.ask('/', PAGE)).get('frame-ancestors')
    await there.close()
    expect(ancestors).toContain(host)
    expect(ancestors).not.toContain(other)
  })

  it('let the browser reach the sign-in and Microsoft, and nothing else', async () => {
    const policy = policyOf(await door.ask('/', PAGE))
    expect(policy.get('connect-src')).toEqual([
      "'self'",
      'http://localhost:8444',
      'https://graph.microsoft.com',
      'https://management.azure.com',
      'https://res.cdn.office.net',
    ])
    expect(policy.get('frame-src')).toEqual(["'self'", 'http://localhost:8444'])
    expect(policy.get('script-src')).toEqual(["'self'"])
    expect(policy.get('img-src')).toEqual(["'self'", 'data:', 'blob:'])
    expect(policy.get('default-src')).toEqual(["'self'"])
    expect(policy.get('object-src')).toEqual(["'none'"])
    expect(policy.get('base-uri')).toEqual(["'none'"])
    expect([...policy.keys()]).not.toContain('upgrade-insecure-requests')
  })

  it('are on pages and on the API, and break neither frames nor popups', async () => {
    for (const response of [
      await door.ask('/', PAGE),
      await door.ask('/api/me'),
      await door.ask('/api/me', { as: null }),
    ]) {
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringMatching(/^clipboard-write=\(self\), .*camera=\(\)/),
      })
      const unwanted = ['X-Frame-Options', 'Cross-Origin-Opener-Policy', 'X-Powered-By', 'Set-Cookie']
      for (const name of [...unwanted, 'Access-Control-Allow-Origin'])
        expect(response.headers.get(name)).toBeNull()
    }
  })

  it('are on every kind of answer; none sets a cookie, and only a file that can be gone on with bears an entity tag', async () => {
    const asked: [string, Asked][] = [
      ...['/', '/auth/redirect.html', '/consent/start?state=x'].map((path): [string, Asked] => [path, PAGE]),
      ...['/assets/index-abc123.js', '/assets/none.js', '/config.json', '/healthz', '/metrics'].map(
        (path): [string, Asked] => [path, { as: null }],
      ),
      ['/consent/callback?state=x', { ...PAGE, redirect: 'manual' }],
      ['/consent/callback?state=x', { ...PAGE, method: 'HEAD' }],
      ['/api/me', { headers: { Cookie: 'session=1' } }],
      ['/api/me', { as: 'not.a.token' }],
      ['/api/runs/run-1/events', {}],
      ['/api/exports/export-1/file', {}],
      ['/api/downloads/a-ticket', { as: null }],
      ['/api/nothing', {}],
    ]
    for (const [path, how] of asked) {
      const response = await door.ask(path, { redirect: 'manual', ...how })
      await response.body?.cancel()
      const { headers } = response
      const tag = /file$|downloads/.test(path) ? '"ab"' : null
      expect([path, headers.get('Set-Cookie'), headers.get('ETag')]).toEqual([path, null, tag])
      expect([path, policyOf(response).get('object-src')]).toEqual([path, ["'none'"]])
      expect([path, headers.get('Cross-Origin-Opener-Policy')]).toEqual([path, null])
      expect([path, headers.get('Strict-Transport-Security')]).toEqual([path, 'max-age=31536000'])
      expect([path, headers.get('X-Content-Type-Options')]).toEqual([path, 'nosniff'])
      const kept = path === '/assets/index-abc123.js'
      expect([path, headers.get('Cache-Control')]).toEqual([
        path,
        kept ? 'public, max-age=31536000, immutable' : path === '/assets/none.js' ? null : 'no-store',
      ])
    }
  })

  it('keep answers of the API out of caches', async () => {
    for (const path of ['/api/me', '/api/nothing', '/config.json', '/readyz'])
      expect((await door.ask(path)).headers.get('Cache-Control')).toBe('no-store')
  })
})

describe('the tab', () => {
  it('is a page at every address of its own, never kept', async () => {
    for (const path of ['/', '/index.html', '/archive/19:abc@thread.v2', '/connection?x=1']) {
      const response = await door.ask(path, PAGE)
      expect([path, response.status, response.headers.get('Cache-Control')]).toEqual([path, 200, 'no-store'])
      expect(await response.text()).toContain('<title>Chatvault</title>')
    }
  })

  it('has a sign-in page of its own', async () => {
    expect(await (await door.ask('/auth/redirect.html', PAGE)).text()).toContain('<title>Signing in</title>')
  })

  it('has hashed files that may be kept for ever', async () => {
    const response = await door.ask('/assets/index-abc123.js', { as: null })
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
  })

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=0', null],
    ['identity', null],
  ])('goes over the wire as Accept-Encoding says: %s by %s', async (accepted, encoding) => {
    const { headers, body } = await fetchRaw(`${door.url}/assets/index-abc123.js`, accepted)
    expect([headers['content-encoding'] ?? null, headers.vary]).toEqual([encoding, 'Accept-Encoding'])
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const plain =
      encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
    expect(plain.toString()).toBe('export {}')
  })

  it('goes as it is where nothing compressed lies beside it', async () => {
    const { headers, body } = await fetchRaw(`${door.url}/assets/plain-abc123.js`, 'br')
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'Accept-Encoding'])
    expect(body.toString()).toBe('export {}')
  })

  it('is no page where a script or data was asked for', async () => {
    const response = await door.ask('/assets/index-old.js', { as: null })
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
  })

  it('lets no one climb out of its folder', async () => {
    expect((await door.ask('/..%2f..%2fetc/passwd', { as: null })).status).toBeGreaterThanOrEqual(400)
  })
})

describe('GET /config.json', () => {
  it('leads MSAL to a sign-in of our own through metadata, with an https authority', async () => {
    const config = await configOf(door)
    expect(config).toMatchObject({
      clientId: CLIENT_ID,
      authority: 'https://localhost:8444/organizations',
      knownAuthorities: ['localhost:8444'],
      redirectPath: '/auth/redirect.html',
      scopes: [`api://chatvault.contoso.com/${CLIENT_ID}/access_as_user`],
      relayPath: '/auth/relay.html',
      hostOrigins: ['https://contoso.sharepoint.com'],
    })
    expect(JSON.parse(config.authorityMetadata ?? '')).toEqual({
      authorization_endpoint: 'http://localhost:8444/organizations/oauth2/v2.0/authorize',
      token_endpoint: 'http://localhost:8444/organizations/oauth2/v2.0/token',
      end_session_endpoint: 'http://localhost:8444/organizations/oauth2/v2.0/logout',
      issuer: door.issuer.template.replace('{tid}', '{tenantid}'),
      jwks_uri: door.issuer.jwksUrl,
    })
  })

  it('signs a single tenant in at its own address, where a registration for one organization is accepted', async () => {
    const authorityOf = async (tenants: string) => {
      const own = await openDoor({ env: { ALLOWED_TENANTS: tenants } })
      const { authority } = await configOf(own)
      await own.close()
      return authority
    }
    expect(await authorityOf(TENANT)).toBe(`https://login.microsoftonline.com/${TENANT}`)
    expect(await authorityOf(`${TENANT},${CLIENT_ID}`)).toBe(
      'https://login.microsoftonline.com/organizations',
    )
  })

  it.each([
    ['global', 'https://teams.microsoft.com'],
    ['gcc-high', 'https://gov.teams.microsoft.us'],
    ['dod', 'https://dod.teams.microsoft.us'],
    ['china', null],
  ])('names the Teams of the cloud %s: %s', async (cloud, teamsUrl) => {
    const own = await openDoor({ env: { M365_CLOUD: cloud } })
    const config = await configOf(own)
    await own.close()
    expect(config.teamsUrl).toBe(teamsUrl)
  })

  it('leaves Microsoft’s own sign-in to what MSAL knows of it', async () => {
    const plain = await openDoor()
    const config = await (await plain.ask('/config.json', { as: null })).json()
    await plain.close()
    expect(config).toMatchObject({
      authority: 'https://login.microsoftonline.com/organizations',
      authorityMetadata: null,
    })
  })
})

describe('the probes', () => {
  it('answer without a token', async () => {
    expect((await door.ask('/healthz', { as: null })).status).toBe(200)
    expect((await door.ask('/readyz', { as: null })).status).toBe(200)
  })

  it('say 503 while the database or the archive can’t be reached, and what it was only in the log', async () => {
    const readiness = { ready: () => Promise.reject(new Error('connect ECONNREFUSED db.internal')) }
    const broken = await openDoor({ services: { readiness } })
    const response = await broken.ask('/readyz', { as: null })
    const body = await response.text()
    await broken.close()
    expect([response.status, JSON.parse(body).code]).toEqual([503, 'not-ready'])
    expect(body).not.toContain('db.internal')
    expect(JSON.stringify(broken.log)).toContain('ECONNREFUSED')
  })

  it('say not ready, but alive, while the server stops', async () => {
    const stopping = await openDoor()
    stopping.stop.abort(new VaultError({ code: 'stopping', attempted: '', why: '', hint: '' }))
    expect((await stopping.ask('/readyz', { as: null })).status).toBe(503)
    expect((await stopping.ask('/healthz', { as: null })).status).toBe(200)
    await stopping.close()
  })

  it('measure requests by route template, never by address', async () => {
    await door.ask('/api/runs/run-4711')
    const text = await (await door.ask('/metrics', { as: null })).text()
    expect(text).toContain(
      'chatvault_http_request_seconds_count{method="GET",route="/api/runs/:id",status="200"} 1',
    )
    expect(text).toContain('chatvault_process_cpu_seconds_total')
    expect(text).not.toContain('run-4711')
  })
})

describe('the request log', () => {
  it('has a line per request: template, status, time, tenant, operator, request id', async () => {
    const headers = { 'X-Request-Id': 'proxy-12345678' }
    await door.ask('/api/runs/run-4712', { headers })
    const line = door.log.find(({ requestId }) => requestId === 'proxy-12345678')
    expect(line).toMatchObject({
      level: 'info',
      method: 'GET',
      route: '/api/runs/:id',
      status: 200,
      ms: expect.any(Number),
      tenantId: TENANT,
      operatorId: OPERATOR_ID,
    })
    expect(JSON.stringify(door.log)).not.toMatch(/run-4712|eyJ|Bearer/)
  })
})

describe('what comes without a token', () => {
  const START = 'eyJub25jZSI.c2lnbmF0dXJl'

  it('leaves neither ticket nor state in log or metrics', async () => {
    const tickets = {
      ...handMadeServices().tickets,
      redeem: () => Promise.reject(new Error('the database is away')),
    }
    const consent = { ...handMadeServices().consent, answer: () => Promise.reject(new Error('away')) }
    const strange = await openDoor({ services: { tickets, consent } })
    await strange.ask('/api/downloads/s3cr3t-ticket', { as: null })
    await strange.ask(`/consent/start?state=${START}`, { as: null, redirect: 'manual' })
    await strange.ask(`/consent/callback?state=${START}`, { as: null, redirect: 'manual' })
    const seen = JSON.stringify(strange.log) + (await (await strange.ask('/metrics', { as: null })).text())
    await strange.close()
    expect(seen).toContain('/api/downloads/:ticket')
    expect(seen).toContain('/consent/callback')
    expect(seen).toContain('the database is away')
    expect(seen).not.toContain('s3cr3t-ticket')
    expect(seen).not.toContain(START)
  })

  it('ends on a page of the tab even when we fail, so that no popup is left open', async () => {
    const fail = () => Promise.reject(new Error('the database is away'))
    const consent = { ...handMadeServices().consent, start: fail, answer: fail }
    const broken = await openDoor({ services: { consent } })
    for (const path of ['/consent/start?state=x', '/consent/callback?state=x']) {
      const response = await broken.ask(path, { as: null, redirect: 'manual' })
      expect([response.status, response.headers.get('Location')]).toEqual([
        303,
        '/auth/consent-end.html#outcome=error',
      ])
    }
    await broken.close()
    expect(broken.log.filter(({ level }) => level === 'error')).toHaveLength(2)
  })

  it.each(['/api/downloads/x', '/consent/start?state=x'])('is limited for an address: %s', async (path) => {
    const busy = await openDoor()
    const asked = Array.from({ length: 121 }, () => busy.ask(path, { as: null, redirect: 'manual' }))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    expect((await busy.ask('/api/me')).status).toBe(200)
    await busy.close()
  })
})

describe('the rate limit', () => {
  it('lets an operator ask 300 times a minute, and no other pays for it', async () => {
    const busy = await openDoor()
    const askTimes = (count: number) => Promise.all(Array.from({ length: count }, () => busy.ask('/api/me')))
    const first = await askTimes(300)
    expect(first.every(({ status }) => status === 200)).toBe(true)
    const [refused] = await askTimes(1)
    expect(refused?.status).toBe(429)
    expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await refused?.json()).toMatchObject({ code: 'too-many-requests' })
    expect((await busy.ask('/api/me', { as: { oid: 'someone else' } })).status).toBe(200)
    expect((await busy.ask('/api/me', { as: { tid: OTHER_TENANT } })).status).toBe(200)
    await busy.close()
  })

  it('counts strangers by the address of who spoke to us, unless a proxy is named', async () => {
    const named = await openDoor({ env: { TRUST_PROXY: '127.0.0.1, 10.0.0.0/8' } })
    const plain = await openDoor()
    const statusesOf = async (door: TestDoor) => {
      const attempts = Array.from({ length: 121 }, (_, at) =>
        door.ask('/consent/callback', {
          as: null,
          redirect: 'manual',
          headers: { 'X-Forwarded-For': `203.0.113.${at}, 10.0.0.9` },
        }),
      )
      return (await Promise.all(attempts)).map(({ status }) => status)
    }
    expect((await statusesOf(plain)).filter((status) => status === 429)).toHaveLength(1)
    expect((await statusesOf(named)).filter((status) => status === 429)).toHaveLength(0)
    await Promise.all([plain.close(), named.close()])
  })

  it('counts refused tokens by address, without shutting out who has a good one', async () => {
    const attacked = await openDoor()
    const attempts = Array.from({ length: 301 }, () => attacked.ask('/api/me', { as: null }))
    const statuses = (await Promise.all(attempts)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(300)
    expect(statuses.filter((status) => status === 429)).toHaveLength(1)
    expect((await attacked.ask('/api/me')).status).toBe(200)
    await attacked.close()
  })
})
