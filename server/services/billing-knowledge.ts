/**
 * What is known of billing at Microsoft, and whether anybody has to do something about it. Metering of the Teams APIs
 * ended on 25 August 2025, and apps need no billing set up since (Learn: Payment models and licensing requirements for
 * Microsoft Teams APIs, read 2026-11-22). So nobody is sent to Azure unless Microsoft itself has asked for it: 402.
 */
import type { Billing } from '../books/billing.ts'
import type { CheckRow, Connections } from '../books/connections.ts'
import type { Ledger } from '../books/ledger.ts'
import type { RunRow, Runs } from '../books/runs.ts'
import { type Clock, toInstant } from '../domain/clock.ts'
import { isOpen } from '../domain/run.ts'
import type { Onboarding } from '../http/contract.ts'
import { balanceOf } from './quota.ts'

type Deps = {
  readonly billing: Billing
  readonly connections: Pick<Connections, 'find'>
  readonly ledger: Ledger
  readonly runs: Pick<Runs, 'list'>
  readonly clock: Clock
}

/** After checks: Microsoft asked for billing, or an export went well without. */
export async function noteBilling(
  { billing, clock }: Pick<Deps, 'billing' | 'clock'>,
  tenantId: string,
  checks: readonly CheckRow[],
): Promise<void> {
  if (checks.some(({ asksForBilling }) => asksForBilling))
    return billing.set(tenantId, { askedForAt: clock.now() })
  const exported = checks.some(({ name, ok }) => name === 'export' && ok)
  if (exported && (await billing.find(tenantId)).askedForAt !== null)
    await billing.set(tenantId, { askedForAt: null })
}

export async function billingOf(deps: Deps, tenantId: string): Promise<Onboarding['billing']> {
  const { association, askedForAt: inCheck } = await deps.billing.find(tenantId)
  const { regime } = await balanceOf(deps, tenantId)
  const asked = latest(inCheck, await askedOfARun(deps, tenantId))
  const askedForAt = asked !== null && (await isAnsweredSince(deps, tenantId, asked)) ? null : asked
  return {
    regime,
    askedForAt: askedForAt === null ? null : toInstant(askedForAt),
    suggestion: askedForAt === null ? 'nothing-to-do' : association === null ? 'associate' : 'check',
    association,
  }
}

/** Graph's code for 402 is not documented; the first is what is seen, the second what we call an answer without one. */
const ASKS_FOR_BILLING: ReadonlySet<string> = new Set(['PaymentRequired', 'http-402'])

export function asksForBilling({ reason }: Pick<RunRow, 'reason'>): boolean {
  return reason !== null && ASKS_FOR_BILLING.has(reason.code)
}

async function askedOfARun({ runs }: Deps, tenantId: string): Promise<Date | null> {
  const lastEnded = (await runs.list(tenantId, { limit: 2 })).find(({ state }) => !isOpen(state))
  return lastEnded !== undefined && asksForBilling(lastEnded) ? lastEnded.endedAt : null
}

async function isAnsweredSince({ connections }: Deps, tenantId: string, asked: Date): Promise<boolean> {
  const row = await connections.find(tenantId)
  return (
    row !== undefined && row.testedAt > asked && row.checks.some(({ name, ok }) => name === 'export' && ok)
  )
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}
