import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultKind, Sandbox } from './index.ts'
import { FAULT_KINDS } from './options.ts'
import { Client, type MessageRow, type Page, startSmall } from './testing.ts'

let sandbox: Sandbox
let client: Client
let mia: string

beforeEach(async () => {
  sandbox = await startSmall({ messages: 600 })
  client = new Client(sandbox)
  mia = `/users/${sandbox.operators[0]?.person.id}/chats/getAllMessages?$top=20`
})
afterEach(async () => {
  await client.close()
  await sandbox.close()
})

const billed = () => sandbox.truth().billed[sandbox.app.clientId] ?? {}
const rowsBilled = () => Object.values(billed()).reduce((sum, rows) => sum + rows, 0)

describe('an ordered fault', () => {
  test('429 names a wait and then goes away', async () => {
    sandbox.control.failNext({ kind: '429', retryAfterSeconds: 3, count: 2 })
    const first = await client.graph(mia)
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '3'])
    expect(await first.json()).toMatchObject({ error: { code: 'TooManyRequests' } })
    expect((await client.graph('/organization')).status).toBe(429)
    expect((await client.graph(mia)).status).toBe(200)
    expect(sandbox.truth().faults['429']).toBe(2)
    expect(rowsBilled()).toBe(20)
  })

  test.each([
    ['503', 503, 'ServiceUnavailable'],
    ['504', 504, 'UnknownError'],
  ] as const)('%s answers with its code', async (kind, status, code) => {
    sandbox.control.failNext({ kind })
    const response = await client.graph(mia)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { code } })
  })

  test('reset breaks the connection, and only a begun answer is billed', async () => {
    sandbox.control.failNext({ kind: 'reset', when: 'before' })
    await expect(client.graph(mia)).rejects.toThrow()
    expect(rowsBilled()).toBe(0)
    sandbox.control.failNext({ kind: 'reset', when: 'after' })
    await expect(client.get(mia)).rejects.toThrow()
    expect(rowsBilled()).toBe(20)
  })

  test('truncated cuts the JSON and is billed', async () => {
    sandbox.control.failNext({ kind: 'truncated' })
    const response = await client.graph(mia)
    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow(SyntaxError)
    expect(rowsBilled()).toBe(20)
  })

  test('loop leads to a link that leads to itself until the walk starts again', async () => {
    sandbox.control.failNext({ kind: 'loop' })
    const first = await client.get<Page<MessageRow>>(mia)
    const second = await client.get<Page<MessageRow>>(first['@odata.nextLink'] ?? '')
    expect(second['@odata.nextLink']).toBe(first['@odata.nextLink'])
    const walk = await client.drain<MessageRow>(mia)
    expect(new Set(walk.rows.map(({ chatId, id }) => chatId + id)).size).toBe(walk.rows.length)
  })

  test('expired-cursor kills a link for good but not the window', async () => {
    const first = await client.get<Page<MessageRow>>(mia)
    const link = first['@odata.nextLink'] ?? ''
    sandbox.control.failNext({ kind: 'expired-cursor' })
    for (let i = 0; i < 2; i++) {
      const response = await client.graph(link)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        error: { code: 'BadRequest', message: 'Invalid continuation token.' },
      })
    }
    expect((await client.drain<MessageRow>(mia)).rows.length).toBeGreaterThan(20)
    expect(sandbox.truth().faults['expired-cursor']).toBe(1)
  })

  test('waits for the path and the person it is meant for', async () => {
    sandbox.control.failNext({ kind: '503', path: 'getallmessages', user: 'jonas.keller@contoso.com' })
    expect((await client.graph(mia)).status).toBe(200)
    expect(sandbox.control.pendingFaults).toBe(1)
    const jonas = sandbox.operators[1]?.person.id
    expect((await client.graph(`/users/${jonas}/chats/getAllMessages`)).status).toBe(503)
    expect(sandbox.control.pendingFaults).toBe(0)
  })
})

describe('faults by chance', () => {
  const outcome = async (response: { status: number; text(): Promise<string> }) =>
    `${response.status} ${(await response.text()).length > 40}`

  /** Status of each of some requests, under a rate. */
  async function outcomes(seed: number, kinds: readonly FaultKind[]): Promise<string[]> {
    const other = await startSmall({ seed, faults: kinds, faultRate: 0.3, messages: 200 })
    const caller = new Client(other)
    const seen: string[] = []
    for (let i = 0; i < 40; i++)
      seen.push(
        await caller
          .graph(`/users?$top=${(i % 8) + 1}`)
          .then(outcome)
          .catch(() => 'reset'),
      )
    await caller.close()
    await other.close()
    return seen
  }

  test('repeat with the seed', async () => {
    const kinds = ['429', '503', '504', 'reset'] as const
    const first = await outcomes(5, kinds)
    expect(await outcomes(5, kinds)).toEqual(first)
    expect(await outcomes(6, kinds)).not.toEqual(first)
    expect(first.filter((outcome) => outcome === '200 true').length).toBeLessThan(40)
  })

  test('every kind comes up in a long enough run', async () => {
    sandbox.control.set({ faults: FAULT_KINDS, faultRate: 0.5 })
    for (let i = 0; i < 60; i++) {
      const page = await client.get<Page<MessageRow>>(mia).catch(() => undefined)
      const link = page?.['@odata.nextLink']
      if (link)
        await client
          .graph(link)
          .then((response) => response.text())
          .catch(() => undefined)
    }
    expect(Object.entries(sandbox.truth().faults).filter(([, count]) => count === 0)).toEqual([])
  })
})

describe('limits', () => {
  test('exports over the set rate are told to wait, and refused requests count', async () => {
    sandbox.control.set({ throttleRps: 2 })
    const statuses = await Promise.all(
      Array.from({ length: 25 }, async () => (await client.graph(mia)).status),
    )
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10)
    const refused = await client.graph(mia)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  })

  test('a chat takes one request a second', async () => {
    sandbox.control.set({ throttleRps: 200 })
    const chat = encodeURIComponent([...sandbox.tenant.chats.keys()][0] ?? '')
    const ask = async () => (await client.graph(`/chats/${chat}/messages`)).status
    expect((await Promise.all([ask(), ask(), ask()])).sort()).toEqual([200, 429, 429])
  })

  test('latency and slow pages are felt', async () => {
    sandbox.control.set({ latencyMs: 60 })
    const started = performance.now()
    await client.get(mia)
    expect(performance.now() - started).toBeGreaterThan(55)
    sandbox.control.slowNext({ ms: 200, path: 'getallmessages' })
    await client.get(mia)
    expect(performance.now() - started).toBeGreaterThan(55 + 255)
    sandbox.control.set({ latencyMs: 0 })
  })

  test('an answer is kept back until it is released, and no other', async () => {
    const hold = sandbox.control.holdNext('getAllMessages')
    let came = false
    const kept = client.get(mia).then(() => {
      came = true
    })
    await hold.asked
    await client.get(mia)
    expect(came).toBe(false)
    hold.release()
    await kept
    expect(came).toBe(true)
  })
})
