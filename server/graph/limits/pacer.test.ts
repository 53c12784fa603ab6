import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FakeClock, fakeClock } from '../testing/fake-clock.ts'
import { KeyedPacer, Pacer } from './pacer.ts'

/** Starts of `count` requests that all ask at once, in milliseconds from now. */
async function starts(clock: FakeClock, pacer: Pacer, count: number): Promise<number[]> {
  const begin = clock.now().getTime()
  const turns = Array.from({ length: count }, async () => {
    await pacer.take()
    return clock.now().getTime() - begin
  })
  return clock.runUntil(Promise.all(turns))
}

/** The most requests that start within any one second. */
function densest(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 1000).length))
}

describe('pacing', () => {
  it.each([1, 5, 30, 200])(
    'lets %i a second through, and loses next to nothing of them',
    async (perSecond) => {
      const clock = fakeClock()
      const times = await starts(clock, new Pacer(perSecond, clock), perSecond * 4)
      expect(densest(times)).toBeLessThanOrEqual(perSecond)
      expect(Math.max(...times)).toBeLessThan(4100)
    },
  )

  it('spreads them over the second', async () => {
    const clock = fakeClock()
    const times = await starts(clock, new Pacer(200, clock), 200)
    expect(times.filter((at) => at < 100).length).toBeLessThanOrEqual(31)
  })

  it('keeps the order of asking', async () => {
    const clock = fakeClock()
    const pacer = new Pacer(5, clock)
    const order: number[] = []
    await clock.runUntil(
      Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          await pacer.take()
          order.push(index)
        }),
      ),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  it('no second is ever above the limit, no matter who asks when, or leaves', async () => {
    const asks = fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 700 }),
        count: fc.integer({ min: 1, max: 30 }),
        leaves: fc.boolean(),
      }),
      { maxLength: 15 },
    )
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), asks, async (perSecond, bursts) => {
        const clock = fakeClock()
        const pacer = new Pacer(perSecond, clock)
        const times: number[] = []
        const waiting: Promise<void>[] = []
        for (const { after, count, leaves } of bursts) {
          await clock.advance(after)
          for (let index = 0; index < count; index++) {
            const abort = new AbortController()
            const turn = pacer.take(abort.signal).then(() => void times.push(clock.now().getTime()))
            waiting.push(turn.catch(() => undefined))
            if (leaves && index % 2 === 0) abort.abort()
          }
        }
        await clock.runUntil(Promise.all(waiting))
        expect(densest([0, ...times])).toBeLessThanOrEqual(perSecond)
      }),
      { numRuns: 60 },
    )
  })

  it('who leaves the queue takes no turn', async () => {
    const clock = fakeClock()
    const pacer = new Pacer(1, clock)
    await pacer.take()
    const abort = new AbortController()
    const left = pacer.take(abort.signal)
    const stays = pacer.take()
    abort.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    const begin = clock.now().getTime()
    await clock.runUntil(stays)
    expect(clock.now().getTime() - begin).toBeLessThan(1100)
  })

  it('Infinity paces nothing', async () => {
    const clock = fakeClock()
    expect(await starts(clock, new Pacer(Number.POSITIVE_INFINITY, clock), 5000)).toEqual(Array(5000).fill(0))
  })

  it('keys do not wait for each other', async () => {
    const clock = fakeClock()
    const pacer = new KeyedPacer(1, clock)
    const begin = clock.now().getTime()
    await Promise.all(Array.from({ length: 5000 }, (_, index) => pacer.take(`chat ${index}`)))
    expect(clock.now().getTime()).toBe(begin)
    await clock.runUntil(pacer.take('chat 4999'))
    expect(clock.now().getTime() - begin).toBeGreaterThanOrEqual(1000)
  })
})
