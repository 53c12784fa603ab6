import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../domain/day.ts'
import { wallTimeAt } from '../schedule/wall-time.ts'
import { weekToTell } from './weekly.ts'
import { tell } from './words/words.ts'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
]
const HOUR_MS = 3_600_000

describe('the week to tell', () => {
  it('is told for two days from Monday at eight, by the clocks of the zone', () => {
    const day = (now: string) => weekToTell('America/New_York', new Date(now))?.day
    expect(day('2026-11-30T12:59:59Z')).toBeUndefined()
    expect(day('2026-11-30T13:00:00Z')).toBe('2026-11-23')
    expect(day('2026-12-02T12:59:59Z')).toBe('2026-11-23')
    expect(day('2026-12-02T13:00:00Z')).toBeUndefined()
  })

  it('is as long as its clocks make it', () => {
    const hours = (timeZone: string, now: string) => {
      const week = weekToTell(timeZone, new Date(now))
      return week && (week.to.getTime() - week.from.getTime()) / HOUR_MS
    }
    expect(hours('Europe/Berlin', '2026-10-26T09:00:00Z')).toBe(169)
    expect(hours('Europe/Berlin', '2026-03-30T09:00:00Z')).toBe(167)
    expect(hours('Australia/Lord_Howe', '2026-04-06T00:00:00Z')).toBe(168.5)
  })

  it('follows the one before without gap or overlap, in any zone and year', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (timeZone, start) => {
          const told = new Map<string, { from: Date; to: Date }>()
          for (let hour = 0; hour < 15 * 24; hour += 5) {
            const week = weekToTell(timeZone, new Date(start.getTime() + hour * HOUR_MS))
            if (week) told.set(week.day, week)
          }
          const weeks = [...told.values()]
          expect(weeks.length).toBeGreaterThanOrEqual(2)
          for (const [index, { from }] of weeks.slice(1).entries()) expect(weeks[index]?.to).toEqual(from)
          for (const { from, to } of weeks) {
            expect(new Date(wallTimeAt(timeZone, from)).getUTCDay()).toBe(1)
            expect(Math.abs(to.getTime() - from.getTime() - 7 * DAY_MS)).toBeLessThanOrEqual(DAY_MS)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a weekly summary', () => {
  const data = {
    from: '2026-11-22T23:00:00.000Z',
    to: '2026-11-29T23:00:00.000Z',
    timeZone: 'Europe/Berlin',
    lastGoodAt: '2026-11-30T01:14:00.000Z',
    runs: 7,
    good: 7,
    added: 1204,
    month: '2026-11',
    used: 31_204,
    limit: 40_000,
    cost: '23.403',
    currency: 'USD',
    expected: 46_900,
    needs: [],
  }
  const lines = (language: string, more: Partial<typeof data> = {}) =>
    tell(language, { event: 'weekly-summary', data: { ...data, ...more } }, false)

  it('says the last good backup, what was added, and the month against its limit', () => {
    const { title, text } = lines('en')
    expect(title).toBe('Your week: nothing needs you')
    expect(text.split('\n')).toEqual([
      expect.stringMatching(/^Last good backup: Nov 30, 2026, 1:14.AM UTC\.$/),
      expect.stringMatching(
        /^Nov 23.+29, 2026: 1,204 messages added to the archive\. 7 of 7 backups completed\.$/,
      ),
      'November 2026 (UTC): 31,204 of 40,000 messages used ($23.40). At the pace of the last 7 days, about 46,900 by the end of the month. That’s more than the limit: backups would wait.',
      'Nothing needs you.',
    ])
  })

  it('leaves out a price that is not charged, a limit that is not set, and a backup that never was', () => {
    const { text } = lines('de', { cost: '0.00', limit: null as never, lastGoodAt: null as never, added: 0 })
    expect(text).not.toMatch(/\$|USD|€| von 40| Limit/)
    expect(text).toContain('Es gibt noch keine gute Sicherung.')
    expect(text).toContain('keine Nachrichten wurden neu archiviert')
  })
})
