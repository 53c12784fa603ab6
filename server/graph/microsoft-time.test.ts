import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextWindow, WINDOW_LAG_MS } from '../domain/window.ts'
import { createMicrosoftTime } from './microsoft-time.ts'
import type { Answer, Exchange } from './wire/exchange.ts'

const START = Date.parse('2026-11-22T10:00:00.250Z')
const ASK = { url: 'https://graph.microsoft.com/', headers: {}, timeoutMs: 1, maxBytes: 1 }

/** True time, our clock `lead` ahead of it, and answers that take `wayMs` and carry Microsoft's date. */
function world(lead = 0) {
  const state = { passed: 0, lead, wayMs: 80, drift: 0, answer: {} as Partial<Answer> }
  const truth = () => START + state.passed
  const time = createMicrosoftTime({
    clock: { now: () => new Date(truth() + state.lead), wait: async () => undefined },
    monotonicMs: () => state.passed * (1 + state.drift) + 7000,
  })
  const exchange: Exchange = async () => {
    state.passed += state.wayMs / 2
    const date = new Date(truth()).toUTCString()
    state.passed += state.wayMs / 2
    return { status: 200, headers: { date }, body: Buffer.alloc(0), ...state.answer }
  }
  const ask = () => time.listen(exchange)(ASK)
  return { state, time, truth, ask }
}

describe('the time at Microsoft', () => {
  it('is ours while the two cannot be told apart, and unknown before the first answer', async () => {
    const { time, ask } = world(300)
    expect([time.earliest(), time.leadMs(), time.isFresh()]).toEqual([undefined, undefined, false])
    await ask()
    expect([time.leadMs(), time.isFresh()]).toEqual([0, true])
  })

  it.each([20, -20])('is told by its answers when our clock is %i minutes away', async (minutes) => {
    const { time, truth, ask } = world(minutes * 60_000)
    await ask()
    expect(Math.abs(time.clock.now().getTime() - truth())).toBeLessThanOrEqual(1100)
    expect(Math.abs((time.leadMs() ?? 0) - minutes * 60_000)).toBeLessThanOrEqual(1100)
  })

  it('does not jump when our clock is set, and has to be asked again then', async () => {
    const { state, time, truth, ask } = world()
    await ask()
    state.lead = 3_600_000
    expect(Math.abs(time.clock.now().getTime() - truth())).toBeLessThanOrEqual(1100)
    expect(time.isFresh()).toBe(false)
  })

  it('is not what a proxy, a cache or an answer without a date says', async () => {
    const { state, time, truth, ask } = world()
    const date = new Date(truth() + 86_400_000).toUTCString()
    const strangers: Partial<Answer>[] = [
      { status: 407, headers: { date } },
      { headers: { date, age: '3' } },
      { headers: {} },
      { headers: { date: 'tomorrow' } },
    ]
    for (const answer of strangers) {
      state.answer = answer
      await ask()
    }
    expect(time.earliest()).toBeUndefined()
    state.answer = { status: 429, headers: { date: new Date(truth()).toUTCString(), 'request-id': '1' } }
    await ask()
    expect(time.earliest()).toBeDefined()
  })

  it('is not told by an answer that was half a minute on its way', async () => {
    const { state, time, ask } = world()
    state.wayMs = 31_000
    await ask()
    expect(time.earliest()).toBeUndefined()
  })

  it('is what the last answer says where two do not agree', async () => {
    const { state, time, truth, ask } = world()
    state.answer = { headers: { date: new Date(truth() + 3_600_000).toUTCString() } }
    await ask()
    state.answer = {}
    await ask()
    expect(Number(time.earliest())).toBeLessThanOrEqual(truth())
  })

  it('does not run away with a clock of ours that is a little fast', async () => {
    const { state, time, truth, ask } = world()
    state.drift = 1e-4
    for (let minute = 0; minute < 150; minute += 1) {
      state.passed += 60_000
      await ask()
      expect(Number(time.earliest()) - truth()).toBeLessThan(100)
    }
  })

  it('is never passed by a window’s end, whatever our clock does, and nothing between two windows is left out', async () => {
    const step = fc.record({
      passes: fc.integer({ min: 0, max: 7_200_000 }),
      wayMs: fc.integer({ min: 0, max: 20_000 }),
      lead: fc.integer({ min: -86_400_000, max: 86_400_000 }),
      during: fc.integer({ min: 0, max: 50_000 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { state, time, truth, ask } = world()
        let watermark: Date | undefined
        for (const { passes, wayMs, lead, during } of steps) {
          state.passed += passes
          Object.assign(state, { wayMs, lead })
          await ask()
          state.passed += during
          const window = nextWindow(watermark, time.earliest() ?? new Date(Number.NaN))
          if (window === undefined) continue
          expect(window.to.getTime()).toBeLessThanOrEqual(truth() - WINDOW_LAG_MS)
          if (watermark !== undefined) expect(window.from.getTime()).toBeLessThan(watermark.getTime())
          watermark = window.to
        }
      }),
    )
  })
})
