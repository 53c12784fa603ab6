import { LedgerEntry, LimitAdvice, PageQuery, pageOf, Quota, SetQuota } from '../../contract/index.ts'
import type { QuotaService } from '../../services/metering/quota.ts'
import type { LimitAdviceService } from '../../services/setup/limit-advice.ts'
import { json } from '../answers.ts'
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
      path: '/quota/ledger',
      summary: 'Every booking, newest first',
      action: 'status.read',
      query: PageQuery,
      answer: json(pageOf(LedgerEntry)),
      handler: ({ operator, query }) => quota.ledger(operator, query),
    }),
  ]
}
