import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VaultError } from '../../domain/vault-error.ts'
import { nextDue, readTimes, type Times, upcoming } from './times.ts'
import { wallTimeAt } from './wall-time.ts'

const timesAfter = (instant: string, cron: string, timeZone: string, count = 3) =>
  upcoming(readTimes({ cron, timeZone }), new Date(instant), count).map((at) => at.toISOString().slice(0, 16))

function refusalOf(cron: string, timeZone = 'UTC') {
  try {
    readTimes({ cron, timeZone })
  } catch (thrown) {
    if (thrown instanceof VaultError) return { code: thrown.code, status: thrown.status, hint: thrown.hint }
    throw thrown
  }
  return undefined
}

describe('on the nights clocks change', () => {
  it('a time that is skipped comes at the next minute that exists, and the days around keep theirs', () => {
    const berlin = timesAfter('2027-03-27T00:00:00Z', '30 2 * * *', 'Europe/Berlin')
    expect(berlin).toEqual(['2027-03-27T01:30', '2027-03-28T01:00', '2027-03-29T00:30'])
    const newYork = timesAfter('2027-03-13T00:00:00Z', '30 2 * * *', 'America/New_York')
    expect(newYork).toEqual(['2027-03-13T07:30', '2027-03-14T07:00', '2027-03-15T06:30'])
    const lordHowe = timesAfter('2026-10-02T12:00:00Z', '15 2 * * *', 'Australia/Lord_Howe')
    expect(lordHowe).toEqual(['2026-10-02T15:45', '2026-10-03T15:30', '2026-10-04T15:15'])
  })

  it('a time that comes twice comes once, the first time', () => {
    const berlin = timesAfter('2026-10-24T00:00:00Z', '30 2 * * *', 'Europe/Berlin')
    expect(berlin).toEqual(['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'])
    const newYork = timesAfter('2026-10-31T00:00:00Z', '30 1 * * *', 'America/New_York')
    expect(newYork).toEqual(['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30'])
    const lordHowe = timesAfter('2027-04-02T12:00:00Z', '45 1 * * *', 'Australia/Lord_Howe')
    expect(lordHowe).toEqual(['2027-04-02T14:45', '2027-04-03T14:45', '2027-04-04T15:15'])
  })

  it('several hours a day lose none and repeat none', () => {
    const spring = timesAfter('2027-03-27T23:30:00Z', '0 */2 * * *', 'Europe/Berlin')
    expect(spring).toEqual(['2027-03-28T01:00', '2027-03-28T02:00', '2027-03-28T04:00'])
    const autumn = timesAfter('2026-10-24T21:30:00Z', '0 */2 * * *', 'Europe/Berlin')
    expect(autumn).toEqual(['2026-10-24T22:00', '2026-10-25T00:00', '2026-10-25T03:00'])
    // 02:00 and 03:00 are one minute then.
    const hourly = timesAfter('2027-03-28T00:30:00Z', '0 * * * *', 'Europe/Berlin', 2)
    expect(hourly).toEqual(['2027-03-28T01:00', '2027-03-28T02:00'])
  })

  it('a zone without summer time has its hour every day', () => {
    const tokyo = timesAfter('2027-03-27T00:00:00Z', '30 2 * * *', 'Asia/Tokyo')
    expect(tokyo).toEqual(['2027-03-27T17:30', '2027-03-28T17:30', '2027-03-29T17:30'])
  })
})

