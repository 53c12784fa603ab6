/**
 * What clocks on a wall in a zone show, and the instants at which they do. A wall time is kept as the milliseconds it would be
 * in UTC. Clocks go forward and back: some wall times never come, and some come twice.
 */
import { DAY_MS } from '../../domain/day.ts'

/** A name of the IANA time zone database; offsets such as `+01:00` are none, they know of no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    formatOf(name)
    return true
  } catch (thrown) {
    if (thrown instanceof RangeError) return false
    throw thrown
  }
}

/** What the wall shows at that instant, to the second. */
export function wallTimeAt(timeZone: string, instant: Date): number {
  const shown = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/**
 * When the wall shows that time: the first time where it does twice, and where it never does, the minute from which it shows a
 * later one. Never earlier for a later wall time.
 */
export function instantOfWall(timeZone: string, wall: number): Date {
  const [before, after] = [-DAY_MS, DAY_MS].map((away) => offsetAt(timeZone, wall + away))
  if (before === undefined || after === undefined) throw new Error('Two instants have two offsets')
  const instants = [wall - before, wall - after].sort((a, b) => a - b)
  const shown = instants.find((instant) => instant + offsetAt(timeZone, instant) === wall)
  return new Date(shown ?? firstAfterChange(timeZone, wall))
}

/** Where clocks skip that wall time: when they do. */
function firstAfterChange(timeZone: string, wall: number): number {
  let [earlier, later] = [wall - DAY_MS, wall + DAY_MS]
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2)
    if (middle + offsetAt(timeZone, middle) < wall) earlier = middle
    else later = middle
  }
  return Math.ceil(later / MINUTE_MS) * MINUTE_MS
}

const MINUTE_MS = 60_000

/** Milliseconds that the wall is ahead of UTC. */
function offsetAt(timeZone: string, instant: number): number {
  const seconds = Math.floor(instant / 1000) * 1000
  return wallTimeAt(timeZone, new Date(seconds)) - seconds
}

/** Making one takes a hundred times as long as using it. Zones are few, and only names of zones get in. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}
