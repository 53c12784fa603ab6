import type { Month } from '../domain/month.ts'
import type { ReserveAnswer, ReserveRequest } from './ledger.ts'
import type { Grant, MonthBalance } from './ledger-statements.ts'

type Refusal = Extract<ReserveAnswer, { granted: 0; left: number }>

/** First come, first served against the locked balances; a tenant without one agreed to nothing and gets nothing. */
export function grantInOrder(
  requests: readonly ReserveRequest[],
  balances: readonly MonthBalance[],
  month: Month,
): (Grant | Refusal)[] {
  const open = new Map(balances.map((balance) => [balance.tenantId, toOpen(balance)]))
  return requests.map((request) => decide(request, open.get(request.tenantId), month))
}

/** `most`: what would be left if everything that is reserved were removed. */
type Open = { left: number; reserved: number; readonly most: number }

function toOpen({ limit, charged, reserved }: MonthBalance): Open {
  const most = limit === null ? Number.POSITIVE_INFINITY : limit - charged
  return { left: Math.max(0, most - reserved), reserved, most }
}

function decide(request: ReserveRequest, open: Open | undefined, month: Month): Grant | Refusal {
  if (open === undefined) return { granted: 0, openElsewhere: false, left: 0, month }
  const messages = Math.min(request.wanted, open.left)
  if (messages === 0 || (request.exact && messages < request.wanted)) return refuse(request, open, month)
  open.left -= messages
  open.reserved += messages
  return { request, messages }
}

/** Waiting is worth it when what is still reserved, removed, would do. */
function refuse({ exact, wanted }: ReserveRequest, { left, reserved, most }: Open, month: Month): Refusal {
  return { granted: 0, openElsewhere: reserved > 0 && most >= (exact ? wanted : 1), left, month }
}
