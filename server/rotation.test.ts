/** The credential is replaced while a backup runs, over the product's own API, and the old one is gone before it ends. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectArchiveIsTruth, expectBooks, type Journey, startJourney } from './testing/journey.ts'

let journey: Journey

beforeAll(async () => {
  journey = await startJourney({ users: 10, messages: 3000, latencyMs: 60, env: { BACKUP_LANES: '2' } })
})
afterAll(() => journey?.close())

it('goes on with the new one at its next token, and loses nothing', async () => {
  const { call, sandbox } = journey
  await journey.connect(null)
  const runId = await journey.startRun()
  await journey.until(runId, ({ totals }) => totals.fetched > 100)
  const fresh = sandbox.control.addSecret()
  const { status, body } = await call('POST', '/api/connection/credential', {
    clientSecret: fresh,
    keyId: 'k-2',
  })
  expect([status, body]).toMatchObject([200, { previous: { kind: 'secret' } }])
  sandbox.control.replaceSecret(fresh)
  sandbox.control.invalidateTokens()
  const before = await journey.until(runId, () => true)
  expect(before.state).toBe('running')
  expect((await journey.atRest(runId)).state).toBe('completed')
  await expectBooks(journey)
  await expectArchiveIsTruth(journey)
})

it('has looked nowhere else: setup and health answer no secret, and only an admin may ask', async () => {
  const { call, sandbox } = journey
  const secret = 'Zz9~a-secret-that-must-never-come-back'
  expect((await call('PUT', '/api/onboarding', { applicationId: sandbox.app.clientId })).status).toBe(200)
  const kept = await call('PUT', '/api/onboarding/credential', { clientSecret: secret })
  expect(kept.body).toMatchObject({
    credential: { kind: 'secret', hint: 'Zz9' },
  })
  const looked = await call('POST', '/api/onboarding/checks', {})
  const pasted = await call('PUT', '/api/onboarding/credential', { clientSecret: sandbox.tenantId })
  expect(pasted).toMatchObject({ status: 422, body: { code: 'secret-id-pasted' } })
  const certificate = await call('POST', '/api/onboarding/certificate', { months: 25 })
  expect(certificate.status).toBe(400)
  const health = await call('POST', '/api/connection/health', {})
  expect(health.body).toMatchObject({ nextCheckAt: expect.any(String) })
  const audit = await call('GET', '/api/audit?limit=200')
  for (const { body } of [kept, looked, pasted, health, audit])
    expect(JSON.stringify(body)).not.toContain(secret)
  for (const who of ['Jonas', 'Aisha', 'David']) {
    expect((await call('GET', '/api/onboarding', undefined, who)).status).toBe(403)
    expect((await call('POST', '/api/connection/credential', {}, who)).status).toBe(403)
    expect((await call('POST', '/api/connection/health', {}, who)).status).toBe(403)
    expect((await call('GET', '/api/connection/health', undefined, who)).status).toBe(200)
  }
})
