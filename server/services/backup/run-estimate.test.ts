import { describe, expect, it } from 'vitest'
import type { RunRow } from '../../books/runs.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createEstimator } from './run-estimate.ts'

const START = '2026-11-28T12:00:00Z'
const NO_IMAGES = { wanted: 0, largestChat: 0 }

function followed() {
  const clock = createFakeClock(START)
  const estimator = createEstimator(clock)
  const run = (change: object, totals: object = {}) =>
    ({
      ...{ id: 'r1', state: 'running', stage: 'messages', stageStartedAt: new Date(START), progress: null },
      totals: { subjects: 27, subjectsDone: 0, subjectsSkipped: 0, subjectsFailed: 0, fetched: 0, ...totals },
      ...change,
    }) as RunRow
  return { clock, estimator, run }
}

describe('time left', () => {
  it('is not told before it means something: after the rooms alone, or in the first seconds', () => {
    const { clock, estimator, run } = followed()
    clock.advance(2000)
    expect(estimator.estimate(run({}, { subjectsDone: 20 }), NO_IMAGES).runSeconds).toBeNull()
    clock.advance(10_000)
    const roomsOnly = { subjectsDone: 2, subjectsSkipped: 2 }
    expect(estimator.estimate(run({}, roomsOnly), NO_IMAGES).runSeconds).toBeNull()
  })

  it('moves slowly when a large mailbox holds everybody up, and ends instead of counting below nothing', () => {
    const { clock, estimator, run } = followed()
    const shown: (number | null)[] = []
    for (let second = 0; second < 300; second += 1) {
      clock.advance(1000)
      const subjectsDone = Math.min(26, second + 1)
      shown.push(estimator.estimate(run({}, { subjectsDone }), NO_IMAGES).runSeconds)
    }
    const told = shown.filter((seconds) => seconds !== null)
    expect(told.length).toBeGreaterThan(0)
    for (const seconds of told) expect(seconds).toBeGreaterThan(0)
    for (const [index, seconds] of told.slice(1).entries())
      expect(Math.abs(seconds - (told[index] ?? 0))).toBeLessThanOrEqual(15)
  })

  it('reckons images before their turn and by their pace, up to the time there is for them', () => {
    const { clock, estimator, run } = followed()
    clock.advance(10_000)
    const half = { subjectsDone: 14 }
    const without = estimator.estimate(run({}, half), NO_IMAGES).runSeconds ?? 0
    expect(estimator.estimate(run({}, half), { wanted: 200, largestChat: 120 }).runSeconds).toBe(
      without + 120,
    )
    const media = run({ stage: 'media', stageStartedAt: clock.now(), progress: null }, half)
    expect(estimator.estimate(media, { wanted: 200, largestChat: 120 }).runSeconds).toBe(120)
    const other = createEstimator(clock)
    expect(other.estimate(media, { wanted: 90_000, largestChat: 50_000 }).runSeconds).toBe(900)
  })

  it('is nobody’s once the run has ended', () => {
    const { estimator, run } = followed()
    expect(estimator.estimate(run({ state: 'completed' }), NO_IMAGES)).toEqual({
      ...{ rate: null, stageSeconds: null, runSeconds: null },
    })
  })
})
