/** Limits, fence and retry around requests that a script answers. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MustWait } from '../domain/suspension.ts'
import type { GraphCalls } from './calls.ts'
import { memoryFence } from './limits/fence.ts'
import { fencedGraph } from './limits/fenced.ts'
import { limitedGraph } from './limits/limited.ts'
import { retryingGraph } from './retrying.ts'
import { type FakeClock, fakeClock } from './testing/fake-clock.ts'
import { GraphError } from './wire/graph-error.ts'

const tenant = { id: 't', displayName: 'Contoso' }

function failure(httpStatus: number, retryAfterMs?: number): GraphError {
  const retry = httpStatus === 429 || httpStatus >= 500 ? 'later' : 'never'
  return new GraphError({
    code: `${httpStatus}`,
    notice: null,
    attempted: '',
    why: '',
    hint: '',
    outcome: 'refused',
    retry,
    httpStatus,
    stopSign: [429, 503].includes(httpStatus),
    retryAfterMs,
  })
}

/** Only `organization` answers; each request takes the next of `answers`, then all succeed. Notes when each left. */
function scripted(clock: FakeClock, ...answers: unknown[]) {
  const sent: number[] = []
  const begin = clock.now().getTime()
  const organization = async () => {
    sent.push(clock.now().getTime() - begin)
    const answer = answers.shift()
    if (answer !== undefined) throw answer
    return tenant
  }
  return { calls: { organization } as unknown as GraphCalls, sent }
}

describe('the fence', () => {
  it('stops every caller until the time one of them was told, and tells the end', async () => {
    const clock = fakeClock()
    const ends: Date[] = []
    const fence = memoryFence(clock, (until) => ends.push(until))
    const { calls, sent } = scripted(clock, failure(429, 10_000))
    const graph = fencedGraph(calls, fence, clock)
    await expect(graph.organization()).rejects.toMatchObject({ code: '429' })
    expect(ends).toEqual([new Date(clock.now().getTime() + 10_000)])
    await clock.runUntil(Promise.all(Array.from({ length: 20 }, () => graph.organization())))
    expect(sent.slice(1)).toEqual(Array(20).fill(10_000))
    expect(fence.until()).toBeUndefined()
  })

  it('503 with Retry-After raises it; other failures and 429 without do not', async () => {
    const clock = fakeClock()
    const fence = memoryFence(clock)
    const { calls } = scripted(clock, failure(500, 5000), failure(429), failure(503, 3000))
    const graph = fencedGraph(calls, fence, clock)
    for (const expected of [undefined, undefined, 3000]) {
      await graph.organization().catch(() => undefined)
      const until = fence.until()
      expect(until && until.getTime() - clock.now().getTime()).toBe(expected)
    }
  })

  it('falls at the latest end anyone was told, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1 }), async (ends) => {
        const clock = fakeClock()
        const fence = memoryFence(clock)
        const begin = clock.now().getTime()
        const told: number[] = []
        for (const [index, end] of ends.entries()) {
          fence.raise(new Date(begin + end))
          told.push(end)
          expect(fence.until()?.getTime()).toBe(begin + Math.max(...told))
          if (index === 0) void fence.wait().then(() => told.push(clock.now().getTime() - begin))
        }
        await clock.runUntil(fence.wait())
        expect(clock.now().getTime() - begin).toBe(Math.max(...ends))
        expect(told.at(-1)).toBe(Math.max(...ends))
      }),
    )
  })

  it('is told at once, and nothing is sent, where it stands longer than the caller bears', async () => {
    const clock = fakeClock()
    const fence = memoryFence(clock)
    const { calls, sent } = scripted(clock, failure(429, 1_800_000))
    const bearing = fence.bearing(600_000)
    const graph = fencedGraph(limitedGraph(calls, { clock, fence: bearing }), bearing, clock)
    await graph.organization().catch(() => undefined)
    await clock.advance(1_000_000)
    await expect(graph.organization()).rejects.toMatchObject({
      code: 'microsoft-asks-to-wait',
      stopSign: true,
      retryAfterMs: 800_000,
      retry: 'later',
      why: expect.stringContaining('another 14 min'),
    })
    expect(sent).toHaveLength(1)
    await clock.advance(300_000)
    await clock.runUntil(graph.organization())
    expect(sent.at(-1)).toBe(1_800_000)
  })

  it('waiting ends with the signal', async () => {
    const clock = fakeClock()
    const fence = memoryFence(clock)
    fence.raise(new Date(clock.now().getTime() + 1000))
    const abort = new AbortController()
    const waiting = fence.wait(abort.signal)
    abort.abort(new Error('stop'))
    await expect(waiting).rejects.toThrow('stop')
  })

  it('when it falls, those who waited leave at the pace of the limit', async () => {
    const clock = fakeClock()
    const fence = memoryFence(clock)
    const { calls, sent } = scripted(clock, failure(429, 5000))
    const limited = limitedGraph(calls, { clock, fence, directoryPerSecond: 10 })
    const graph = fencedGraph(limited, fence, clock)
    await clock.runUntil(Promise.allSettled(Array.from({ length: 40 }, () => graph.organization())))
    const after = sent.slice(1)
    expect(after).toHaveLength(39)
    expect(Math.min(...after)).toBeGreaterThanOrEqual(5000)
    for (const from of after)
      expect(after.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(10)
  })
})

