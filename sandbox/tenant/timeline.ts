import type { Random } from '../random.ts'

const DAY_MS = 86_400_000
const WORKDAY_FROM_MS = 7.5 * 3_600_000
const WORKDAY_MS = 11 * 3_600_000

/** How far back a tenant's chats reach. */
export const HISTORY_DAYS = 190
/** The last seeded message is at least this old. */
export const QUIET_MS = 10 * 60_000

/**
 * Start times of `sessions` conversations between `from` and `until`, ascending, on working days in working hours
 * (UTC). Each is followed by some room before the next. With `recent`, the last one falls into the hours before `until`.
 */
export function sessionStarts(
  random: Random,
  from: number,
  until: number,
  sessions: number,
  recent: boolean,
): number[] {
  const span = workedBetween(from, until)
  const starts = Array.from({ length: sessions }, (_, i) =>
    atWork(from, ((i + random.next() * 0.9) / sessions) * span),
  )
  if (recent && sessions > 0) {
    const before = sessions > 1 ? (starts[sessions - 2] ?? from) : from
    starts[sessions - 1] = Math.max(before + 60_000, until - random.between(20, 300) * 60_000)
  }
  return starts
}

/** Milliseconds of working time between two instants; an 11-hour weekday counts in full. */
function workedBetween(from: number, until: number): number {
  const days = Math.max(1, Math.floor((until - from) / DAY_MS))
  let worked = 0
  for (let day = 0; day < days; day++) if (isWeekday(from + day * DAY_MS)) worked += WORKDAY_MS
  return Math.max(worked, WORKDAY_MS / 2)
}

/** The instant at which `worked` milliseconds of working time have passed since `from`. */
function atWork(from: number, worked: number): number {
  let midnight = Math.floor(from / DAY_MS) * DAY_MS
  // Whole weeks first: five working days in seven.
  const weeks = Math.floor(worked / (5 * WORKDAY_MS))
  midnight += weeks * 7 * DAY_MS
  let left = worked - weeks * 5 * WORKDAY_MS
  while (!isWeekday(midnight)) midnight += DAY_MS
  while (left >= WORKDAY_MS) {
    left -= WORKDAY_MS
    do midnight += DAY_MS
    while (!isWeekday(midnight))
  }
  return midnight + WORKDAY_FROM_MS + left
}

function isWeekday(ms: number): boolean {
  const day = new Date(ms).getUTCDay()
  return day !== 0 && day !== 6
}
