import { expect, it } from 'vitest'
import type { Schedule } from '../../../server/contract/index.ts'
import { choiceOf, cronOf, timesOf } from './choice.ts'

const SAVED: Schedule = {
  enabled: true,
  cron: '17 2 * * *',
  timeZone: 'Europe/Berlin',
  strategy: null,
  changedAt: '2026-11-22T10:00:00.000Z',
  nextAt: null,
  lastAt: null,
  missedAt: null,
}

it.each([
  ['17 2 * * *', { pattern: 'nightly', time: '02:17' }],
  ['5 23 * * 1-5', { pattern: 'workdays', time: '23:05' }],
  ['0 6 * * 0', { pattern: 'weekly', time: '06:00', weekday: 0 }],
  ['17 */6 * * *', { pattern: 'hours', every: 6, minute: 17 }],
  ['0 * * * *', { pattern: 'hours', every: 1, minute: 0 }],
  ['17 2 1 * *', { pattern: 'cron' }],
  ['17 2,14 * * *', { pattern: 'cron' }],
  ['17 */5 * * *', { pattern: 'cron' }],
  ['17 2 * * 1-5,6', { pattern: 'cron' }],
])('%s is what people have words for, or a line of its own, and comes back as it was', (cron, times) => {
  expect(timesOf(cron)).toEqual(times)
  expect(cronOf(choiceOf({ ...SAVED, cron }, 'UTC'))).toBe(cron)
})

it('a schedule that was saved keeps its zone; a suggestion has that of the browser', () => {
  expect(choiceOf(SAVED, 'Asia/Tokyo').timeZone).toBe('Europe/Berlin')
  expect(choiceOf({ ...SAVED, changedAt: null }, 'Asia/Tokyo').timeZone).toBe('Asia/Tokyo')
})

it('there is no line while the time is being entered', () => {
  const choice = choiceOf(SAVED, 'UTC')
  expect(cronOf({ ...choice, time: '' })).toBeUndefined()
  expect(cronOf({ ...choice, pattern: 'cron', cron: ' ' })).toBeUndefined()
})
