import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Coverage, nextPart, withWindow } from './newest-first.ts'
import { FIRST_WINDOW_FROM, WINDOW_LAG_MS } from './window.ts'

const NOW = new Date('2026-11-28T12:00:00Z')
const DAY = 24 * 60 * 60_000
const reading = (change = {}) => ({
  now: NOW,
  newestFirst: true,
  newSince: new Date(NOW.getTime() - 3_600_000),
  ...change,
})
const ago = (days: number) => new Date(NOW.getTime() - days * DAY)

/** Reads on until nothing waits; answers the windows. */
function readAll(coverage: Coverage, given = reading()) {
  const windows = []
  for (let at = coverage; windows.length < 50; ) {
    const window = nextPart(at, given)
    if (window === undefined) break
    windows.push(window)
    at = withWindow(at, window)
    if (at.recent === undefined) return { windows, at }
  }
  return { windows, at: undefined }
}

describe('reading newest first', () => {
  it('begins a first backup with the last week and ends it at the beginning, in a few windows', () => {
    const { windows, at } = readAll({})
    expect(windows.map(({ from }) => Math.round((NOW.getTime() - from.getTime()) / DAY))).toEqual([
      7, 70, 700, 6176,
    ])
    expect(at).toEqual({ watermark: new Date(NOW.getTime() - WINDOW_LAG_MS), recent: undefined })
  })

  it('reads a day in one window, and everything in one where no limit is set', () => {
    expect(readAll({ watermark: ago(1) }).windows).toHaveLength(1)
    // A week, and a day that would be left of it.
    expect(readAll({ watermark: ago(8) }).windows).toHaveLength(1)
    expect(readAll({}, reading({ newestFirst: false })).windows).toEqual([
      { from: FIRST_WINDOW_FROM, to: new Date(NOW.getTime() - WINDOW_LAG_MS) },
    ])
  })

  it('continues after a month with what is new, then with what waited', () => {
    const recent = { from: ago(58), to: ago(30) }
    const [forward, back] = readAll({ recent }).windows
    expect(forward).toMatchObject({ to: new Date(NOW.getTime() - WINDOW_LAG_MS) })
    expect(forward?.from.getTime()).toBeLessThan(recent.to.getTime())
    expect(back?.to.getTime()).toBeGreaterThan(recent.from.getTime())
    expect(back?.from.getTime()).toBeLessThan(recent.from.getTime())
  })

  it('leaves no instant out between two windows, and moves the watermark only when none waits below it', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 1, max: 6000 }), { nil: undefined }),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (days, newestFirst, limitLiftedAfter) => {
          const floor = days === undefined ? FIRST_WINDOW_FROM : ago(days)
          let at: Coverage = days === undefined ? {} : { watermark: ago(days) }
          const read: { from: Date; to: Date }[] = []
          for (let turn = 0; turn < 50; turn += 1) {
            const window = nextPart(at, reading({ newestFirst: newestFirst && turn < limitLiftedAfter }))
            if (window === undefined) throw new Error('stopped before the end')
            read.push(window)
            at = withWindow(at, window)
            if (at.recent === undefined) break
            expect(at.watermark).toEqual(days === undefined ? undefined : ago(days))
          }
          expect(at.watermark?.getTime()).toBe(NOW.getTime() - WINDOW_LAG_MS)
          const sorted = read.toSorted((a, b) => a.from.getTime() - b.from.getTime())
          expect(sorted[0]?.from.getTime()).toBeLessThanOrEqual(floor.getTime())
          // Both bounds are excluded: neighbours must share more than an edge.
          for (const [index, { from }] of sorted.slice(1).entries())
            expect(sorted[index]?.to.getTime()).toBeGreaterThan(from.getTime() + 1)
        },
      ),
    )
  })
})
