import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openCertificates, selfSignedPem } from '../../../sandbox/certificates/authority.ts'
import { ATTEMPTS } from '../retrying.ts'
import { fakeClock } from '../testing/fake-clock.ts'
import { type Handler, json, type LocalService, localServices } from '../testing/local-service.ts'
import { connections, exchangeOver } from '../wire/exchange.ts'
import { CLOUDS } from './cloud.ts'
import type { Credential } from './credential.ts'
import { REFRESH_BEFORE_MS, tokenSource } from './tokens.ts'

const localService = await localServices(() => openCertificates(''))
const certificates = await Promise.all(['backup application', 'another'].map(selfSignedPem))
let asked = 0
/** Two that take turns: each call gives another than the one before. */
const certificatePem = () => certificates[asked++ % 2] ?? ''
const TENANT = '99999999-9999-4999-8999-999999999999'
const APP = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
const SECRET = 'Abc8Q~this-is-the-secret.value_1234567'
const bySecret: Credential = { kind: 'secret', clientSecret: SECRET }

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`
}

function sourceAt(
  service: Pick<LocalService, 'url' | 'ca'>,
  credential = bySecret,
  clock = fakeClock(new Date()),
) {
  const exchange = exchangeOver(connections({ ca: service.ca }))
  const cloud = { loginUrl: service.url, scope: CLOUDS.global.scope }
  return tokenSource({ cloud, tenantId: TENANT, applicationId: APP, credential, exchange, clock })
}

/** Hands out `token-1`, `token-2`, … that live an hour. */
function entra(expiresIn = 3599): Handler {
  let count = 0
  return (_, response) => {
    count += 1
    const token = jwt({ jti: `token-${count}`, roles: ['Chat.Read.All'] })
    json(response, 200, {
      token_type: 'Bearer',
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      access_token: token,
    })
  }
}

function refusal(code: number, status = 401, more = ''): Handler {
  return (_, response) =>
    json(response, status, {
      error: 'invalid_client',
      error_description: `AADSTS${code}: Something about app '${APP}'. ${more}\r\nTrace ID: t-1\r\nCorrelation ID: c-1`,
      error_codes: [code],
      trace_id: 't-1',
      correlation_id: 'c-1',
    })
}

async function failureOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Error) return error as Error & Record<string, unknown>
  throw new Error('expected a failure')
}

describe('a token', () => {
  it('is fetched with what is current then: a credential that was replaced is used from the next one on', async () => {
    await using service = await localService(entra())
    const cloud = { loginUrl: service.url, scope: CLOUDS.global.scope }
    const exchange = exchangeOver(connections({ ca: service.ca }))
    let clientSecret = SECRET
    const source = tokenSource({
      cloud,
      tenantId: TENANT,
      applicationId: APP,
      credential: bySecret,
      exchange,
      clock: fakeClock(),
      current: async () => ({ applicationId: APP, credential: { kind: 'secret', clientSecret } }),
    })
    const first = await source.token()
    clientSecret = 'the-next-secret'
    expect(await source.token()).toBe(first)
    source.invalidate(first)
    expect(await source.token()).not.toBe(first)
    const sent = service.requests.map(({ body }) => new URLSearchParams(body).get('client_secret'))
    expect(sent).toEqual([SECRET, 'the-next-secret'])
  })

  it('is asked for at the token endpoint and nowhere else', async () => {
    await using service = await localService(entra())
    expect(await sourceAt(service).token()).toContain('.')
    expect(service.requests.map((request) => request.path.split('?')[0])).toEqual([
      `/${TENANT}/oauth2/v2.0/token`,
    ])
    const form = new URLSearchParams(service.requests[0]?.body)
    expect(Object.fromEntries(form)).toMatchObject({
      client_id: APP,
      client_secret: SECRET,
      scope: 'https://graph.microsoft.com/.default',
      grant_type: 'client_credentials',
    })
  })

  it('is proved with a certificate by its SHA-256 thumbprint, signed PS256', async () => {
    await using service = await localService(entra())
    await sourceAt(service, { kind: 'certificate', certificatePem: certificatePem() }).token()
    const form = new URLSearchParams(service.requests[0]?.body)
    const [head = '', claims = ''] = (form.get('client_assertion') ?? '').split('.')
    const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
    expect(decoded(head)).toMatchObject({ alg: 'PS256', 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) })
    expect(decoded(claims)).toMatchObject({
      iss: APP,
      sub: APP,
      aud: `${service.url}/${TENANT}/oauth2/v2.0/token`,
    })
    expect(form.has('client_secret')).toBe(false)
  })

  it('is fetched once for all who ask at the same time, and kept', async () => {
    await using service = await localService(entra())
    const source = sourceAt(service)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => source.token()))
    expect(new Set([...tokens, await source.token()]).size).toBe(1)
    expect(service.requests).toHaveLength(1)
  })

  it('is renewed five minutes before it ends', async () => {
    await using service = await localService(entra())
    const clock = fakeClock(new Date())
    const source = sourceAt(service, bySecret, clock)
    const first = await source.token()
    await clock.advance(3599_000 - REFRESH_BEFORE_MS - 10_000)
    expect(await source.token()).toBe(first)
    await clock.advance(20_000)
    expect(await source.token()).not.toBe(first)
  })

  it('of a few minutes is used for half of them', async () => {
    await using service = await localService(entra(120))
    const clock = fakeClock(new Date())
    const source = sourceAt(service, bySecret, clock)
    const first = await source.token()
    await clock.advance(50_000)
    expect(await source.token()).toBe(first)
    await clock.advance(20_000)
    expect(await source.token()).not.toBe(first)
  })

  it('continues being used while Entra is away, as long as it is valid', async () => {
    let away = false
    const up = entra()
    await using service = await localService((request, response, body) =>
      away ? json(response, 503, {}) : up(request, response, body),
    )
    const clock = fakeClock(new Date())
    const source = sourceAt(service, bySecret, clock)
    const first = await source.token()
    away = true
    await clock.advance(3599_000 - REFRESH_BEFORE_MS + 10_000)
    expect(await source.token()).toBe(first)
    await clock.advance(REFRESH_BEFORE_MS)
    expect(await failureOf(source.token())).toMatchObject({
      code: 'http-503',
      retry: 'later',
      outcome: 'refused',
    })
  })

  it('is fetched again after it was refused, once however many say so', async () => {
    await using service = await localService(entra())
    const source = sourceAt(service)
    const first = await source.token()
    source.invalidate(first)
    const second = await source.token()
    source.invalidate(first)
    expect(await source.token()).toBe(second)
    expect(service.requests).toHaveLength(2)
  })

  it('shows its roles; none when no one consented', async () => {
    await using consented = await localService(entra())
    expect(await sourceAt(consented).roles()).toEqual(['Chat.Read.All'])
    await using bare = await localService((_, response) =>
      json(response, 200, { token_type: 'Bearer', expires_in: 3599, access_token: jwt({}) }),
    )
    expect(await sourceAt(bare).roles()).toEqual([])
  })
})

describe('a credential that took the place of another', () => {
  const setAt = new Date('2026-11-22T10:00:00Z')

  function sourceSince(service: Pick<LocalService, 'url' | 'ca'>, clock = fakeClock(setAt), since = setAt) {
    const exchange = exchangeOver(connections({ ca: service.ca }))
    const cloud = { loginUrl: service.url, scope: CLOUDS.global.scope }
    const current = async () => ({ applicationId: APP, credential: bySecret, setAt: since })
    return tokenSource({
      cloud,
      tenantId: TENANT,
      applicationId: APP,
      credential: bySecret,
      exchange,
      clock,
      current,
    })
  }

  it.each([7000215, 700027, 50012])(
    'may be refused (AADSTS%i) for two minutes, and is asked for again',
    async (code) => {
      await using service = await localService(refusal(code))
      const clock = fakeClock(setAt)
      const source = sourceSince(service, clock)
      let attempts = 0
      for (; clock.now().getTime() < setAt.getTime() + 120_000; attempts += 1) {
        const error = await failureOf(source.token())
        expect(error).toMatchObject({ code: `AADSTS${code}`, retry: 'later', outcome: 'refused' })
        await clock.advance(Number(error.retryAfterMs))
      }
      expect(attempts).toBeLessThanOrEqual(ATTEMPTS)
      expect(await failureOf(source.token())).toMatchObject({ retry: 'never' })
    },
  )

  it('is not waited for when it has expired, or the application is gone', async () => {
    for (const code of [7000222, 700016]) {
      await using service = await localService(refusal(code))
      expect(await failureOf(sourceSince(service).token())).toMatchObject({ retry: 'never' })
    }
  })

  it('leaves a token in use that is still valid', async () => {
    const answers = [entra(), refusal(7000215)]
    await using service = await localService((...it) =>
      (answers.length > 1 ? answers.shift() : answers[0])?.(...it),
    )
    const clock = fakeClock(new Date())
    const renewal = 3599_000 - REFRESH_BEFORE_MS + 10_000
    const source = sourceSince(service, clock, new Date(clock.now().getTime() + renewal - 60_000))
    const first = await source.token()
    await clock.advance(renewal)
    expect(await source.token()).toBe(first)
    expect(service.requests).toHaveLength(2)
  })
})

describe('a refused token request', () => {
  it.each([
    [7000215, 401, 'secret is wrong', 'Value'],
    [7000222, 401, 'expired', 'new secret'],
    [700016, 400, 'doesn’t know the application', 'client'],
    [7000229, 401, 'hasn’t been added', 'Grant admin consent'],
    [90002, 400, 'doesn’t know this organization', 'tenant'],
    [700027, 401, 'doesn’t know the certificate', 'Certificates'],
    [900382, 400, 'another Microsoft cloud', 'M365_CLOUD'],
  ])('AADSTS%i says why and what to do', async (code, status, why, hint) => {
    await using service = await localService(refusal(code, status))
    const error = await failureOf(sourceAt(service).token())
    expect(error).toMatchObject({
      code: `AADSTS${code}`,
      retry: 'never',
      outcome: 'refused',
      reach: 'tenant',
      requestId: 't-1',
    })
    expect(error.why).toContain(why)
    expect(error.hint).toContain(hint)
  })

  it('knows a pasted secret ID by its shape', async () => {
    await using service = await localService(refusal(7000215))
    const pasted: Credential = { kind: 'secret', clientSecret: '0b7d1b0e-6f4c-4b7e-9a53-0f6b2c1d4e5f' }
    const error = await failureOf(sourceAt(service, pasted).token())
    expect(error.why).toContain('Secret ID')
  })

  it('shows an unknown code as it came', async () => {
    await using service = await localService(refusal(123456, 400))
    const error = await failureOf(sourceAt(service).token())
    expect(error.code).toBe('AADSTS123456')
    expect(error.why).toContain('Something about app')
  })

  it('tells an unreachable Entra from a refusal', async () => {
    const service = await localService(entra())
    await service[Symbol.asyncDispose]()
    expect(await failureOf(sourceAt(service).token())).toMatchObject({
      code: 'unreachable',
      retry: 'later',
      outcome: 'refused',
    })
  })

  it.each<[string, Handler]>([
    ['a known code', refusal(7000215, 401, `You sent ${SECRET}`)],
    ['an unknown code', refusal(424242, 400, `You sent ${SECRET} and ${encodeURIComponent(SECRET)}`)],
    [
      'no code',
      (_, response) => json(response, 400, { error: SECRET, error_description: `Bearer ${SECRET}` }),
    ],
    ['an answer that is not JSON', (_, response) => void response.writeHead(400).end(`<html>${SECRET}`)],
    ['a broken service', (_, response) => void response.writeHead(500).end(SECRET)],
  ])('never repeats the secret: %s', async (_, handler) => {
    await using service = await localService(handler)
    const error = await failureOf(sourceAt(service).token())
    expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)).not.toContain(SECRET)
  })

  it('never repeats the private key or the assertion', async () => {
    const pem = certificatePem()
    await using service = await localService((request, response, body) =>
      refusal(424242, 400, body)(request, response, body),
    )
    const error = await failureOf(sourceAt(service, { kind: 'certificate', certificatePem: pem }).token())
    const shown = inspect(error, { depth: 10, showHidden: true })
    const assertion = new URLSearchParams(service.requests[0]?.body).get('client_assertion') ?? ''
    expect(assertion).not.toBe('')
    for (const part of assertion.split('.')) expect(shown).not.toContain(part)
    expect(shown).not.toContain('PRIVATE KEY')
  })
})

describe('a certificate', () => {
  it.each([
    ['nonsense', 'no readable certificate'],
    [certificatePem().split('-----BEGIN PRIVATE')[0] ?? '', 'no readable private key'],
    [
      `${certificatePem().split('-----BEGIN PRIVATE')[0]}${certificatePem().slice(certificatePem().indexOf('-----BEGIN PRIVATE'))}`,
      'another certificate',
    ],
  ])('that cannot be used is named before anything is sent', async (pem, why) => {
    const service = { url: 'https://localhost', ca: '' }
    expect(() => sourceAt(service, { kind: 'certificate', certificatePem: pem })).toThrow(why)
  })
})
