import { dates, lists, numbers, relatives } from './kept.ts'
import { formatLocale } from './locale.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "2 hours ago", "in 3 days", "now": the largest unit that fits. */
export function relativeTime(at: string, now: number, locale = formatLocale()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000)
  const format = relatives(locale, { numeric: 'auto' })
  const size = Math.abs(seconds)
  if (size < 45) return format.format(0, 'second')
  if (size < HOUR) return format.format(Math.round(seconds / MINUTE), 'minute')
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
