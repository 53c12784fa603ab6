/** The credential is replaced while a backup runs, over the product's own API, and the old one is gone before it ends. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectArchiveIsTruth, expectBooks, type Journey, startJourney, talk } from './testing/journey.ts'

let journey: Journey

beforeAll(async () => {
  journey = await startJourney({ users: 10, messages: 3000, env: { BACKUP_LANES: '2' } })
})
afterAll(() => journey?.close())

/** One that does not end before it is let go. */
async function runHeldUp(): Promise<string> {
  const { sandbox } = journey
  sandbox.control.set({ latencyMs: 500 })
  const runId = await journey.startRun()
  await journey.until(runId, ({ totals }) => totals.fetched > 0)
  sandbox.control.set({ latencyMs: 2000 })
  return runId
}

const stateOf = async (runId: string) => (await journey.until(runId, () => true)).state

async function replaceSecret(keyId: string): Promise<string> {
  const fresh = journey.sandbox.control.addSecret()
  const { status, body } = await journey.call('POST', '/api/connection/credential', {
    clientSecret: fresh,
    keyId,
  })
  expect([status, body]).toMatchObject([200, { previous: { kind: 'secret' } }])
  return fresh
}

it('continues with the new one at its next token, and loses nothing', async () => {
  const { sandbox } = journey
  await journey.connect(null)
  const runId = await runHeldUp()
  const fresh = await replaceSecret('k-2')
  sandbox.control.replaceSecret(fresh)
  sandbox.control.invalidateTokens()
  expect(await stateOf(runId)).toBe('running')
  sandbox.control.set({ latencyMs: 0 })
  expect((await journey.atRest(runId)).state).toBe('completed')
  await expectBooks(journey)
  await expectArchiveIsTruth(journey)
})

it('continues also where Entra has removed the old one and does not know the new one yet', async () => {
  const { sandbox } = journey
  talk(journey, 1000)
  const runId = await runHeldUp()
  const fresh = await replaceSecret('k-3')
  // Added again: as a server of Entra that hears of it later than the one that was asked.
  sandbox.control.set({ replicationMs: 5000 })
  sandbox.control.replaceSecret(fresh)
  sandbox.control.invalidateTokens()
  expect(await stateOf(runId)).toBe('running')
  sandbox.control.set({ latencyMs: 0 })
  const end = await journey.atRest(runId)
  sandbox.control.set({ replicationMs: 0 })
  expect(end).toMatchObject({ state: 'completed', totals: { faults: 0 } })
  expect((await journey.call('GET', '/api/connection')).body).toMatchObject({ status: 'active' })
  await expectBooks(journey)
  await expectArchiveIsTruth(journey)
})

it('is replaced by one at a time, and not brought back by a save that began before', async () => {
  const { call, sandbox } = journey
  const { clientSecret: _, ...kept } = journey.credential()
  sandbox.control.slowNext({ ms: 4000, path: 'getAllMessages' })
  const saving = call('PUT', '/api/connection', {
    ...kept,
    monthlyMessageLimit: 900,
    costAcknowledged: true,
  })
  const replacing = ['k-4', 'k-5'].map((keyId) =>
    call('POST', '/api/connection/credential', { clientSecret: sandbox.control.addSecret(), keyId }),
  )
  const answers = await Promise.all(replacing)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await saving).toMatchObject({ status: 409, body: { code: 'connection-changed' } })
  const won = answers.find(({ status }) => status === 200)?.body.connection.credential.keyId
  expect((await call('GET', '/api/connection')).body.credential.keyId).toBe(won)
  expect((await call('GET', '/api/quota')).body.limit).toBeNull()
})

it('has looked nowhere else: setup and health answer no secret, and only an admin may ask', async () => {
  const { call, sandbox } = journey
  const secret = 'Zz9~a-secret-that-must-never-come-back'
  expect((await call('PUT', '/api/setup', { applicationId: sandbox.app.clientId })).status).toBe(200)
  const kept = await call('PUT', '/api/setup/credential', { clientSecret: secret })
  expect(kept.body).toMatchObject({
    credential: { kind: 'secret', hint: 'Zz9' },
  })
  const looked = await call('POST', '/api/setup/checks', {})
  const pasted = await call('PUT', '/api/setup/credential', { clientSecret: sandbox.tenantId })
  expect(pasted).toMatchObject({ status: 422, body: { code: 'secret-id-pasted' } })
  const certificate = await call('POST', '/api/setup/certificate', { months: 25 })
  expect(certificate.status).toBe(400)
  const health = await call('POST', '/api/connection/health', {})
  expect(health.body).toMatchObject({ nextCheckAt: expect.any(String) })
  const audit = await call('GET', '/api/audit?limit=200')
  for (const { body } of [kept, looked, pasted, health, audit])
    expect(JSON.stringify(body)).not.toContain(secret)
  for (const who of ['Jonas', 'Aisha', 'David']) {
    expect((await call('GET', '/api/setup', undefined, who)).status).toBe(403)
    expect((await call('POST', '/api/connection/credential', {}, who)).status).toBe(403)
    expect((await call('POST', '/api/connection/health', {}, who)).status).toBe(403)
    expect((await call('GET', '/api/connection/health', undefined, who)).status).toBe(200)
  }
})

it('is forgotten for a caller that does not read what the answer says', async () => {
  const headers = { authorization: `Bearer ${journey.sandbox.operatorToken('Mia')}` }
  const url = `${journey.product().url}/api/connection`
  const answer = await fetch(url, { method: 'DELETE', headers })
  expect(answer.ok).toBe(true)
  await answer.body?.cancel()
  expect((await journey.call('GET', '/api/connection')).body).toMatchObject({ status: 'none' })
})
