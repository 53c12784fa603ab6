import type { Ledger, QuotaSettings } from '../books/ledger.ts'

/** All settings at once, whatever the tenant had before. */
export function setQuota(
  ledger: Pick<Ledger, 'changeQuota'>,
  tenantId: string,
  settings: QuotaSettings,
): Promise<void> {
  return ledger.changeQuota(tenantId, { to: settings, first: settings })
}
