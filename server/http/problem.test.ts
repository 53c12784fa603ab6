import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../contract/index.ts'
import { VaultError } from '../domain/vault-error.ts'
import { problemOf } from './problem.ts'
import { openDoor, type TestDoor } from './testing/door.ts'

const SECRET = 'pg://user:hunter2-secret@db'

let door: TestDoor
beforeAll(async () => {
  door = await openDoor({
    services: {
      overview: {
        get: async () => {
          throw new Error(`connect failed ${SECRET}`, { cause: { password: 'hunter2-secret' } })
        },
      },
      quota: {
        get: async () => ({ month: 7, secret: 'hunter2-secret' }) as never,
        set: async () => {
          throw new VaultError({
            code: 'limit-too-low',
            notice: null,
            status: 422,
            attempted: 'set the limit',
            why: 'it is too low',
            hint: 'Choose more.',
            members: { used: 5 },
          })
        },
        ledger: async () => ({ items: [], next: null }),
        history: async () => ({ items: [], next: null }),
      },
      runs: {
        start: async () => {
          throw new VaultError({
            code: 'run-under-way',
            status: 409,
            attempted: 'start a backup',
            why: 'one is under way',
            hint: 'Wait for it.',
            members: { runId: 'run-7' },
          })
        },
      } as never,
    },
  })
})
afterAll(() => door.close())

async function problemIn(response: Response): Promise<Problem> {
  expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
  const problem = Problem.parse(await response.json())
  expect(problem.status).toBe(response.status)
  expect(problem.type).toBe(`urn:chatvault:problem:${problem.code}`)
  expect(problem.requestId).toBe(response.headers.get('X-Request-Id'))
  return problem
}

describe('a problem document', () => {
  it('answers a body that is not JSON', async () => {
    const response = await door.send('PUT', '/api/quota', '{"monthlyMessageLimit": ')
    expect(await problemIn(response)).toMatchObject({ status: 400, code: 'bad-json' })
  })

  it('answers a body that is not marked as JSON', async () => {
    const headers = { 'Content-Type': 'text/plain' }
    const response = await door.send('PUT', '/api/quota', 'hello', { headers })
    expect(await problemIn(response)).toMatchObject({ status: 415, code: 'not-json' })
  })

  it('answers a body that is too large', async () => {
    const response = await door.send('PUT', '/api/quota', { pricePerMessage: '1'.repeat(300_000) })
    expect(await problemIn(response)).toMatchObject({ status: 413, code: 'too-large' })
  })

  it('names the unknown members of a body', async () => {
    const response = await door.send('PUT', '/api/quota', { monthlyMessageLimit: 5, monthlyMesageLimit: 6 })
    expect(await problemIn(response)).toMatchObject({
      status: 400,
      code: 'invalid-request',
      faults: [{ path: 'monthlyMesageLimit', message: 'This member isn’t known here.' }],
    })
  })

  it('names every wrong member of a body, nested ones by their path', async () => {
    const body = { format: 'pdf', selection: { from: 'yesterday', people: [] } }
    const problem = await problemIn(await door.send('POST', '/api/exports', body))
    expect(problem.faults?.map(({ path }) => path)).toEqual(['format', 'selection.from', 'selection.people'])
  })

  it('never repeats the values that were sent', async () => {
    const body = { applicationId: 'hunter2-secret', clientSecret: ['hunter2-secret'], testMailbox: 'a' }
    const problem = await problemIn(await door.send('POST', '/api/connection/test', body))
    expect(JSON.stringify(problem)).not.toContain('hunter2')
  })

  it('names the wrong members of a query', async () => {
    const response = await door.ask('/api/quota/ledger?limit=0')
    expect((await problemIn(response)).faults?.[0]?.path).toBe('limit')
  })

  it('answers an address that does not exist below /api', async () => {
    expect(await problemIn(await door.ask('/api/nothing'))).toMatchObject({ status: 404, code: 'not-found' })
    expect(await problemIn(await door.ask('/api/me/'))).toMatchObject({ status: 404 })
    const asPage = await door.ask('/api/nothing', { headers: { Accept: 'text/html' } })
    expect(await problemIn(asPage)).toMatchObject({ status: 404 })
  })

  it('answers an address that is not well made', async () => {
    expect(await problemIn(await door.ask('/api/runs/%E0%A4'))).toMatchObject({
      status: 400,
      code: 'invalid-request',
    })
  })

  it('answers a method that the address does not take, and names those it does', async () => {
    const response = await door.ask('/api/connection', { method: 'PATCH' })
    expect(response.headers.get('Allow')).toBe('GET, PUT, DELETE')
    expect(await problemIn(response)).toMatchObject({ status: 405, code: 'method-not-allowed' })
  })

  it('carries status, hint and members of a VaultError', async () => {
    const quota = await problemIn(await door.send('PUT', '/api/quota', { monthlyMessageLimit: 1 }))
    expect(quota).toMatchObject({ status: 422, code: 'limit-too-low', hint: 'Choose more.' })
    expect(quota.detail).toBe('Couldn’t set the limit: it is too low')
    const run = await problemIn(await door.send('POST', '/api/runs', {}))
    expect(run).toMatchObject({ status: 409, code: 'run-under-way', runId: 'run-7' })
    expect([run.notice, quota.notice]).toEqual([{ code: 'run-under-way', params: {} }, null])
  })
})

describe('a defect', () => {
  it('leaks nothing to the caller and is logged once with the request id', async () => {
    const response = await door.ask('/api/overview')
    const problem = await problemIn(response)
    expect(problem).toMatchObject({ status: 500, code: 'internal' })
    expect(JSON.stringify(problem)).not.toMatch(/hunter2|connect failed|at /)
    const lines = door.log.filter((line) => line.requestId === problem.requestId)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ level: 'error', route: '/api/overview', status: 500, method: 'GET' })
    expect(JSON.stringify(lines[0])).not.toContain('hunter2')
  })

  it('is an answer that breaks the contract, and nothing of it leaves', async () => {
    const problem = await problemIn(await door.ask('/api/quota'))
    expect(problem).toMatchObject({ status: 500, code: 'internal' })
    expect(JSON.stringify([problem, door.log])).not.toContain('hunter2')
  })
})

it('a stranger dressed as a VaultError by toVaultError is still a defect', () => {
  const internal = new VaultError({ code: 'internal', attempted: 'x', why: 'column "y" missing', hint: '' })
  expect(JSON.stringify(problemOf(internal, 'id'))).not.toContain('column')
})

it.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['53100', 'disk-full'],
  ['53000', 'database-short'],
  ['53200', 'database-memory'],
  ['53400', 'database-short'],
  ['EROFS', 'disk-read-only'],
  ['EMFILE', 'too-many-files'],
  ['53300', 'database-busy'],
  ['57P01', 'database-unreachable'],
])('what the machine lacks is told as itself, also as a cause: %s', (code, told) => {
  const cause = Object.assign(new Error('write /data/secret'), { code })
  const problem = problemOf(new Error('query failed', { cause }), 'id')
  expect(problem).toMatchObject({
    status: 503,
    code: told,
    hint: expect.stringMatching(/^(?!.*defect)\w+ .+\.$/),
  })
  expect(JSON.stringify(problem)).not.toContain('/data/secret')
})
