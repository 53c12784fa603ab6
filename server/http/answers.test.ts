import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Run } from '../contract/index.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { RunService } from '../services/backup/runs.ts'
import { openDoor, type TestDoor } from './testing/door.ts'
import { CHECKS, CONNECTION, handMadeServices, runOf } from './testing/services.ts'

let door: TestDoor
afterEach(() => door.close())

const NDJSON = { headers: { Accept: 'application/x-ndjson' } }
const BODY = {
  applicationId: '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e',
  clientSecret: 'secret',
  testMailbox: 'mia@contoso.com',
}
const SAVE = { ...BODY, monthlyMessageLimit: 100, costAcknowledged: true }

async function linesOf(response: Response): Promise<unknown[]> {
  expect(response.headers.get('Content-Type')).toBe('application/x-ndjson')
  return (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('a connection test', () => {
  it('answers one JSON document by default', async () => {
    door = await openDoor()
    const response = await door.send('POST', '/api/connection/test', BODY)
    expect([response.status, await response.json()]).toEqual([200, { ok: true, checks: CHECKS }])
  })

  it('answers a line per check and the result, to who accepts NDJSON', async () => {
    door = await openDoor()
    const response = await door.send('POST', '/api/connection/test', BODY, NDJSON)
    expect(await linesOf(response)).toEqual([
      ...CHECKS.map((check) => ({ check })),
      { result: { ok: true, checks: CHECKS } },
    ])
  })

  it('sends each check as it completes, not at the end', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const connect = { ...handMadeServices().connect }
    connect.test = async (_operator, _body, onCheck) => {
      onCheck?.(CHECKS[0] as never)
      await promise
      return { ok: true, checks: CHECKS }
    }
    door = await openDoor({ services: { connect } })
    const response = await door.send('POST', '/api/connection/test', BODY, NDJSON)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect(await reader?.read()).toEqual({ done: false, value: `${JSON.stringify({ check: CHECKS[0] })}\n` })
    resolve()
    expect((await reader?.read())?.value).toContain('"result"')
  })

  it('is one of six that one operator may wait for at once', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const connect = { ...handMadeServices().connect }
    let asked = 0
    connect.test = async () => {
      asked += 1
      await promise
      return { ok: true, checks: CHECKS }
    }
    door = await openDoor({ services: { connect } })
    const test = () => door.send('POST', '/api/connection/test', BODY)
    const waiting = Array.from({ length: 6 }, test)
    await expect.poll(() => asked).toBe(6)
    const seventh = await test()
    expect([seventh.status, await seventh.json()]).toMatchObject([429, { code: 'too-many-at-once' }])
    resolve()
    for (const { status } of await Promise.all(waiting)) expect(status).toBe(200)
  })
})

describe('saving a connection', () => {
  const refusal = new VaultError({
    code: 'connection-test-failed',
    status: 422,
    attempted: 'save the connection',
    why: 'a check failed',
    hint: 'See the checks.',
    members: { checks: CHECKS },
  })

  it('ends with the connection', async () => {
    door = await openDoor()
    const lines = await linesOf(await door.send('PUT', '/api/connection', SAVE, NDJSON))
    expect(lines.at(-1)).toEqual({ connection: CONNECTION })
  })

  it('that fails is a 422 with the checks, or a last line with them', async () => {
    const connect = { ...handMadeServices().connect, save: () => Promise.reject(refusal) }
    door = await openDoor({ services: { connect } })
    const plain = await door.send('PUT', '/api/connection', SAVE)
    expect([plain.status, await plain.json()]).toMatchObject([
      422,
      { code: 'connection-test-failed', checks: CHECKS },
    ])
    const streamed = await door.send('PUT', '/api/connection', SAVE, NDJSON)
    expect(streamed.status).toBe(200)
    expect(await linesOf(streamed)).toMatchObject([{ problem: { status: 422, checks: CHECKS } }])
    expect(door.recorded).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }])
  })

  it('is refused before it streams with a plain problem', async () => {
    door = await openDoor({ knownTenant: async () => true })
    const asked = { ...NDJSON, as: { roles: ['Vault.Reviewer'] } }
    expect((await door.send('PUT', '/api/connection', SAVE, asked)).status).toBe(403)
    expect((await door.send('PUT', '/api/connection', { ...SAVE, x: 1 }, NDJSON)).status).toBe(400)
  })
})

