/** What a backup will read and cost, before anything is paid. Asks Microsoft 365 for nothing that is metered. */
import type { z } from 'zod'
import type { Connections } from '../../books/connections.ts'
import type { ForecastMessages, Forecasts } from '../../books/forecasts.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { RunRow } from '../../books/runs.ts'
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
  /** What a run that is about to read is expected to read. Throws what keeps Microsoft 365 from listing chats. */
  forRun(
    run: Pick<RunRow, 'tenantId' | 'strategy' | 'subjectIds'>,
    signal: AbortSignal,
  ): Promise<ForecastMessages>
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

  async function estimate(
    tenantId: string,
    subjectIds: readonly string[] | undefined,
    wanted: readonly Strategy[],
    signal?: AbortSignal,
  ) {
    const chosen = await listChosen(deps, tenantId, subjectIds)
    const reach = await listReach(deps.database.kysely, { id: '', tenantId })
    const asOf = clock.now()
    const fromOf = (of: Strategy) => readsFrom(reach, of)
    const anyOf = wanted.map(fromOf)
    const sample = await countChats({
      ...TIMES,
      graph: await deps.openGraph(tenantId),
      subjectIds: chosen,
      since: (memberIds) => earliest(memberIds.flatMap((id) => anyOf.map((from) => from(id)))),
      random: deps.random,
      signal,
    })
    const outcomes = await forecasts.listOutcomes(tenantId, OUTCOMES)
    const expected = wanted.map((strategy) => {
      const correction = correctionOf(outcomes, strategy)
      const readFrom = fromOf(strategy)
      const rows = estimateRows(sample, { strategy, people: chosen.length, readFrom, now: asOf })
      const low = Math.floor(rows.low * correction)
      const likely = Math.round(rows.likely * correction)
      return { strategy, messages: { low, likely, high: Math.ceil(rows.high * correction), correction } }
    })
    return { expected, outcomes, sample, asOf, people: chosen.length }
  }

  return {
    async ask({ tenantId }, { strategy, subjectIds }) {
      if ((await deps.connections.find(tenantId)) === undefined) throw notConnected()
      const wanted = strategy === undefined ? STRATEGIES : [strategy]
      const { expected, outcomes, sample, asOf, people } = await estimate(tenantId, subjectIds, wanted)
      const balance = await balanceOf(deps, tenantId)
      for (const { strategy: of, messages } of expected)
        await forecasts.save({
          tenantId,
          strategy: of,
          subjectIds: subjectIds ?? null,
          at: asOf,
          messages,
        })
      const strategies = expected.map(({ strategy: of, messages: { low, likely, high } }) => ({
        strategy: of,
        messages: { low, likely, high },
        cost: costUnder(balance, likely),
        currency: balance.currency,
      }))
      const whole = sample.peopleListed === people && sample.chats.every(({ isWhole }) => isWhole)
      const source = whole ? ('chats' as const) : ('some-chats' as const)
      return {
        strategies,
        basis: { source, asOf: toInstant(asOf), people },
        accuracy: accuracyOf(outcomes),
      }
    },

    async forRun({ tenantId, strategy, subjectIds }, signal) {
      const { expected } = await estimate(tenantId, subjectIds ?? undefined, [strategy], signal)
      return expected[0]?.messages ?? { low: 0, likely: 0, high: 0, correction: 1 }
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