describe('the limits', () => {
  it('one user has five lists of chats a second, others do not wait for them', async () => {
    const clock = fakeClock()
    const begin = clock.now().getTime()
    const sent: [string, number][] = []
    const chatsPage = async (userId: string) => {
      sent.push([userId, clock.now().getTime() - begin])
      return { items: [], next: undefined }
    }
    const graph = limitedGraph({ chatsPage } as unknown as GraphCalls, { clock })
    const ada = Array.from({ length: 15 }, () => graph.chatsPage('ada', undefined))
    await clock.runUntil(Promise.all([...ada, graph.chatsPage('bo', undefined)]))
    expect(sent.find(([userId]) => userId === 'bo')?.[1]).toBeLessThan(100)
    expect(sent.filter(([userId, at]) => userId === 'ada' && at < 1000)).toHaveLength(5)
  })
})

describe('asking again', () => {
  const setup = (answers: unknown[], options = {}) => {
    const clock = fakeClock()
    const script = scripted(clock, ...answers)
    const fence = memoryFence(clock)
    const graph = retryingGraph(fencedGraph(script.calls, fence, clock), {
      clock,
      random: () => 0.999,
      ...options,
    })
    return { ...script, clock, graph, ask: () => clock.runUntil(graph.organization()) }
  }

  it('waits longer each time, within a limit', async () => {
    const { ask, clock } = setup([failure(500), failure(504), failure(502)])
    expect(await ask()).toEqual(tenant)
    expect(clock.waits).toEqual([999, 1998, 3996])
  })

  it('draws each wait between nothing and the whole of it', async () => {
    const { ask, clock } = setup([failure(500), failure(500)], { random: () => 0 })
    await ask()
    expect(clock.waits).toEqual([])
  })

  it('gives up after six attempts', async () => {
    const { ask, sent } = setup(Array.from({ length: 10 }, () => failure(500)))
    await expect(ask()).rejects.toMatchObject({ code: '500' })
    expect(sent).toHaveLength(6)
  })

  it('gives up when the budget of time is spent', async () => {
    const { ask, sent } = setup(
      Array.from({ length: 10 }, () => failure(500)),
      { budgetMs: 4000 },
    )
    await expect(ask()).rejects.toMatchObject({ code: '500' })
    expect(sent).toEqual([0, 999, 2997])
  })

  it('waits out stop signs at the fence, as many as there are within the budget', async () => {
    const { ask, sent } = setup(Array.from({ length: 20 }, () => failure(429, 2000)))
    await ask()
    expect(sent).toEqual(Array.from({ length: 21 }, (_, index) => index * 2000))
  })

  it('does not wait for a stop sign longer than the budget', async () => {
    const { ask, sent } = setup([failure(429, 3_600_000)])
    await expect(ask()).rejects.toMatchObject({ code: '429', retryAfterMs: 3_600_000 })
    expect(sent).toEqual([0])
  })

  it.each([400, 402, 403, 404, 410, 412])('never asks again after %i', async (status) => {
    const { ask, sent } = setup([failure(status)])
    await expect(ask()).rejects.toMatchObject({ code: `${status}` })
    expect(sent).toHaveLength(1)
  })

  it('asks once more after 401, at once, even when only one attempt is allowed', async () => {
    const { ask, sent } = setup([failure(401), failure(401), failure(401)], { attempts: 1 })
    await expect(ask()).rejects.toMatchObject({ code: '401' })
    expect(sent).toEqual([0, 0])
  })

  it.each([
    [
      'the limit of the month',
      new MustWait({ code: 'quota-reached', attempted: '', why: '', hint: '', wakeAt: new Date(0) }),
    ],
    ['a defect', new TypeError('x is undefined')],
  ])('passes %s through', async (_, error) => {
    const { ask, sent } = setup([error])
    await expect(ask()).rejects.toBe(error)
    expect(sent).toHaveLength(1)
  })

  it('stops waiting when aborted', async () => {
    const { graph, clock } = setup([failure(500)])
    const abort = new AbortController()
    const asking = graph.organization(abort.signal)
    asking.catch(() => undefined)
    await clock.advance(10)
    abort.abort(new Error('stop'))
    await expect(asking).rejects.toThrow('stop')
  })
})
