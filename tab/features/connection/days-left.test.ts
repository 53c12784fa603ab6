import { describe, expect, it } from 'vitest'
import { daysLeft, toneOf } from './days-left.ts'

const NOW = Date.parse('2026-11-23T12:00:00Z')

describe('how long a credential lasts', () => {
  it.each([
    ['2026-11-23T13:00:00Z', 0],
    ['2026-11-24T12:00:00Z', 1],
    ['2026-11-24T11:59:00Z', 0],
    ['2026-11-23T11:00:00Z', -1],
    ['2028-11-23T12:00:00Z', 731],
  ])('until %s: %d days', (expiresAt, days) => {
    expect(daysLeft(expiresAt, NOW)).toBe(days)
  })

  it('warns from 60 days, and presses from 14', () => {
    expect([61, 60, 15, 14, -1].map(toneOf)).toEqual(['good', 'warning', 'warning', 'bad', 'bad'])
  })
})
