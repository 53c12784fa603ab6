import type { Quota, Run } from '../../server/contract/index.ts'
import { priceOf } from '../format/money.ts'

/**
 * The month with what the run in progress says it has read: used, left and cost together, as its own card tells them. What
 * is used, set aside and left is the limit, before and after.
 */
export function asTheRunTells(quota: Quota, run: Pick<Run, 'id' | 'totals'> | undefined): Quota {
  const { openRun, limit, reserved, regime, pricePerMessage } = quota
  if (!openRun || run?.id !== openRun.id || run.totals.charged === openRun.charged) return quota
  const used = Math.max(0, quota.used - openRun.charged + run.totals.charged)
  const left = limit === null ? null : Math.max(0, limit - used - reserved)
  return { ...quota, used, left, cost: regime === 'metered' ? priceOf(used, pricePerMessage) : quota.cost }
}