describe('a line', () => {
  it('is understood with names, lists, ranges and steps, and its blanks are tidied', () => {
    expect(readTimes({ cron: '  5   2  * * MON-FRI ', timeZone: 'Europe/Berlin' })).toEqual({
      cron: '5 2 * * MON-FRI',
      timeZone: 'Europe/Berlin',
    })
    expect(timesAfter('2026-11-27T12:00:00Z', '5 2 * * MON-FRI', 'UTC', 2)).toEqual([
      '2026-11-30T02:05',
      '2026-12-01T02:05',
    ])
    expect(timesAfter('2026-11-29T00:00:00Z', '0 2 29 2 *', 'UTC', 2)).toEqual([
      '2028-02-29T02:00',
      '2032-02-29T02:00',
    ])
  })

  it('is refused with its reason: unreadable, more often than hourly, never', () => {
    for (const cron of [
      '',
      '0 2 * *',
      '0 0 2 * * *',
      '@daily',
      '99 * * * *',
      'a b c d e',
      '2026-12-24T00:00:00',
    ])
      expect(refusalOf(cron), cron).toMatchObject({ code: 'schedule-unreadable', status: 400 })
    for (const cron of [
      '* * * * *',
      '*/5 * * * *',
      '0,30 2 * * *',
      '59,0 3 * * *',
      '0-1 0 1 1 *',
      '? * * * *',
    ])
      expect(refusalOf(cron), cron).toMatchObject({ code: 'schedule-too-often', status: 400 })
    for (const cron of ['0 0 30 2 *', '0 2 31 4,6 *'])
      expect(refusalOf(cron), cron).toMatchObject({ code: 'schedule-never', status: 400 })
    for (const cron of ['0 * * * *', '7,7 */2 * * *', '*/60 * * * *'])
      expect(refusalOf(cron), cron).toBeUndefined()
  })

  it('is read by a zone that has a name', () => {
    for (const zone of ['Mars/Olympus', '', '+01:00', 'Europe', '../UTC'])
      expect(refusalOf('0 2 * * *', zone), zone).toMatchObject({ code: 'schedule-zone-unknown', status: 400 })
    for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires'])
      expect(refusalOf('0 2 * * *', zone), zone).toBeUndefined()
  })
})

/** Walks minute by minute and looks at the wall: slow, and without a rule about zones but the two sentences. */
function minuteByMinute({ cron, timeZone }: Times, from: number, to: number): number[] {
  const [minute = '', hour = '', , , weekday = ''] = cron.split(' ')
  const has = (field: string, value: number) =>
    field === '*' || field.split(',').some((it) => Number(it) === value)
  const wanted = (wall: Date) =>
    has(minute, wall.getUTCMinutes()) && has(hour, wall.getUTCHours()) && has(weekday, wall.getUTCDay())
  const due: number[] = []
  let shown = wallTimeAt(timeZone, new Date(from - MINUTE_MS))
  for (let at = from; at <= to; at += MINUTE_MS) {
    const wall = wallTimeAt(timeZone, new Date(at))
    const passed: number[] = []
    for (let each = shown + MINUTE_MS; each <= wall; each += MINUTE_MS) passed.push(each)
    if (passed.some((each) => wanted(new Date(each)))) due.push(at)
    shown = Math.max(shown, wall)
  }
  return due
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A change of each zone, and a day without one. */
const NIGHTS = [
  ['Europe/Berlin', '2027-03-28T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2027-03-14T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
  ['America/Santiago', '2026-09-06T04:00:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['Asia/Kathmandu', '2026-06-01T00:00:00Z'],
] as const

it('any line on any night comes when a person who watches the clock would say so', () => {
  const few = (max: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.uniqueArray(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 4 }).map((all) => all.join(',')),
    )
  const crons = fc
    .tuple(fc.integer({ min: 0, max: 59 }), few(23), few(6))
    .map(([minute, hours, weekdays]) => `${minute} ${hours} * * ${weekdays}`)
  fc.assert(
    fc.property(
      fc.constantFrom(...NIGHTS),
      crons,
      fc.integer({ min: -600, max: 0 }),
      ([timeZone, night], cron, off) => {
        const from = Date.parse(night) + off * MINUTE_MS
        const to = from + 20 * HOUR_MS
        const due: number[] = []
        for (let at = nextDue({ cron, timeZone }, new Date(from - 1)); at.getTime() <= to; ) {
          due.push(at.getTime())
          at = nextDue({ cron, timeZone }, at)
        }
        expect(due).toEqual(minuteByMinute({ cron, timeZone }, from, to))
      },
    ),
    { numRuns: 60 },
  )
})
