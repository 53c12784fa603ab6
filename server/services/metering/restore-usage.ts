/**
 * Books a month's charges that the archive knows and the books don't, because they were lost or are an older copy. The
 * archive names the months, and no clock: this can run before Microsoft's time is known.
 */
import type { ClosedRun, TenantArchive } from '../../archive/archive.ts'
import { collect } from '../../archive/read-ahead.ts'
import { listNoted, lockTenant, restoreCharges } from '../../books/restored.ts'
import type { Database, Transaction } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { type Month, monthOf } from '../../domain/month.ts'
import { type Undocumented, usageOfMonth } from './usage-of-month.ts'

/** What the archive has beside its notes. */
export type Archived = {
  readonly closed: readonly ClosedRun[]
  readonly undocumented: readonly Undocumented[]
}

type Restoring = {
  readonly trx: Transaction
  readonly tenant: TenantArchive
  readonly archived: () => Promise<Archived>
  /** When it is booked. */
  readonly at: Date
}

/** Months with more messages noted in the archive than in the books. */
export async function restoreNotedMonths(restoring: Restoring): Promise<void> {
  const { trx, tenant } = restoring
  // In this order: anyone who notes meanwhile tells the books first.
  const told = await Promise.all(
    (await tenant.notedMonths()).map(async (month) => ({ month, ...(await tenant.notedUsage(month)) })),
  )
  const known = await listNoted(trx, tenant.tenantId)
  const isNews = ({ month, messages }: { month: Month; messages: number }) => {
    const noted = known.has(month) ? known.get(month) : 0
    return noted != null && messages > noted
  }
  for (const { month } of told.filter(isNews)) await restoreMonth(restoring, month)
}

/** The newest month that runs and segments name, and that of our clock: archives of earlier versions have no notes. */
export async function restoreNewestMonths(restoring: Restoring): Promise<void> {
  const { closed, undocumented } = await restoring.archived()
  const named = [
    ...closed.map(({ document }) => document.endedAt),
    ...undocumented.map(({ sealedAt }) => sealedAt),
  ]
  const newest = [...named.toSorted().slice(-1), toInstant(restoring.at)]
  for (const month of new Set(newest.map((at) => monthOf(new Date(at))))) await restoreMonth(restoring, month)
}

async function restoreMonth({ trx, tenant, archived, at }: Restoring, month: Month): Promise<void> {
  const { closed, undocumented } = await archived()
  const noted = await tenant.notedUsage(month)
  const used = usageOfMonth(month, closed, noted, undocumented)
  await restoreCharges(trx, tenant.tenantId, { month, used, noted: noted.messages, at })
}

/**
 * At start-up: a database restored from an older copy lacks the charges since then. Books that pass the start know every
 * run of the archive (open-vault.ts), so everything missing is in notes.
 */
export async function catchUpWithNotes(
  { database, clock }: { readonly database: Pick<Database, 'kysely'>; readonly clock: Pick<Clock, 'now'> },
  tenant: TenantArchive,
): Promise<void> {
  await database.kysely.transaction().execute(async (trx) => {
    await lockTenant(trx, tenant.tenantId)
    const archived = async () => ({ closed: await collect(tenant.runs()), undocumented: [] })
    await restoreNotedMonths({ trx, tenant, archived, at: clock.now() })
  })
}
