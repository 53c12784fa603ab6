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
      id: 'r1',
      state: 'running',
      stage: 'messages',
      stageStartedAt: new Date(START),
      progress: null,
      totals: { subjects: 27, subjectsDone: 0, subjectsSkipped: 0, subjectsFailed: 0, fetched: 0, ...totals },
      ...change,
    }) as RunRow
  return { clock, estimator, run }
}

/** People alike, of whom so many are read. */
const read = (done: number, total = 27) => ({ progress: { done, total, share: done / total } })

describe('time left', () => {
  it('is not told before it means something: without a part read, or in the first seconds', () => {
    const { clock, estimator, run } = followed()
    clock.advance(2000)
    expect(estimator.estimate(run(read(20)), NO_IMAGES, null).runSeconds).toBeNull()
    clock.advance(10_000)
    // Two rooms: nothing of the work.
    const roomsOnly = { progress: { done: 2, total: 27, share: 0 } }
    expect(estimator.estimate(run(roomsOnly), NO_IMAGES, null).runSeconds).toBeNull()
  })

  it('moves slowly when a large mailbox holds everybody up, and ends instead of counting below nothing', () => {
    const { clock, estimator, run } = followed()
    const shown: (number | null)[] = []
    for (let second = 0; second < 300; second += 1) {
      clock.advance(1000)
      shown.push(estimator.estimate(run(read(Math.min(26, second + 1))), NO_IMAGES, null).runSeconds)
    }
    const told = shown.filter((seconds) => seconds !== null)
    expect(told.length).toBeGreaterThan(0)
    for (const seconds of told) expect(seconds).toBeGreaterThan(0)
    for (const [index, seconds] of told.slice(1).entries())
      expect(Math.abs(seconds - (told[index] ?? 0))).toBeLessThanOrEqual(15)
  })

  it('counts down between two parts instead of growing with each second', () => {
    const { clock, estimator, run } = followed()
    const half = run(read(12, 24))
    clock.advance(60_000)
    expect(estimator.estimate(half, NO_IMAGES, null).runSeconds).toBe(60)
    clock.advance(40_000)
    expect(estimator.estimate(half, NO_IMAGES, null).runSeconds).toBe(20)
  })

  it('ends with the month’s limit where that comes first, and adds no images that would wait behind it', () => {
    const { clock, estimator, run } = followed()
    const at = (fetched: number) => run(read(6, 24), { fetched })
    clock.advance(60_000)
    estimator.estimate(at(1000), NO_IMAGES, 5000)
    clock.advance(5000)
    // 100 a second.
    expect(estimator.estimate(at(1500), { wanted: 200, largestChat: 120 }, 1000).runSeconds).toBe(10)
    expect(estimator.estimate(at(1500), NO_IMAGES, null).runSeconds).toBeGreaterThan(100)
  })

  it('reckons images before their turn and by their pace, up to the time there is for them', () => {
    const { clock, estimator, run } = followed()
    clock.advance(10_000)
    const half = read(14)
    const without = estimator.estimate(run(half), NO_IMAGES, null).runSeconds ?? 0
    expect(estimator.estimate(run(half), { wanted: 200, largestChat: 120 }, null).runSeconds).toBe(
      without + 120,
    )
    const media = run({ stage: 'media', stageStartedAt: clock.now(), progress: null })
    expect(estimator.estimate(media, { wanted: 200, largestChat: 120 }, null).runSeconds).toBe(120)
    const other = createEstimator(clock)
    expect(other.estimate(media, { wanted: 90_000, largestChat: 50_000 }, null).runSeconds).toBe(900)
  })

  it('is nobody’s once the run has ended', () => {
    const { estimator, run } = followed()
    expect(estimator.estimate(run({ state: 'completed' }), NO_IMAGES, null)).toEqual({
      rate: null,
      stageSeconds: null,
      runSeconds: null,
    })
  })
})
