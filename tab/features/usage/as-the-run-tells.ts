import type { Quota, Run } from '../../../server/http/contract.ts'

/** The month with what the run under way says it has read: its card stands beside, and both tell the same. */
export function asTheRunTells(quota: Quota, run: Pick<Run, 'id' | 'totals'> | undefined): Quota {
  const { openRun } = quota
  if (!openRun || run?.id !== openRun.id) return quota
  return { ...quota, used: Math.max(0, quota.used - openRun.charged + run.totals.charged) }
}
