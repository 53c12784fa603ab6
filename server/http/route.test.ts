import { afterEach, describe, expect, it } from 'vitest'
import { openDoor, type TestDoor } from './testing/door.ts'
import { OPERATOR_ID } from './testing/issuer.ts'
import { handMadeServices } from './testing/services.ts'

let door: TestDoor
afterEach(() => door.close())

const CHANGES: [string, string, unknown][] = [
  ['POST', '/api/connection/test', {}],
  ['PUT', '/api/connection', {}],
  ['DELETE', '/api/connection', undefined],
  ['PUT', '/api/quota', { monthlyMessageLimit: 1 }],
  ['PUT', '/api/scope', { mode: 'all' }],
  ['POST', '/api/runs', {}],
  ['POST', '/api/runs/run-1/cancel', undefined],
  ['PUT', '/api/reading-policy', { mode: 'open' }],
  ['POST', '/api/reading-requests/request-1/approve', undefined],
  ['POST', '/api/reading-requests/request-1/reject', undefined],
]

describe('every change', () => {
  it.each(['Vault.Reviewer', 'Vault.Auditor'])('is refused to a %s with 403, and recorded', async (role) => {
    door = await openDoor({ knownTenant: async () => true })
    for (const [method, path, body] of CHANGES) {
      const response = await door.send(method, path, body, { as: { roles: [role] } })
      expect([path, response.status]).toEqual([path, 403])
      expect(await response.json()).toMatchObject({ code: 'not-allowed' })
    }
    expect(door.recorded.map(({ outcome }) => outcome)).toEqual(CHANGES.map(() => 'refused'))
    expect(door.recorded.map(({ action }) => action)).toEqual([
      ...['connection.test', 'connection.save', 'connection.forget', 'quota.set', 'scope.set'],
      ...['run.start', 'run.cancel'],
      ...['reading-policy.set', 'reading-request.approve', 'reading-request.reject'],
    ])
    expect(door.recorded[0]).toMatchObject({ operator: { id: OPERATOR_ID }, detail: 'not-allowed' })
  })

  it('is refused and recorded for someone without any role', async () => {
    door = await openDoor({ knownTenant: async () => true })
    const response = await door.send('POST', '/api/runs', {}, { as: { roles: [] } })
    expect(response.status).toBe(403)
    expect(door.recorded).toMatchObject([
      { action: 'run.start', outcome: 'refused', detail: 'not-an-operator' },
    ])
  })

  it('is recorded with what was asked and what it made', async () => {
    door = await openDoor()
    await door.send('PUT', '/api/quota', { monthlyMessageLimit: 50_000 })
    await door.send('POST', '/api/runs', {})
    await door.send('POST', '/api/runs/run-9/cancel', undefined)
    expect(door.recorded).toMatchObject([
      { action: 'quota.set', outcome: 'succeeded', target: null, detail: 'limit 50000' },
      { action: 'run.start', outcome: 'succeeded', target: 'run-1' },
      { action: 'run.cancel', outcome: 'succeeded', target: 'run-9' },
    ])
  })

  it('never has its secret recorded', async () => {
    door = await openDoor()
    const clientSecret = 'hunter2-secret'
    const applicationId = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
    const body = { applicationId, clientSecret, testMailbox: 'mia@contoso.com' }
    await door.send('POST', '/api/connection/test', body)
    await door.send('PUT', '/api/connection', { ...body, monthlyMessageLimit: null, costAcknowledged: true })
    expect(door.recorded).toHaveLength(2)
    expect(door.recorded[1]?.detail).toBe(`application ${applicationId}, limit unlimited`)
    expect(JSON.stringify([door.recorded, door.log])).not.toContain(clientSecret)
  })

  it('that fails is recorded with the code of its problem', async () => {
    door = await openDoor()
    await door.send('PUT', '/api/quota', { monthlyMessageLimit: 0 })
    expect(door.recorded).toMatchObject([
      { action: 'quota.set', outcome: 'failed', detail: 'invalid-request' },
    ])
  })

  it('without a body is understood as one with an empty body', async () => {
    door = await openDoor()
    const response = await door.ask('/api/runs', { method: 'POST' })
    expect([response.status, await response.json()]).toEqual([202, { id: 'run-1' }])
  })
})

const READINGS: [string, string][] = [
  ['/api/conversations/19%3Aabc%40thread.v2/messages', 'messages.read'],
  ['/api/conversations/19%3Aabc%40thread.v2/messages/1/revisions', 'revisions.read'],
  ['/api/conversations/19%3Aabc%40thread.v2/messages/1/hostedContents/aWQ', 'hosted-content.read'],
  ['/api/exports/export-1/file', 'export.download'],
  ['/api/search?q=plan&has=file', 'search.read'],
]

describe('every reading of messages', () => {
  it('is recorded with the conversation it was of, and the request that allowed it', async () => {
    door = await openDoor({ knownTenant: async () => true })
    for (const [path] of READINGS)
      expect((await door.ask(path, { as: { roles: ['Vault.Reviewer'] } })).status).toBe(200)
    expect(door.recorded.map(({ action }) => action)).toEqual(READINGS.map(([, action]) => action))
    expect(door.recorded.map(({ target }) => target)).toEqual([
      ...['19:abc@thread.v2', '19:abc@thread.v2/1', '19:abc@thread.v2/1/aWQ', 'export-1', null],
    ])
    expect(door.recorded.map(({ allowedBy }) => allowedBy)).toEqual(READINGS.map(() => ['request-1']))
    expect(door.recorded.at(-1)?.detail).toBe('{"q":"plan","has":"file"}')
  })

  it('is refused to those who run backups, and recorded', async () => {
    door = await openDoor({ knownTenant: async () => true })
    for (const [path] of READINGS)
      expect((await door.ask(path, { as: { roles: ['Vault.Operator'] } })).status).toBe(403)
    expect(door.recorded.map(({ outcome }) => outcome)).toEqual(READINGS.map(() => 'refused'))
  })

  it('does not happen when it cannot be recorded', async () => {
    const audit = {
      ...handMadeServices().audit,
      record: () => Promise.reject(new Error('full')),
    }
    door = await openDoor({ services: { audit } })
    const response = await door.ask(READINGS[0]?.[0] ?? '')
    expect([response.status, await response.json()]).toMatchObject([500, { code: 'internal' }])
  })
})

describe('a download', () => {
  it('is an attachment with its name and length', async () => {
    door = await openDoor()
    const response = await door.ask('/api/exports/export-1/file')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': '5',
      'content-disposition': 'attachment; filename=chats.zip',
    })
    expect(await response.text()).toBe('bytes')
  })

  it('of a picture keeps its type; of anything a browser might run it does not', async () => {
    let contentType = 'image/jpeg; name=x'
    const bytes = new Uint8Array([1])
    const hostedContent = async () => ({ contentType, bytes })
    door = await openDoor({ services: { browse: { hostedContent } as never } })
    const typeNow = async () => (await door.ask(READINGS[2]?.[0] ?? '')).headers.get('content-type')
    expect(await typeNow()).toBe('image/jpeg')
    contentType = 'image/svg+xml'
    expect(await typeNow()).toBe('application/octet-stream')
    contentType = 'text/html'
    expect(await typeNow()).toBe('application/octet-stream')
  })
})
