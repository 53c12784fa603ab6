/** The month's budget: bookings, remainder, and limit. The ledger itself keeps the promise. */

import type { z } from 'zod'
import type { Balance, Ledger, Price, QuotaSettings, LedgerEntry as Row } from '../../books/ledger.ts'
import type { QuotaChangeRow, QuotaChanges } from '../../books/quota-changes.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { Tenants } from '../../books/tenants.ts'
import type {
  LedgerEntry,
  LedgerQuery,
  PageQuery,
  Quota,
  QuotaChange,
  SetQuota,
} from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { endOfEdge } from '../../domain/day.ts'
import { costOf } from '../../domain/money.ts'
import { endOfMonth, monthOf } from '../../domain/month.ts'
import type { Operator } from '../../domain/operator.ts'
import { decodeCursor, NumberPosition, type Page, pageOf } from '../cursor.ts'

export type QuotaService = {
  get(operator: Operator): Promise<Quota>
  /** Raising the limit wakes a suspended run. */
  set(operator: Operator, body: SetQuota): Promise<Quota>
  ledger(operator: Operator, query: z.output<typeof LedgerQuery>): Promise<Page<LedgerEntry>>
  /** Changes of limit, price and regime, newest first. */
  history(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<QuotaChange>>
}

/** Messages that connection tests of a tenant may read a month before its admin has set a limit. */
export const TEST_ALLOWANCE = 25

/**
 * Price of messages that were read although no one has said whether they're charged: a tenant that connected without
 * one, or whose books were lost with it. The last price that was published, since 2022 (Learn: Payment models and
 * licensing requirements for Microsoft Teams APIs, read 2026-11-22): rather too high a cost than too low.
 */
export const UNSAID: Price = Object.freeze({ pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' })

/**
 * Holds until an admin sets a limit and says whether Microsoft charges. Before anything was read, today's fact is shown: it
 * does not (metering of the Teams APIs ended on 25 August 2025, same page). The limit leaves room for tests only, on top of
 * what a lost database had charged this month.
 */
export async function firstSettings(
  ledger: Pick<Ledger, 'charged' | 'hasCharged'>,
  tenantId: string,
): Promise<QuotaSettings> {
  const monthlyLimit = (await ledger.charged(tenantId)) + TEST_ALLOWANCE
  return (await ledger.hasCharged(tenantId))
    ? { ...UNSAID, monthlyLimit }
    : { ...UNSAID, regime: 'not-metered', monthlyLimit }
}

type Deps = {
  readonly ledger: Ledger
  readonly changes: QuotaChanges
  readonly displayNames: (
    tenantId: string,
    subjectIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
  readonly runs: Runs
  readonly tenants: Tenants
  readonly clock: Clock
  /** Called after the limit was changed so that more may be fetched: wakes a suspended run. */
  readonly onLimitChanged: (tenantId: string) => Promise<void>
}

export function createQuotaService(deps: Deps): QuotaService {
  const get = async (tenantId: string): Promise<Quota> => {
    const open = await deps.runs.findOpen(tenantId)
    const charged = open === undefined ? 0 : await deps.ledger.chargedByRun(tenantId, open.id)
    const balance = await balanceOf(deps, tenantId)
    return toQuota(balance, open, charged)
  }

  return {
    get: ({ tenantId }) => get(tenantId),

    async set(operator, { monthlyMessageLimit, pricePerMessage, regime }) {
      const { tenantId } = operator
      const before = await balanceOf(deps, tenantId)
      await deps.tenants.ensure(tenantId)
      await deps.ledger.changeQuota(tenantId, {
        to: {
          monthlyLimit: monthlyMessageLimit,
          ...(pricePerMessage !== undefined && { pricePerMessage }),
          ...(regime !== undefined && { regime }),
        },
        first: await firstSettings(deps.ledger, tenantId),
        by: operator,
      })
      if (allowsMore(before.monthlyLimit, monthlyMessageLimit)) await deps.onLimitChanged(tenantId)
      return get(tenantId)
    },

    async ledger({ tenantId }, { limit, cursor, from, to, ...asked }) {
      const before = decodeCursor(NumberPosition, cursor)?.no
      const rows = await deps.ledger.entries(
        tenantId,
        { limit: limit + 1, ...(before !== undefined && { before }) },
        { ...asked, ...(from && { from: new Date(from) }), ...(to && { to: endOfEdge(to) }) },
      )
      const people = [...new Set(rows.flatMap(({ subjectId }) => subjectId ?? []))]
      const names = await deps.displayNames(tenantId, people)
      return pageOf(
        rows,
        limit,
        (row) => toEntry(row, names),
        ({ no }) => ({ no }),
      )
    },

    async history({ tenantId }, { limit, cursor }) {
      const before = decodeCursor(NumberPosition, cursor)?.no
      const rows = await deps.changes.list(tenantId, { limit: limit + 1, before })
      return pageOf(rows, limit, toChange, ({ no }) => ({ no }))
    },
  }
}

/** The current month's; of a tenant that has set nothing yet, the one its first settings make. */
export async function balanceOf(deps: Pick<Deps, 'ledger' | 'clock'>, tenantId: string): Promise<Balance> {
  const balance = await deps.ledger.balance(tenantId)
  if (balance !== undefined) return balance
  return {
    ...(await firstSettings(deps.ledger, tenantId)),
    left: TEST_ALLOWANCE,
    month: monthOf(deps.clock.now()),
    charged: await deps.ledger.charged(tenantId),
    reserved: 0,
  }
}

/** Null is unlimited. */
function allowsMore(before: number | null, after: number | null): boolean {
  if (before === null) return false
  return after === null || after > before
}

/** What booked messages cost: nothing while Microsoft does not meter them. */
export function costUnder({ regime, pricePerMessage }: QuotaSettings, messages: number): string {
  return regime === 'metered' ? costOf(messages, pricePerMessage) : '0.00'
}

function toQuota(balance: Balance, open: RunRow | undefined, charged: number): Quota {
  return {
    month: balance.month,
    used: balance.charged,
    reserved: balance.reserved,
    limit: balance.monthlyLimit,
    left: balance.left,
    pricePerMessage: balance.pricePerMessage,
    currency: balance.currency,
    cost: costUnder(balance, balance.charged),
    regime: balance.regime,
    suspended: open?.state === 'suspended' && open.reason?.code === 'quota-reached',
    openRun: open === undefined ? null : { id: open.id, charged },
    resetsAt: toInstant(endOfMonth(balance.month)),
  }
}

function toEntry(row: Row, names: ReadonlyMap<string, string>): LedgerEntry {
  const { at, kind, messages, runId, subjectId, month, reason } = row
  const name = subjectId === null ? undefined : names.get(subjectId)
  return { at: toInstant(at), kind, messages, runId, subjectId, ...(name && { name }), month, reason }
}

function toChange({ at, byName: by, before, after }: QuotaChangeRow): QuotaChange {
  return { at: toInstant(at), by, before: before && toSettings(before), after: toSettings(after) }
}

function toSettings({ monthlyLimit: limit, ...price }: QuotaSettings): QuotaChange['after'] {
  return { limit, ...price }
}
