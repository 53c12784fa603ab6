/** The monthly limit and the ledger. */
import { z } from 'zod'
import { monthlyMessageLimit } from './connection.ts'
import { atMost, count, edge, instant, PageQuery } from './fields.ts'

export const Regime = z.enum(['metered', 'not-metered'])
export type Regime = z.infer<typeof Regime>

export const Quota = z.object({
  month: z.string(),
  used: count,
  reserved: count,
  /** null: unlimited. */
  limit: z.int().nullable(),
  left: z.int().nullable(),
  pricePerMessage: z.string(),
  currency: z.string(),
  cost: z.string(),
  /**
   * The admin's word on whether Microsoft charges. Unknown, it is `metered` wherever messages were read (a first save
   * without a word, books that were lost): costs too many rather than too few. Before that, today's fact: `not-metered`.
   */
  regime: Regime,
  suspended: z.boolean(),
  /** What `used` holds of the run that is queued, running or suspended, whose own figures may be newer or older. */
  openRun: z.object({ id: z.string(), charged: count }).nullable(),
  resetsAt: instant,
})
export type Quota = z.infer<typeof Quota>

const range = z.object({ low: z.int(), high: z.int() })

/** What a monthly limit may begin with. Every copy of a message counts. */
export const LimitAdvice = z.object({
  /** Earlier backups here; Microsoft's usage report of the last 30 days; published averages. */
  basis: z.enum(['runs', 'report', 'published']),
  /** Whom a backup reads; null while no one knows. */
  people: z.int().nullable(),
  /** Messages a person and month; null where only all of them together are known. */
  perPerson: range.nullable(),
  /** Messages a month, rounded up; null while the number of people is not known. */
  month: range.nullable(),
  /** Until which day the report counts, `2026-11-26`. */
  until: z.string().nullable(),
})
export type LimitAdvice = z.infer<typeof LimitAdvice>

export const SetQuota = z.strictObject({
  monthlyMessageLimit,
  pricePerMessage: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,8})?$/, 'A decimal number such as 0.00075')
    .optional(),
  regime: Regime.optional(),
})
export type SetQuota = z.infer<typeof SetQuota>

export const LedgerKind = z.enum(['reserve', 'charge', 'release'])
export type LedgerKind = z.infer<typeof LedgerKind>

/** More entries at once than other lists have: a month as a file. */
export const LedgerQuery = PageQuery.extend({
  limit: atMost(10_000),
  kind: LedgerKind.optional(),
  subjectId: z.string().max(200).optional(),
  runId: z.string().max(200).optional(),
  from: edge.optional(),
  /** A day counts in full; an instant is not part of it any more. */
  to: edge.optional(),
})

export const LedgerEntry = z.object({
  at: instant,
  kind: LedgerKind,
  messages: count,
  runId: z.string().nullable(),
  subjectId: z.string().nullable(),
  /** Of the person, where it's known. */
  name: z.string().optional(),
  month: z.string(),
  /** Why, where it is not the plain case: `outcome-unknown`, `refused`, `connection-test`. */
  reason: z.string().nullable(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

const QuotaSettings = z.object({
  /** null: unlimited. */
  limit: z.int().nullable(),
  pricePerMessage: z.string(),
  currency: z.string(),
  regime: Regime,
})

/** What someone changed about the month's budget. */
export const QuotaChange = z.object({
  at: instant,
  /** Name of the person; null: Chatvault itself, before the first connection test. */
  by: z.string().nullable(),
  /** null: nothing was set before. */
  before: QuotaSettings.nullable(),
  after: QuotaSettings,
})
export type QuotaChange = z.infer<typeof QuotaChange>
