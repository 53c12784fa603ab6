/** What a backup will read and cost, before anything is paid. Asks Microsoft 365 for nothing that is metered. */
import type { z } from 'zod'
import type { Connections } from '../../books/connections.ts'
import type { Forecasts } from '../../books/forecasts.ts'
import type { Ledger } from '../../books/ledger.ts'
import { listReach, type SourceReach } from '../../books/sources.ts'
import type { AskForecast, Forecast } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import type { Strategy } from '../../domain/run.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { balanceOf, costUnder } from '../metering/quota.ts'
import type { People } from '../people/people.ts'
import { countChats, TIMES } from './count-chats.ts'
import { estimateRows, type ReadFrom } from './estimate.ts'
import { accuracyOf, correctionOf, OUTCOMES } from './learn.ts'

export type ForecastService = {
  /** Within about twenty seconds. Throws 409 `not-connected`, and what keeps Microsoft 365 from listing chats. */
  ask(operator: Operator, body: z.output<typeof AskForecast>): Promise<Forecast>
}

type Deps = {
  readonly database: Pick<Database, 'kysely'>
  readonly connections: Pick<Connections, 'find'>
  readonly people: Pick<People, 'readDirectory' | 'subjectsInScope'>
  readonly ledger: Ledger
  readonly forecasts: Forecasts
  readonly clock: Clock
  openGraph(tenantId: string): Promise<Pick<Graph, 'chatsOf' | 'chatMessages'>>
  /** 0 to 1. */
  random(): number
}

const STRATEGIES = ['pay-once', 'complete'] as const satisfies readonly Strategy[]

export function createForecastService(deps: Deps): ForecastService {
  const { forecasts, clock } = deps
  return {
    async ask({ tenantId }, { strategy, subjectIds }) {
      if ((await deps.connections.find(tenantId)) === undefined) throw notConnected()
      const chosen = await listChosen(deps, tenantId, subjectIds)
      const reach = await listReach(deps.database.kysely, { id: '', tenantId })
      const asOf = clock.now()
      const fromOf = (of: Strategy) => readsFrom(reach, of)
      const anyOf = (strategy === undefined ? STRATEGIES : [strategy]).map(fromOf)
      const sample = await countChats({
        ...TIMES,
        graph: await deps.openGraph(tenantId),
        subjectIds: chosen,
        since: (memberIds) => earliest(memberIds.flatMap((id) => anyOf.map((from) => from(id)))),
        random: deps.random,
      })
      const outcomes = await forecasts.listOutcomes(tenantId, OUTCOMES)
      const balance = await balanceOf(deps, tenantId)
      const strategies = []
      for (const of of strategy === undefined ? STRATEGIES : [strategy]) {
        const correction = correctionOf(outcomes, of)
        const rows = estimateRows(sample, {
          strategy: of,
          people: chosen.length,
          readFrom: fromOf(of),
          now: asOf,
        })
        const messages = {
          low: Math.floor(rows.low * correction),
          likely: Math.round(rows.likely * correction),
          high: Math.ceil(rows.high * correction),
        }
        const kept = { ...messages, correction }
        await forecasts.save({
          tenantId,
          strategy: of,
          subjectIds: subjectIds ?? null,
          at: asOf,
          messages: kept,
        })
        const cost = costUnder(balance, messages.likely)
        strategies.push({ strategy: of, messages, cost, currency: balance.currency })
      }
      const whole = sample.peopleListed === chosen.length && sample.chats.every(({ isWhole }) => isWhole)
      const source = whole ? ('chats' as const) : ('some-chats' as const)
      return {
        strategies,
        basis: { source, asOf: toInstant(asOf), people: chosen.length },
        accuracy: accuracyOf(outcomes),
      }
    },
  }
}

/** Those in scope, as a run lists them. */
async function listChosen({ people }: Deps, tenantId: string, wanted: readonly string[] | undefined) {
  let inScope = await people.subjectsInScope(tenantId)
  if (inScope.length === 0) {
    await people.readDirectory(tenantId)
    inScope = await people.subjectsInScope(tenantId)
  }
  const only = wanted && new Set(wanted)
  return inScope.map(({ id }) => id).filter((id) => only === undefined || only.has(id))
}

/** Up to its watermark a mailbox was read; for some senders only, that is not enough for every copy. */
function readsFrom(reach: readonly SourceReach[], strategy: Strategy): ReadFrom {
  const read = new Map(
    reach.map(({ subjectId, watermark, asked }) => [
      subjectId,
      strategy === 'complete' && asked !== null ? null : watermark,
    ]),
  )
  return (subjectId) => read.get(subjectId) ?? undefined
}

/** Undefined as soon as one is: from the beginning. */
function earliest(times: readonly (Date | undefined)[]): Date | undefined {
  let first: Date | undefined
  for (const at of times) {
    if (at === undefined) return undefined
    if (first === undefined || at < first) first = at
  }
  return first
}

function notConnected(): VaultError {
  return new VaultError({
    code: 'not-connected',
    attempted: 'estimate what a backup reads',
    why: 'no connection to Microsoft 365 is saved',
    hint: 'Enter the application ID and secret on the Connection page, then test and save.',
    status: 409,
  })
}
