/**
 * The instants of a schedule: a cron line, read by the clocks of a zone. A time that clocks skip comes at the next minute that
 * exists, and one that they show twice comes once.
 *
 * croner 11.0.1 reads the line and walks its times in UTC, where every time exists; the zone is put on here. Left to itself it
 * runs 02:30 of a skipped hour at 03:00 and that of a repeated one once, as we want it, but other lines otherwise: with several
 * hours (0 and 2 and 4 o'clock), those of the skipped hour never come, and those of the repeated one come twice
 * (findings/croner-skipped-and-repeated-hours.sh).
 */
import { Cron } from 'croner'
import { VaultError } from '../../domain/vault-error.ts'
import { instantOfWall, isTimeZone, wallTimeAt } from './wall-time.ts'

export type Times = { readonly cron: string; readonly timeZone: string }

/** Checks what a person entered; throws 400 `schedule-…`. `cron` with single blanks between its fields. */
export function readTimes({ cron, timeZone }: Times): Times {
  if (!isTimeZone(timeZone)) throw unknownZone(timeZone)
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== FIELDS) throw unreadable(cron, `it has ${fields.length} fields instead of five`)
  const line = fields.join(' ')
  const walk = readLine(line)
  if (walk.nextRun(BEGINNING) === null) throw neverComes(line)
  if (isTooOften(walk)) throw tooOften(line)
  return { cron: line, timeZone }
}

/** The first instant after `after`. */
export function nextDue({ cron, timeZone }: Times, after: Date): Date {
  const walk = readLine(cron)
  let wall = new Date(wallTimeAt(timeZone, after))
  // Of an hour that comes twice, the times of the first are behind us in the second.
  for (;;) {
    const next = walk.nextRun(wall)
    if (next === null) throw neverComes(cron)
    const due = instantOfWall(timeZone, next.getTime())
    if (due > after) return due
    wall = next
  }
}

/** The first so many after `after`. */
export function upcoming(times: Times, after: Date, count: number): Date[] {
  const due: Date[] = []
  for (let last = after; due.length < count; due.push(last)) last = nextDue(times, last)
  return due
}

const FIELDS = 5
/** Any day does. */
const BEGINNING = new Date('2026-01-01T00:00:00.000Z')

function readLine(line: string): Cron {
  try {
    return new Cron(line, { timezone: 'UTC', mode: '5-part' })
  } catch (thrown) {
    throw unreadable(
      line,
      thrown instanceof Error ? thrown.message.replace(/^CronPattern: /, '') : String(thrown),
    )
  }
}

/** Two minutes of one hour are among any three times in a row. */
function isTooOften(walk: Cron): boolean {
  const times = walk.nextRuns(3, BEGINNING).map((at) => at.getTime())
  return times.some((at, no) => at - (times[no - 1] ?? Number.NEGATIVE_INFINITY) < HOUR_MS)
}

const HOUR_MS = 3_600_000

const EXAMPLE =
  'Five fields: minute, hour, day of the month, month, day of the week. “17 2 * * *” is every day at 02:17.'

function unreadable(cron: string, why: string): VaultError {
  return refusal('schedule-unreadable', 'cron', `“${cron}” isn’t a time: ${why}`, EXAMPLE)
}

function tooOften(cron: string): VaultError {
  const why = `“${cron}” is more often than once an hour`
  return refusal(
    'schedule-too-often',
    'cron',
    why,
    'Name one minute in the first field. “0 * * * *” is every hour.',
  )
}

function neverComes(cron: string): VaultError {
  const why = `no day matches “${cron}”`
  return refusal('schedule-never', 'cron', why, 'Choose a day that the month has.')
}

function unknownZone(timeZone: string): VaultError {
  const why = `“${timeZone}” isn’t a time zone`
  return refusal(
    'schedule-zone-unknown',
    'timeZone',
    why,
    'Choose a name such as Europe/Berlin or America/New_York.',
  )
}

function refusal(
  code: 'schedule-unreadable' | 'schedule-too-often' | 'schedule-never' | 'schedule-zone-unknown',
  path: 'cron' | 'timeZone',
  why: string,
  hint: string,
): VaultError {
  return new VaultError({
    code,
    attempted: 'read when backups start',
    why,
    hint,
    status: 400,
    members: { faults: [{ path, message: why }] },
  })
}
