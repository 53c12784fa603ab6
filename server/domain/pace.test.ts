import { expect, it } from 'vitest'
import { expectedByMonthEnd } from './pace.ts'

const month = '2026-11'

it('adds the days that are left at the pace of the last ones', () => {
  const now = new Date('2026-11-24T00:00:00Z')
  expect(expectedByMonthEnd({ month, used: 2300, recent: 700, days: 7 }, now)).toBe(2300 + 700)
})

it('expects nothing more once the month is over, or while nothing is read', () => {
  const over = new Date('2026-12-01T00:00:00Z')
  expect(expectedByMonthEnd({ month, used: 2300, recent: 700, days: 7 }, over)).toBe(2300)
  const now = new Date('2026-11-02T06:00:00Z')
  expect(expectedByMonthEnd({ month, used: 5, recent: 0, days: 7 }, now)).toBe(5)
})
