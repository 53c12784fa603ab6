import { describe, expect, it } from 'vitest'
import { dayOf, instantOf, placesOf } from './timeline.ts'

const months = [
  { month: '2025-12', messages: 100 },
  { month: '2026-02', messages: 300 },
  { month: '2026-03', messages: 10 },
]

describe('a place in a conversation', () => {
  const places = placesOf({ months })

  it('is how many messages are before it', () => {
    const of = ['2025-01-01', '2025-12-01', '2026-01-15', '2026-02-15', '2026-03-01', '2027-01-01']
    expect(of.map((day) => places.placeOf(`${day}T00:00:00Z`))).toEqual([0, 0, 100, 250, 400, 410])
    expect(places.count).toBe(410)
  })

  it('leads to a time in the month it is in, and back', () => {
    expect(places.instantAt(0)).toBe('2025-12-01T00:00:00.000Z')
    expect(places.instantAt(100)).toBe('2026-02-01T00:00:00.000Z')
    expect(places.instantAt(405).slice(0, 7)).toBe('2026-03')
    for (const place of [0, 17, 100, 250, 399, 400, 409])
      expect(places.placeOf(places.instantAt(place))).toBe(place)
  })

  it('begins with the first message and ends with the last one', () => {
    const ends = { firstAt: '2025-12-30T00:00:00.000Z', lastAt: '2026-03-02T00:00:00.000Z' }
    const bounded = placesOf({ months }, ends)
    expect([ends.firstAt, ends.lastAt].map(bounded.placeOf)).toEqual([0, 410])
    expect(bounded.instantAt(0)).toBe(ends.firstAt)
  })

  it('is nowhere in a conversation without messages', () => {
    expect(placesOf({ months: [] })).toMatchObject({ count: 0 })
    expect(placesOf({ months: [] }).placeOf('2026-01-01T00:00:00Z')).toBe(0)
  })
})

it('a day in an address is one of the reader’s own, and what is no time is none', () => {
  const at = instantOf('2026-03-05') ?? ''
  expect(dayOf(at)).toBe('2026-03-05')
  expect(new Date(at).getHours()).toBe(0)
  expect(instantOf('2026-03-05T10:00:00Z')).toBe('2026-03-05T10:00:00.000Z')
  expect([null, '', 'soon', '2026-13-45'].map(instantOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
