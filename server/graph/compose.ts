/**
 * One tenant's Graph, storey by storey. Outermost first: paging, retry, fence, limits, metering, wire.
 */
import type { Clock } from '../domain/clock.ts'
import type { TokenSource } from './entra/tokens.ts'
import type { BillingModel } from './export-query.ts'
import type { Graph, Meter } from './graph.ts'
import type { Fence } from './limits/fence.ts'
import { fencedGraph } from './limits/fenced.ts'
import { limitedGraph } from './limits/limited.ts'
import type { Limits } from './limits/limits.ts'
import { meteredGraph } from './metered.ts'
import { paged } from './paged.ts'
import { BUDGET_MS, type RetryOptions, retryingGraph } from './retrying.ts'
import type { Exchange } from './wire/exchange.ts'
import { wireGraph } from './wire-graph.ts'

export type GraphOptions = {
  readonly graphUrl: string
  readonly tokens: TokenSource
  readonly exchange: Exchange
  readonly meter: Meter
  /** The tenant's; shared by every Graph of that tenant. */
  readonly fence: Fence
  readonly clock: Clock
  readonly random: () => number
  readonly newRequestId: () => string
  readonly limits?: Partial<Limits>
  readonly retry?: Pick<RetryOptions, 'attempts' | 'budgetMs' | 'onRetry'>
  readonly billingModel?: BillingModel | undefined
  readonly timeoutMs?: number | undefined
}

export function composeGraph(options: GraphOptions): Graph {
  const { meter, clock, random, limits, retry } = options
  // What stands longer than a request may be repeated is told at once instead of waited for.
  const fence = options.fence.bearing(retry?.budgetMs ?? BUDGET_MS)
  const metered = meteredGraph(wireGraph(options), meter)
  const limited = limitedGraph(metered, { ...limits, clock, fence })
  const fenced = fencedGraph(limited, fence, clock)
  return paged(retryingGraph(fenced, { ...retry, clock, random }))
}