describe('the events of a run', () => {
  type Follow = RunService['events']

  async function openWith(events: Follow): Promise<TestDoor> {
    return openDoor({ services: { runs: { ...handMadeServices().runs, events } } })
  }

  /** A run that continues until its reader goes; `ended` resolves then. */
  function endless() {
    const { promise: ended, resolve } = Promise.withResolvers<string>()
    const follow: Follow = async function* (_operator, _id, signal): AsyncGenerator<Run> {
      try {
        yield runOf()
        await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      } finally {
        resolve('ended')
      }
    }
    return { follow, ended }
  }

  it('are server-sent events named run, and the stream ends with the run', async () => {
    door = await openDoor()
    const response = await door.ask('/api/runs/run-1/events')
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const events = (await response.text()).trim().split('\n\n')
    expect(events.map((event) => event.split('\n')[0])).toEqual(['event: run', 'event: run'])
    expect(JSON.parse(events[1]?.split('data: ')[1] ?? '')).toMatchObject({ state: 'completed' })
  })

  it('of an unknown run are a 404 problem', async () => {
    // biome-ignore lint/correctness/useYield: it fails before its first value
    door = await openWith(async function* () {
      throw new VaultError({
        code: 'run-not-found',
        status: 404,
        attempted: 'find the run',
        why: '',
        hint: '',
      })
    })
    const response = await door.ask('/api/runs/run-9/events')
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'run-not-found' }])
  })

  it('stop being read when the caller goes', async () => {
    const { follow, ended } = endless()
    door = await openWith(follow)
    const caller = new AbortController()
    const response = await door.ask('/api/runs/run-1/events', { signal: caller.signal })
    await response.body?.getReader().read()
    caller.abort()
    expect(await ended).toBe('ended')
  })

  it('end when the server stops', async () => {
    const { follow, ended } = endless()
    door = await openWith(follow)
    const response = await door.ask('/api/runs/run-1/events')
    setTimeout(() => door.stop.abort(), 50)
    expect(await response.text()).toMatch(/^event: run\ndata: .*\n\n$/)
    expect(await ended).toBe('ended')
  })

  it('are few for one operator, and another has his own', async () => {
    const { follow } = endless()
    door = await openWith(follow)
    const callers: AbortController[] = []
    const open = async (as?: Record<string, unknown>) => {
      const caller = new AbortController()
      callers.push(caller)
      return door.ask('/api/runs/run-1/events', { signal: caller.signal, ...(as && { as }) })
    }
    for (let n = 0; n < 6; n += 1) expect((await open()).status).toBe(200)
    const seventh = await open()
    expect([seventh.status, seventh.headers.get('Retry-After'), await seventh.json()]).toMatchObject([
      429,
      '10',
      { code: 'too-many-at-once', hint: expect.stringContaining('Close other Chatvault windows') },
    ])
    expect((await open({ oid: '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9' })).status).toBe(200)
    callers[0]?.abort()
    await vi.waitFor(async () => expect((await open()).status).toBe(200))
    for (const caller of callers) caller.abort()
  })

  it('that break in the middle say so in a last event', async () => {
    door = await openWith(async function* () {
      yield runOf()
      throw new Error('the database is gone')
    })
    const text = await (await door.ask('/api/runs/run-1/events')).text()
    expect(text).toContain('event: problem\ndata: {"type":"urn:chatvault:problem:internal"')
    expect(text).not.toContain('database')
  })

  it('have a heartbeat every 15 seconds', async () => {
    const beat = vi.spyOn(globalThis, 'setInterval')
    const { follow } = endless()
    door = await openWith(follow)
    const caller = new AbortController()
    const response = await door.ask('/api/runs/run-1/events', { signal: caller.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    await reader?.read()
    const [heartbeat] = beat.mock.calls.find(([, ms]) => ms === 15_000) ?? []
    beat.mockRestore()
    if (typeof heartbeat !== 'function') throw new Error('There is no heartbeat.')
    heartbeat()
    expect((await reader?.read())?.value).toBe(': still here\n\n')
    caller.abort()
    await delay(10)
  })

  it('end after half an hour, so that anyone who comes back shows a token that is good then', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    door = await openWith(endless().follow)
    const response = await door.ask('/api/runs/run-1/events')
    const [end] = timers.mock.calls.find(([, ms]) => ms === 30 * 60_000) ?? []
    timers.mockRestore()
    if (typeof end !== 'function') throw new Error('Nothing ends it.')
    end()
    expect(await response.text()).toContain('event: run')
  })
})
