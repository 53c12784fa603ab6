import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparableText, FURTHEST_SHIFT_MS, migrationStart, placeTimes, restoredTopic } from './restore.ts'

describe('times of restored messages', () => {
  it('keep their order, are taken once, and move by 20 ms at most, whatever the chat has already', () => {
    const times = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 })
    fc.assert(
      fc.property(times, fc.uniqueArray(fc.integer({ min: 0, max: 80 })), (unsorted, has) => {
        const sent = unsorted.toSorted((a, b) => a - b)
        const taken = new Set(has)
        const placed = placeTimes(sent, taken)
        const given = placed.filter((at) => at !== undefined)
        expect(given).toEqual([...new Set(given)].toSorted((a, b) => a - b))
        expect(given.some((at) => taken.has(at))).toBe(false)
        placed.forEach((at, index) => {
          const shift = at === undefined ? 0 : at - (sent[index] ?? 0)
          expect(shift).toBeGreaterThanOrEqual(0)
          expect(shift).toBeLessThanOrEqual(FURTHEST_SHIFT_MS)
        })
      }),
    )
  })

  it('don’t move where nothing is in their way, and give up one that 21 others are in the way of', () => {
    expect(placeTimes([5, 7, 9])).toEqual([5, 7, 9])
    expect(placeTimes(Array(22).fill(0)).filter((at) => at === undefined)).toHaveLength(1)
  })
})

describe('a restored chat', () => {
  it('is named after the original and its days, in 250 characters', () => {
    const [first, last] = [new Date('2024-01-02T10:00:00Z'), new Date('2024-06-03T10:00:00Z')]
    expect(restoredTopic('Launch', first, last)).toBe('Launch (2024-01-02 – 2024-06-03)')
    expect(restoredTopic('', first, first)).toBe('Chat (2024-01-02)')
    expect(restoredTopic('🚀'.repeat(300), first, last).length).toBeLessThanOrEqual(250)
  })

  it('begins long before its first message, and before it began the last time', () => {
    const first = new Date('2024-05-02T10:00:00Z')
    expect(migrationStart(first, null).toISOString()).toBe('2022-01-01T00:00:00.000Z')
    const again = migrationStart(first, new Date('2022-01-01T00:00:00Z'))
    expect(again.toISOString()).toBe('2021-12-31T23:59:59.000Z')
  })

  it('is compared without what a service may do to spaces', () => {
    expect(comparableText(' a\u00a0b\u200b\n c')).toBe('abc')
  })
})
