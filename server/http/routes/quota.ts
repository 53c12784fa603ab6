import {
  LedgerEntry,
  LedgerQuery,
  LimitAdvice,
  PageQuery,
  pageOf,
  Quota,
  QuotaChange,
  SetQuota,
} from '../../contract/index.ts'
import { historyCsv, ledgerCsv } from '../../services/metering/csv.ts'
import type { QuotaService } from '../../services/metering/quota.ts'
import type { LimitAdviceService } from '../../services/setup/limit-advice.ts'
import { json, jsonOrCsv } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function quotaRoutes(quota: QuotaService, limitAdvice: LimitAdviceService): Route[] {
  return [
    route({
      method: 'get',
      path: '/quota',
      summary: 'The month: limit, used, left and cost',
      action: 'status.read',
      answer: json(Quota),
      handler: ({ operator }) => quota.get(operator),
    }),
    route({
      method: 'put',
      path: '/quota',
      summary: 'Set limit, price and regime; raising the limit wakes a suspended run',
      action: 'quota.set',
      audit: 'quota.set',
      note: ({ body: { monthlyMessageLimit, pricePerMessage, regime } }) =>
        [
          `limit ${monthlyMessageLimit ?? 'unlimited'}`,
          ...(pricePerMessage === undefined ? [] : [`price ${pricePerMessage}`]),
          ...(regime === undefined ? [] : [regime]),
        ].join(', '),
      body: SetQuota,
      answer: json(Quota),
      handler: ({ operator, body }) => quota.set(operator, body),
    }),
    route({
      method: 'get',
      path: '/quota/advice',
      summary: 'A suggestion for the monthly limit, and its basis. Reads nothing that is metered',
      action: 'quota.set',
      answer: json(LimitAdvice),
      handler: ({ operator }) => limitAdvice.advise(operator),
    }),
    route({
      method: 'get',
      path: '/quota/history',
      summary:
        'Who changed limit, price or regime, and when; newest first. As CSV for callers that accept it',
      action: 'status.read',
      query: PageQuery,
      answer: jsonOrCsv(pageOf(QuotaChange), 'chatvault-limit-history.csv', historyCsv),
      handler: ({ operator, query }) => quota.history(operator, query),
    }),
    route({
      method: 'get',
      path: '/quota/ledger',
      summary:
        'Every booking, or those of a kind, person, run or time, newest first; as CSV for callers that accept it',
      action: 'status.read',
      query: LedgerQuery,
      answer: jsonOrCsv(pageOf(LedgerEntry), 'chatvault-ledger.csv', ledgerCsv),
      handler: ({ operator, query }) => quota.ledger(operator, query),
    }),
  ]
}
