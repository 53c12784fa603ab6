import { expect, it } from 'vitest'
import { expiryOf, WARNING_DAYS } from './credential-expiry.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000)

it.each([
  [61, undefined],
  [60, 60],
  [31, 60],
  [30, 30],
  [15, 30],
  [14, 14],
  [4, 14],
  [3, 3],
  [-1, 3],
])('a credential that lasts %s days is at the warning of %s days', (days, stage) => {
  expect(expiryOf(inDays(days), NOW)).toEqual({ days: Math.floor(days), stage })
})

it('says nothing about an end no one knows', () => {
  expect(expiryOf(null, NOW)).toEqual({ days: undefined, stage: undefined })
  expect(WARNING_DAYS).toEqual([60, 30, 14, 3])
})
