/** What was charged in a span, by day, month, person, run or kind of chat, at the prices of each month. Everything is summed from one query. */
import type { z } from 'zod'
import type { ChargedKinds, KindRow } from '../../books/charged-kinds.ts'
import type { Ledger, Price } from '../../books/ledger.ts'
import type { UsageBook, UsageRow } from '../../books/usage.ts'
import type { Usage, UsageItem, UsageQuery } from '../../contract/index.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv.ts'
import { endOfEdge } from '../../domain/day.ts'
import { costOf, sumOf } from '../../domain/money.ts'
import { type Month, monthOf } from '../../domain/month.ts'
import type { Operator } from '../../domain/operator.ts'
import { balanceOf, UNSAID } from './quota.ts'

export type UsageService = {
  get(operator: Operator, query: z.output<typeof UsageQuery>): Promise<Usage>
}

type Deps = {
  readonly usage: UsageBook
  readonly kinds: ChargedKinds
  readonly ledger: Ledger
  readonly clock: Clock
  readonly displayNames: (
    tenantId: string,
    subjectIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
}

export function createUsageService(deps: Deps): UsageService {
  return {
    async get({ tenantId }, { from, to, by }) {
      const now = deps.clock.now()
      const span = {
        from: new Date(from ?? `${monthOf(now)}-01T00:00:00.000Z`),
        to: to === undefined ? new Date(now.getTime() + 1) : endOfEdge(to),
      }
      const rows = await rowsOf(deps, tenantId, by, span)
      const costs = await costsOf(deps, tenantId, rows)
      const names =
        by === 'person'
          ? await deps.displayNames(
              tenantId,
              rows.flatMap(({ key }) => key ?? []),
            )
          : undefined
      const byKey = Map.groupBy(rows, ({ key }) => key)
      const items = [...byKey].map(([key, of]) => toItem(key, of, costs, names))
      if (by !== 'day' && by !== 'month')
        items.sort((a, b) => b.messages - a.messages || (a.key < b.key ? -1 : 1))
      const { currency } = await balanceOf(deps, tenantId)
      return {
        from: toInstant(span.from),
        to: toInstant(span.to),
        items,
        total: rows.reduce((sum, { messages }) => sum + messages, 0),
        cost: sumOf(items.map(({ cost }) => cost)),
        currency,
      }
    },
  }
}

/** Everything that was charged, by whatever is asked: a side that doesn't know all of it says so by a row without a key. */
async function rowsOf(
  { usage, kinds }: Deps,
  tenantId: string,
  by: z.output<typeof UsageQuery>['by'],
  span: { from: Date; to: Date },
): Promise<UsageRow[]> {
  if (by !== 'chat-type') return usage.sum(tenantId, by, span)
  const charged = await usage.sum(tenantId, 'month', span)
  return withRest(await kinds.sum(tenantId, span), charged)
}

/**
 * Rows by kind, and in each month the rest of what was charged. Pages are counted by kind a moment after they were charged:
 * what an edge of the span cuts off is taken from the kind with the most, so that all sides have the same sum.
 */
export function withRest(kinds: readonly KindRow[], charged: readonly UsageRow[]): UsageRow[] {
  return charged.flatMap(({ month, messages }) => {
    let left = messages
    const known = kinds
      .filter((row) => row.month === month)
      .toSorted((a, b) => a.messages - b.messages)
      .map((row) => {
        const of = Math.min(row.messages, left)
        left -= of
        return { key: row.key, month, messages: of, at: null }
      })
    return [...known, { key: null, month, messages: left, at: null }].filter((row) => row.messages > 0)
  })
}

type CostOf = (row: UsageRow) => string

async function costsOf({ ledger }: Deps, tenantId: string, rows: readonly UsageRow[]): Promise<CostOf> {
  const prices = new Map<Month, Price>()
  for (const month of new Set(rows.map((row) => row.month)))
    prices.set(month, (await ledger.priceIn(tenantId, month)) ?? UNSAID)
  return ({ month, messages }) => {
    const { regime, pricePerMessage } = prices.get(month) ?? UNSAID
    return regime === 'metered' ? costOf(messages, pricePerMessage) : '0.00'
  }
}

function toItem(
  key: string | null,
  rows: readonly UsageRow[],
  costOfRow: CostOf,
  names: ReadonlyMap<string, string> | undefined,
): UsageItem {
  const name = key === null ? undefined : names?.get(key)
  const at = rows[0]?.at
  return {
    key: key ?? 'other',
    ...(name !== undefined && { name }),
    ...(at && { at: toInstant(at) }),
    messages: rows.reduce((sum, { messages }) => sum + messages, 0),
    cost: sumOf(rows.map(costOfRow)),
  }
}

/** The same as a file. */
export function usageCsv({ items, currency }: Usage): string {
  const lines = items.map((item) =>
    csvLine([item.key, item.name ?? '', String(item.messages), item.cost, currency]),
  )
  const head = csvLine(['key', 'name', 'messages', 'cost', 'currency'])
  return BYTE_ORDER_MARK + head + lines.join('')
}
