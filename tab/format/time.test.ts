import { describe, expect, it } from 'vitest'
import {
  clockSeconds,
  dateAndClock,
  duration,
  exactTime,
  isJustNow,
  isoDurationSeconds,
  longDate,
  monthName,
  nearDay,
  relativeTime,
  shortDay,
} from './time.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

describe('relative time', () => {
  it('uses the largest unit that fits', () => {
    expect(relativeTime('2026-11-22T11:48:00Z', now, 'en')).toBe('12 minutes ago')
    expect(relativeTime('2026-11-22T10:00:00Z', now, 'en')).toBe('2 hours ago')
    expect(relativeTime('2026-11-19T12:00:00Z', now, 'en')).toBe('3 days ago')
    expect(relativeTime('2026-08-22T12:00:00Z', now, 'en')).toBe('3 months ago')
  })

  it('leaves what is just now to words', () => {
    const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()
    expect([0, 20, 44, 45, 90].map((it) => isJustNow(ago(it), now))).toEqual([true, true, true, false, false])
    expect(relativeTime(ago(45), now, 'en')).toBe('1 minute ago')
  })

  it('looks ahead as well', () => {
    expect(relativeTime('2026-12-05T12:00:00Z', now, 'en')).toBe('in 13 days')
  })
})

describe('the day of something', () => {
  it('is today, yesterday or a date, by the clock of the reader', () => {
    const noon = new Date(2026, 10, 22, 12).getTime()
    const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString()
    expect([at(22, 0), at(21, 23), at(21, 0), at(20, 23)].map((it) => nearDay(it, noon))).toEqual([
      'today',
      'yesterday',
      'yesterday',
      undefined,
    ])
  })

  it('stands with the clock, to the second where two are told apart', () => {
    const at = '2026-11-22T02:14:05Z'
    expect(dateAndClock(at, false, 'en-GB', 'UTC')).toBe('22 Nov 2026, 02:14')
    expect(dateAndClock(at, true, 'en-GB', 'UTC')).toBe('22 Nov 2026, 02:14:05')
    expect(clockSeconds(at, 'en-GB', 'UTC')).toBe('02:14:05')
  })
})

describe('exact time', () => {
  it('names its zone', () => {
    expect(exactTime('2026-11-22T02:14:05Z', 'en-GB', 'UTC')).toBe('22 Nov 2026, 02:14:05 UTC')
  })

  it('of a day separator is written out in the zone of the reader', () => {
    expect(longDate('2026-11-02T23:30:00Z', 'en-GB', 'Europe/Berlin')).toBe('Tuesday, 3 November 2026')
  })
})

describe('UTC days and months', () => {
  it('do not slip into the day before in the west', () => {
    expect(shortDay('2026-11-03', 'en-GB')).toBe('3 Nov')
    expect(monthName('2026-11', 'en-GB')).toBe('November 2026')
  })
})

describe('a length of time', () => {
  it('is told in two units at most', () => {
    const told = (locale: string) => [12, 150, 1500, 3900].map((it) => duration(it, locale))
    expect(told('en')).toEqual(['12 sec', '2 min 30 sec', '25 min', '1 hr 5 min'])
    expect(told('de')).toEqual(['12 Sek.', '2 Min., 30 Sek.', '25 Min.', '1 Std., 5 Min.'])
  })

  it('is read from ISO 8601', () => {
    expect(isoDurationSeconds('PT59S')).toBe(59)
    expect(isoDurationSeconds('PT1H2M3.5S')).toBe(3723.5)
    expect(isoDurationSeconds('P1DT1H')).toBe(90_000)
    expect(isoDurationSeconds('an hour')).toBeUndefined()
    expect(isoDurationSeconds('P')).toBeUndefined()
  })
})
