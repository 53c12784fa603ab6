/** A schedule as a form has it: a pattern people have words for, or a cron line. */
import type { Schedule } from '../../../server/contract/index.ts'

export const PATTERNS = ['nightly', 'workdays', 'weekly', 'hours', 'cron'] as const
export type Pattern = (typeof PATTERNS)[number]

/** Hours that divide a day, so that each day has the same times. */
export const EVERY_HOURS = [12, 8, 6, 4, 3, 2, 1] as const

/** Of a cron line as far as people have words for it. `time`: `02:17`; `weekday`: 0 is Sunday. */
export type Times =
  | { readonly pattern: 'nightly' | 'workdays'; readonly time: string }
  | { readonly pattern: 'weekly'; readonly time: string; readonly weekday: number }
  | { readonly pattern: 'hours'; readonly every: number; readonly minute: number }
  | { readonly pattern: 'cron' }

/** Every field of the form keeps what was entered, also while another pattern is chosen. */
export interface Choice {
  readonly enabled: boolean
  readonly pattern: Pattern
  readonly time: string
  readonly weekday: number
  readonly every: number
  readonly cron: string
  readonly timeZone: string
}

export function timesOf(cron: string): Times {
  const [minute = '', hour = '', day, month, weekday = '', ...more] = cron.split(' ')
  const other = { pattern: 'cron' } as const
  if (day !== '*' || month !== '*' || more.length > 0 || !isUpTo(59, minute)) return other
  if (weekday === '*' && hour === '*') return { pattern: 'hours', every: 1, minute: Number(minute) }
  const every = EVERY_HOURS.find((hours) => hour === `*/${hours}`)
  if (weekday === '*' && every !== undefined) return { pattern: 'hours', every, minute: Number(minute) }
  if (!isUpTo(23, hour)) return other
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (weekday === '*') return { pattern: 'nightly', time }
  if (weekday === '1-5') return { pattern: 'workdays', time }
  return isUpTo(6, weekday) ? { pattern: 'weekly', time, weekday: Number(weekday) } : other
}

const isUpTo = (most: number, text: string) => /^\d{1,2}$/.test(text) && Number(text) <= most

/** What the form begins with. A schedule that no one has saved yet is read by the clocks of this browser. */
export function choiceOf({ enabled, cron, timeZone, changedAt }: Schedule, here: string): Choice {
  const times = timesOf(cron)
  const minute = times.pattern === 'hours' ? times.minute : 0
  return {
    enabled,
    pattern: times.pattern,
    time: 'time' in times ? times.time : `02:${String(minute).padStart(2, '0')}`,
    weekday: times.pattern === 'weekly' ? times.weekday : 6,
    every: times.pattern === 'hours' ? times.every : 12,
    cron,
    timeZone: changedAt === null ? here : timeZone,
  }
}

/** The cron line that is chosen; undefined while the time isn't one. */
export function cronOf({ pattern, time, weekday, every, cron }: Choice): string | undefined {
  if (pattern === 'cron') return cron.trim() === '' ? undefined : cron
  const [, hour, minute] = /^(\d{1,2}):(\d{2})/.exec(time) ?? []
  if (hour === undefined || minute === undefined) return undefined
  const at = `${Number(minute)} ${Number(hour)}`
  return {
    nightly: `${at} * * *`,
    workdays: `${at} * * 1-5`,
    weekly: `${at} * * ${weekday}`,
    hours: `${Number(minute)} ${every > 1 ? `*/${every}` : '*'} * * *`,
  }[pattern]
}
