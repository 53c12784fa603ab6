/** The parts a Graph needs, with quiet defaults for tests. */
import type { Clock } from '../../domain/clock.ts'
import { composeGraph, type GraphOptions } from '../compose.ts'
import type { TokenSource } from '../entra/tokens.ts'
import type { Graph, Meter } from '../graph.ts'
import { memoryFence } from '../limits/fence.ts'
import { connections, exchangeOver } from '../wire/exchange.ts'
import type { LocalService } from './local-service.ts'

export const realClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
}

/** A ledger without a limit that only adds up. */
export function countingMeter(): Meter & { charged: number; open: number } {
  const meter = {
    charged: 0,
    open: 0,
    reserve: async ({ wanted }: { wanted: number }) => {
      meter.open += 1
      const close = (rows: number) => {
        meter.open -= 1
        meter.charged += rows
      }
      return {
        messages: wanted,
        charge: async (rows: number) => close(rows),
        release: async () => close(0),
        chargeInFull: async () => close(wanted),
      }
    },
  }
  return meter
}

/** Tokens `token-1`, `token-2`, …: a new one after each `invalidate`. */
export function countedTokens(): TokenSource {
  let number = 1
  return {
    token: async () => `token-${number}`,
    roles: async () => ['Chat.Read.All', 'User.Read.All'],
    invalidate: (token) => {
      if (token === `token-${number}`) number += 1
    },
  }
}

export function graphAt(service: LocalService, options: Partial<GraphOptions> = {}): Graph {
  return composeGraph({
    graphUrl: service.url,
    tokens: countedTokens(),
    exchange: exchangeOver(connections({ ca: service.ca })),
    meter: countingMeter(),
    fence: memoryFence(realClock),
    clock: realClock,
    random: () => 0,
    newRequestId: () => 'request-1',
    ...options,
  })
}
