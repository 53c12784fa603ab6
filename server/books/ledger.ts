/**
 * The quota ledger: reserve → call → charge or release. For every tenant and UTC month, at every instant and across
 * crashes, retries and parallel workers: charged + reserved ≤ limit.
 *
 *   - `reserve` is durable before it resolves; only then may the metered request leave.
 *   - A reservation ends once: charged for the rows that came (the rest is released), released, or charged in full when
 *     the outcome is unknown. Ending it twice is an error.
 *   - Entries are append-only; the month's balance is always their sum: charged = Σ charge, reserved = Σ reserve −
 *     Σ release − Σ charge (a charge of fewer than were reserved is followed by a release of the rest).
 *   - A reservation belongs to the month it began in, also when it is charged after midnight.
 *   - More rows than were reserved are booked too, all of them: the missing ones as a reserve first, so that the sums hold.
 *   - Calls that arrive while a transaction is in progress share the next one (group commit): one fsync for many pages.
 */
import type { Month } from '../domain/month.ts'

export type Regime = 'metered' | 'not-metered'

export type QuotaSettings = {
  /** Null: unlimited. */
  readonly monthlyLimit: number | null
  /** Decimal string. */
  readonly pricePerMessage: string
  readonly currency: string
  readonly regime: Regime
}

/** A person's object id and name. */
export type ChangedBy = { readonly id: string; readonly name: string }

/**
 * `to` is what changes; `first` is what holds beside it where nothing is set yet. `by`: who changes it; left out where
 * Chatvault does.
 */
export type QuotaChange = {
  readonly to: Partial<QuotaSettings>
  readonly first: QuotaSettings
  readonly by?: ChangedBy
}

/** Entries that are wanted; all of them where nothing is said. `from` is inclusive, `to` is not. */
export type EntryFilter = {
  readonly kind?: LedgerEntry['kind'] | undefined
  readonly subjectId?: string | undefined
  readonly runId?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** What a message costs in some month. */
export type Price = Pick<QuotaSettings, 'pricePerMessage' | 'currency' | 'regime'>

export type Balance = QuotaSettings & {
  readonly month: Month
  readonly charged: number
  readonly reserved: number
  /** Null: unlimited. Never negative, also when the limit was lowered below what is charged. */
  readonly left: number | null
}

export type LedgerEntry = {
  readonly no: number
  readonly at: Date
  readonly month: Month
  readonly kind: 'reserve' | 'charge' | 'release'
  readonly messages: number
  readonly runId: string | null
  readonly subjectId: string | null
  readonly reason: string | null
}

export type ReserveRequest = {
  readonly tenantId: string
  readonly workerId: string
  readonly runId: string | null
  readonly subjectId: string | null
  /** At least 1. */
  readonly wanted: number
  /** All or nothing; otherwise fewer when the month leaves fewer. */
  readonly exact: boolean
}

/**
 * Granted when there is a `reservationId`. Otherwise the month leaves too little; `openElsewhere` says whether
 * reservations that are still open would free enough if all were removed: only then is waiting worth it.
 */
export type ReserveAnswer =
  | { readonly granted: number; readonly reservationId: number; readonly month: Month }
  | { readonly granted: 0; readonly openElsewhere: boolean; readonly left: number; readonly month: Month }

export type Ledger = {
  /** The current month's. A tenant without settings has limit 0 left: nothing may be fetched before it agreed to. */
  balance(tenantId: string): Promise<Balance | undefined>
  /** What the current month was charged, also of a tenant that has set nothing (after a rebuild). */
  charged(tenantId: string): Promise<number>
  /** Whether any month was charged anything, as far back as the books go. */
  hasCharged(tenantId: string): Promise<boolean>
  /**
   * The limit holds at once. A price holds from the month it is set in; earlier months keep the one they had. Settings
   * that are left out keep their value of that moment. What really changes is noted with who changed it (`QuotaChanges`).
   */
  changeQuota(tenantId: string, change: QuotaChange): Promise<void>
  /** Undefined for a tenant without settings. */
  priceIn(tenantId: string, month: Month): Promise<Price | undefined>
  /** The archive is about to be told of so many messages of the month so far (`TenantArchive.noteUsage`). */
  aboutToNote(tenantId: string, month: Month, messages: number): Promise<void>
  reserve(request: ReserveRequest): Promise<ReserveAnswer>
  /** `rows` ≤ reserved, or a defect: then everything that came is charged and an error names it. */
  charge(reservationId: number, rows: number, reason?: string): Promise<void>
  release(reservationId: number, reason: string): Promise<void>
  chargeInFull(reservationId: number, reason: string): Promise<void>
  /**
   * Charges in full every open reservation of workers that are gone: not in the list, and pruned from the workers' rows
   * (`Workers.live` does that). Returns how many messages.
   */
  settleOrphans(liveWorkerIds: readonly string[]): Promise<number>
  /** Newest first; `before` is an entry's `no`. */
  entries(
    tenantId: string,
    page: { limit: number; before?: number },
    filter?: EntryFilter,
  ): Promise<LedgerEntry[]>
  chargedByRun(tenantId: string, runId: string): Promise<number>
}
