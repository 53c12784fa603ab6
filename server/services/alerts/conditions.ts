/**
 * What is wrong now and should be told to someone who isn't looking: one rule a function, facts in, a condition or nothing
 * out. Whatever the books can answer is a condition, so that a crash between the cause and the alert loses neither.
 */
import type { ConnectionRow } from '../../books/connections.ts'
import type { Balance } from '../../books/ledger.ts'
import type { RunRow } from '../../books/runs.ts'
import type { ScheduleRow } from '../../books/schedules.ts'
import { type AlertEvent, isTrouble, type Occurrence, type Trouble } from '../../domain/alert.ts'
import { toInstant } from '../../domain/clock.ts'
import { gapOf } from '../../domain/gap.ts'
import { changeOf, REFUSED } from '../connection/changes.ts'
import { expiryOf } from '../connection/credential-expiry.ts'
import { isOverdue } from '../schedule/overdue.ts'
import type { Week } from './weekly.ts'

export type Facts = {
  readonly now: Date
  readonly connection: ConnectionRow | undefined
  readonly balance: Balance | undefined
  readonly openRun: RunRow | undefined
  readonly schedule: ScheduleRow | undefined
  /** The newest that ended and wasn't cancelled. */
  readonly lastRun: RunRow | undefined
  readonly lastGoodRun: RunRow | undefined
  /** Codes of what the last good run lost. */
  readonly faultCodes: readonly string[]
  /** What is open and no rule finds. */
  readonly raisedElsewhere: readonly Trouble[]
  /** The week that is to be summed up now. */
  readonly week: Week | undefined
}

/** `cause`: the same text for as long as it is the same trouble. */
export type Condition = Occurrence & { readonly cause: string }

type Rule = (facts: Facts) => Condition | undefined

/** Of the limit. */
const MARK = 0.8

const runFailed: Rule = ({ lastRun }) => {
  if (lastRun?.state !== 'failed') return undefined
  const { id: runId, reason } = lastRun
  return {
    event: 'run-failed',
    cause: reason?.code ?? 'unknown',
    data: { runId, reason: reason?.detail ?? 'No reason is known.' },
  }
}

const runFaults: Rule = ({ lastGoodRun, faultCodes }) => {
  if (lastGoodRun?.state !== 'completed-with-faults') return undefined
  const { id: runId, totals } = lastGoodRun
  return {
    event: 'run-faults',
    cause: [...new Set(faultCodes)].sort().join(' '),
    data: { runId, faults: totals.faults },
  }
}

/** The higher mark alone: at the limit, no one needs to hear of four fifths of it. */
const limit: Rule = ({ connection, balance, openRun }) => {
  if (connection === undefined || balance === undefined || balance.monthlyLimit === null) return undefined
  const { month, charged: used, monthlyLimit } = balance
  const waits = openRun?.state === 'suspended' && openRun.reason?.code === 'quota-reached'
  const isReached = waits || used >= monthlyLimit
  if (!isReached && used < monthlyLimit * MARK) return undefined
  const event = isReached ? 'limit-reached' : 'limit-80'
  return { event, cause: month, data: { month, used, limit: monthlyLimit } }
}

const credentialExpiring: Rule = ({ connection, now }) => {
  if (connection === undefined) return undefined
  const { credentialExpiresAt: expiresAt, credentialKind: kind } = connection
  const { days, stage } = expiryOf(expiresAt, now)
  if (expiresAt === null || days === undefined || stage === undefined) return undefined
  return {
    event: 'credential-expiring',
    // Told again at each stage, and once more when it is over.
    cause: `${toInstant(expiresAt)}/${days < 0 ? 'over' : stage}`,
    data: { kind, days, expiresAt: toInstant(expiresAt) },
  }
}

const permissionLost: Rule = ({ connection }) => {
  const failed = connection?.status === 'failing' ? connection.checks.find(({ ok }) => !ok) : undefined
  if (failed === undefined) return undefined
  const { code, title } = changeOf(failed) ?? REFUSED
  return { event: 'permission-lost', cause: code, data: { reason: `${title}.` } }
}

/** Once no backup has succeeded for so long that it is a gap, that is said instead. */
const runLate: Rule = (facts) => {
  const { connection, schedule, openRun, lastGoodRun, now } = facts
  if (connection === undefined) return undefined
  if (openRun?.late) return { event: 'run-late', cause: openRun.id, data: { since: null } }
  const since = lastGoodRun?.endedAt
  if (!since || gapTooWide(facts) || !isOverdue(schedule, since, now)) return undefined
  return { event: 'run-late', cause: toInstant(since), data: { since: toInstant(since) } }
}

const gapTooWide: Rule = ({ connection, lastGoodRun, now }) => {
  if (connection === undefined || lastGoodRun?.endedAt == null) return undefined
  const days = gapOf(lastGoodRun.endedAt, now)
  return days === undefined ? undefined : { event: 'gap-too-wide', cause: lastGoodRun.id, data: { days } }
}

type Ruled = { readonly rule: Rule; readonly events: readonly Occurrence['event'][] }

const TROUBLES: readonly Ruled[] = [
  { rule: runFailed, events: ['run-failed'] },
  { rule: runFaults, events: ['run-faults'] },
  { rule: runLate, events: ['run-late'] },
  { rule: limit, events: ['limit-80', 'limit-reached'] },
  { rule: credentialExpiring, events: ['credential-expiring'] },
  { rule: permissionLost, events: ['permission-lost'] },
  { rule: gapTooWide, events: ['gap-too-wide'] },
]

const weeklySummary: Rule = (facts) => {
  const { week, lastGoodRun, raisedElsewhere } = facts
  if (week === undefined) return undefined
  const found = TROUBLES.flatMap(({ rule }) => rule(facts)?.event ?? []).filter(isTrouble)
  const lastGoodAt = lastGoodRun?.endedAt ? toInstant(lastGoodRun.endedAt) : null
  const data = { ...week.data, lastGoodAt, needs: [...found, ...raisedElsewhere] }
  return { event: 'weekly-summary', cause: week.cause, data }
}

/** Each with the events it may raise: of those, what it doesn't find any more is over. */
export const RULES: readonly Ruled[] = [...TROUBLES, { rule: weeklySummary, events: ['weekly-summary'] }]

/** Events that no rule raises, and none ends. */
export function isRaisedElsewhere(event: AlertEvent): event is Trouble {
  return isTrouble(event) && !RULES.some(({ events }) => events.includes(event))
}
