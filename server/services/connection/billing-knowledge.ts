/**
 * Microsoft's requirements for billing as far as they're known, and whether anyone has to do something about them.
 * Metering of the Teams APIs ended on 25 August 2025, and apps need no billing set up since (Learn: Payment models and
 * licensing requirements for Microsoft Teams APIs, read 2026-11-22). So no one is sent to Azure unless Microsoft itself
 * has asked for it: 402.
 */
import type { Billed, Billing } from '../../books/billing.ts'
import type { CheckRow } from '../../books/connections.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { Setup } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { balanceOf } from '../metering/quota.ts'

type Deps = { readonly billing: Billing; readonly ledger: Ledger; readonly clock: Clock }

/** After checks that asked Microsoft, and after runs: it asked for billing, or an export went well without. */
export async function noteBilling(
  { billing, clock }: Pick<Deps, 'billing' | 'clock'>,
  billed: Billed,
  checks: readonly Pick<CheckRow, 'name' | 'ok' | 'asksForBilling'>[],
): Promise<void> {
  if (checks.some(({ asksForBilling }) => asksForBilling))
    return billing.set(billed, { askedForAt: clock.now() })
  const exported = checks.some(({ name, ok }) => name === 'export' && ok)
  if (exported && (await billing.find(billed)).askedForAt !== null)
    await billing.set(billed, { askedForAt: null })
}

/** Of the application that is connected or set up; without one nothing is known. */
export async function billingOf(
  deps: Deps,
  tenantId: string,
  applicationId: string | null,
): Promise<Setup['billing']> {
  const { association, askedForAt } =
    applicationId === null
      ? { association: null, askedForAt: null }
      : await deps.billing.find({ tenantId, applicationId })
  const { regime } = await balanceOf(deps, tenantId)
  return {
    regime,
    askedForAt: askedForAt === null ? null : toInstant(askedForAt),
    suggestion: askedForAt === null ? 'nothing-to-do' : association === null ? 'associate' : 'check',
    association,
  }
}
