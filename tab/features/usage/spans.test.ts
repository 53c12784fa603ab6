import { describe, expect, it } from 'vitest'
import { daysOf, slotsOf } from './spans.ts'

const NOW = Date.parse('2026-01-31T23:30:00.000Z')

describe('a span of usage', () => {
  it('ends today, or where its month ended', () => {
    expect(daysOf('month', NOW)).toEqual({ from: '2026-01-01', to: '2026-01-31' })
    expect(daysOf('lastMonth', NOW)).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(daysOf('quarter', NOW)).toEqual({ from: '2025-11-01', to: '2026-01-31' })
    expect(daysOf('year', NOW)).toEqual({ from: '2025-02-01', to: '2026-01-31' })
  })

  it('has every day and every month once, leap days included', () => {
    expect(slotsOf('day', { from: '2028-02-28', to: '2028-03-01' })).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ])
    expect(slotsOf('month', daysOf('year', NOW))).toHaveLength(12)
    expect(slotsOf('month', daysOf('year', NOW)).at(-1)).toBe('2026-01')
  })
})
