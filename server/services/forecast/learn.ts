/** What earlier forecasts were worth, and the factor that would have made them right. No I/O. */
import type { ForecastOutcome } from '../../books/forecasts.ts'
import type { Strategy } from '../../domain/run.ts'

export type Accuracy = { readonly runs: number; readonly medianErrorPercent: number }

/** Runs that are looked at. Tenants change, so the latest count. */
export const OUTCOMES = 5

/** One forecast that was far off must not make the next one wild. */
const MOST = 2

/** By the sums, so that a night with three messages says little. */
export function correctionOf(outcomes: readonly ForecastOutcome[], strategy: Strategy): number {
  const same = outcomes.filter((one) => one.strategy === strategy)
  const expected = same.reduce((sum, { messages }) => sum + messages.likely / messages.correction, 0)
  const came = same.reduce((sum, { fetched }) => sum + fetched, 0)
  if (expected === 0 || came === 0) return 1
  return Math.min(MOST, Math.max(1 / MOST, came / expected))
}

/** Null before the first run that had a forecast has ended. */
export function accuracyOf(outcomes: readonly ForecastOutcome[]): Accuracy | null {
  if (outcomes.length === 0) return null
  const errors = outcomes.map(errorOf).sort((a, b) => a - b)
  const middle = Math.floor(errors.length / 2)
  const upper = errors[middle] ?? 0
  const median = errors.length % 2 === 1 ? upper : ((errors[middle - 1] ?? upper) + upper) / 2
  return { runs: errors.length, medianErrorPercent: Math.round(median * 10) / 10 }
}

/** Percent of what came. */
function errorOf({ messages, fetched }: ForecastOutcome): number {
  return (Math.abs(messages.likely - fetched) / Math.max(1, fetched)) * 100
}
