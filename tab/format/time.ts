import { dates, lists, numbers, relatives } from './kept.ts'
import { formatLocale } from './locale.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Too near to be counted: "just now". */
export function isJustNow(at: string, now: number): boolean {
  return Math.abs(Date.parse(at) - now) < 45_000
}

/** "2 hours ago", "in 3 days": the largest unit that fits; what is just now has words of its own. */
export function relativeTime(at: string, now: number, locale = formatLocale()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000)
  const format = relatives(locale, { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < HOUR) return format.format(Math.round(seconds / MINUTE) || -1, 'minute')
  if (size < DAY) return format.format(Math.round(seconds / HOUR), 'hour')
  if (size < 30 * DAY) return format.format(Math.round(seconds / DAY), 'day')
  if (size < 365 * DAY) return format.format(Math.round(seconds / (30 * DAY)), 'month')
  return format.format(Math.round(seconds / (365 * DAY)), 'year')
}

/** Date and time with the zone named: the exact instant behind a relative one. */
export function exactTime(at: string, locale = formatLocale(), timeZone?: string): string {
  return dates(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(new Date(at))
}

export function clockTime(at: string, locale = formatLocale(), timeZone?: string): string {
  return dates(locale, { timeStyle: 'short', timeZone }).format(new Date(at))
}

/** "02:14:05": tells two of one minute apart. */
export function clockSeconds(at: string, locale = formatLocale(), timeZone?: string): string {
  return dates(locale, { timeStyle: 'medium', timeZone }).format(new Date(at))
}

export function dateOnly(at: string, locale = formatLocale(), timeZone?: string): string {
  return dates(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  }).format(new Date(at))
}

export function longDate(at: string, locale = formatLocale(), timeZone?: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  return dates(locale, { ...options, timeZone }).format(new Date(at))
}

/** A UTC day such as "2026-11-03" as "3 Nov". */
export function shortDay(date: string, locale = formatLocale()): string {
  return dates(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(date))
}

/** A UTC month such as "2026-11" as "November 2026". */
export function monthName(month: string, locale = formatLocale()): string {
  const first = new Date(`${month}-01T00:00:00Z`)
  return dates(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first)
}

/** Today, yesterday, or neither, by the reader's own clock. */
export function nearDay(at: string, now: number): 'today' | 'yesterday' | undefined {
  const day = new Date(at).toDateString()
  const yesterday = new Date(now)
  if (day === yesterday.toDateString()) return 'today'
  yesterday.setDate(yesterday.getDate() - 1)
  return day === yesterday.toDateString() ? 'yesterday' : undefined
}

/** "22 Nov 2026, 02:14", to the second where asked. */
export function dateAndClock(
  at: string,
  seconds: boolean,
  locale = formatLocale(),
  timeZone?: string,
): string {
  const timeStyle = seconds ? 'medium' : 'short'
  return dates(locale, { dateStyle: 'medium', timeStyle, timeZone }).format(new Date(at))
}

/** In a list: the clock today, else the day. */
export function listTime(at: string, now: number, locale = formatLocale()): string {
  const that = new Date(at)
  const today = new Date(now)
  if (that.toDateString() === today.toDateString()) return clockTime(at, locale)
  if (that.getFullYear() === today.getFullYear()) {
    return dates(locale, { day: 'numeric', month: 'short' }).format(that)
  }
  return dateOnly(at, locale)
}

/** "1 hr 5 min", "2 min 30 sec", "12 sec": two units at most. */
export function duration(seconds: number, locale = formatLocale()): string {
  const parts = unitsOf(Math.max(0, Math.round(seconds))).map(([value, unit]) =>
    numbers(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value),
  )
  return lists(locale, { type: 'unit', style: 'narrow' }).format(parts)
}

type Unit = [number, 'hour' | 'minute' | 'second']

function unitsOf(whole: number): Unit[] {
  const minutes: Unit = [Math.floor((whole % HOUR) / MINUTE), 'minute']
  if (whole >= HOUR) return [[Math.floor(whole / HOUR), 'hour'], minutes]
  if (whole >= 10 * MINUTE) return [[Math.round(whole / MINUTE), 'minute']]
  if (whole >= MINUTE) return [minutes, [whole % MINUTE, 'second']]
  return [[whole, 'second']]
}

/** Seconds of an ISO 8601 duration such as "PT1H2M59S"; undefined when it is none. */
export function isoDurationSeconds(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text)
  if (!match || text === 'P' || text.endsWith('T')) return undefined
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0)
}

/** The same day and time so many months on; the last day of a month that is shorter. */
export function inMonths(months: number, now: number): string {
  const end = new Date(now)
  const day = end.getUTCDate()
  end.setUTCMonth(end.getUTCMonth() + months)
  if (end.getUTCDate() < day) end.setUTCDate(0)
  return end.toISOString()
}

/** "Mon, 30 Nov, 02:17", by the clocks of a zone. */
export function weekdayTime(at: string, locale = formatLocale(), timeZone?: string): string {
  const options = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  return dates(locale, { ...options, timeZone }).format(new Date(at))
}

/** "Monday" of 1; 0 and 7 are Sunday. */
export function weekdayName(weekday: number, locale = formatLocale()): string {
  // The fourth of January 1970 was one.
  return dates(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 4 + weekday)))
}

/** "2:17 AM" of "02:17". */
export function timeOfDay(time: string, locale = formatLocale()): string {
  return clockTime(`1970-01-01T${time}:00Z`, locale, 'UTC')
}
