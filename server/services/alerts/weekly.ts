/**
 * The weekly summary: on Monday morning, by the clocks of the tenant's schedule, what the week before came to. It is a
 * condition whose cause is the week, and is found for two days, so that a server that was off on Monday still sends it.
 */
import type { AlertRow, Alerts } from '../../books/alerts.ts'
import type { Balance } from '../../books/ledger.ts'
import type { SumRuns } from '../../books/run-sums.ts'
import type { ScheduleRow } from '../../books/schedules.ts'
import type { UsageBook } from '../../books/usage.ts'
import type { AlertData } from '../../domain/alert.ts'
import { toInstant } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import { expectedByMonthEnd } from '../../domain/pace.ts'
import { costUnder } from '../metering/quota.ts'
import { instantOfWall, wallTimeAt } from '../schedule/wall-time.ts'

/** `cause`: its first day, by those clocks. */
export type Week = {
  readonly cause: string
  readonly data: Omit<AlertData['weekly-summary'], 'needs' | 'lastGoodAt'>
}

export type WeekDeps = {
  readonly alerts: Pick<Alerts, 'isWanted'>
  readonly usage: Pick<UsageBook, 'sum'>
  readonly sumRuns: SumRuns
}

const DAYS = 7
const HOUR_MS = 3_600_000
/** When people begin to work, by the clocks of their schedule. */
const TOLD_AT_MS = 8 * HOUR_MS
const FOUND_FOR_MS = 2 * DAY_MS
/** 1 January 1970 was a Thursday, so this was a Monday. */
const FIRST_MONDAY = 4 * DAY_MS

/** The week that is to be told now: from Monday to Monday, by the wall of the zone. Undefined on other days. */
export function weekToTell(timeZone: string, now: Date): { day: string; from: Date; to: Date } | undefined {
  const wall = wallTimeAt(timeZone, now)
  const monday = wall - modulo(wall - FIRST_MONDAY, DAYS * DAY_MS)
  const sinceTold = wall - monday - TOLD_AT_MS
  if (sinceTold < 0 || sinceTold >= FOUND_FOR_MS) return undefined
  const begin = monday - DAYS * DAY_MS
  return {
    day: new Date(begin).toISOString().slice(0, 10),
    from: instantOfWall(timeZone, begin),
    to: instantOfWall(timeZone, monday),
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}

/** Undefined when it isn't the time, or no channel wants it. */
export async function findWeek(
  { alerts, usage, sumRuns }: WeekDeps,
  tenantId: string,
  facts: {
    now: Date
    schedule: ScheduleRow | undefined
    balance: Balance | undefined
    open: readonly AlertRow[]
  },
): Promise<Week | undefined> {
  const { now, schedule, balance, open } = facts
  const week = weekToTell(schedule?.timeZone ?? 'UTC', now)
  if (week === undefined || balance === undefined) return undefined
  const { day, from, to } = week
  const told = open.find(({ event, cause }) => event === 'weekly-summary' && cause === day)
  // As it was told: the ledger isn't summed up again each minute.
  if (told !== undefined) return { cause: day, data: told.data as Week['data'] }
  if (!(await alerts.isWanted(tenantId, 'weekly-summary', day))) return undefined
  const sums = await sumRuns(tenantId, { from, to })
  const lately = { from: new Date(now.getTime() - DAYS * DAY_MS), to: now }
  const rows = await usage.sum(tenantId, 'month', lately)
  const recent = rows.reduce((sum, { messages }) => sum + messages, 0)
  const { month, charged: used, monthlyLimit: limit, currency } = balance
  return {
    cause: day,
    data: {
      from: toInstant(from),
      to: toInstant(to),
      timeZone: schedule?.timeZone ?? 'UTC',
      ...sums,
      month,
      used,
      limit,
      cost: costUnder(balance, used),
      currency,
      expected: expectedByMonthEnd({ month, used, recent, days: DAYS }, now),
    },
  }
}
