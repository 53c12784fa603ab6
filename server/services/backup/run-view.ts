/** A run as the API shows it: the books' row with its people, its phases, time left and money. */
import type { Price } from '../../books/ledger.ts'
import type { RunReason, RunRow } from '../../books/runs.ts'
import type { Run, RunPhase } from '../../contract/index.ts'
import { toInstant } from '../../domain/clock.ts'
import { costOf } from '../../domain/money.ts'
import { PAY_ONCE_STAGES, peopleOf, RUN_STAGES, type RunStage } from '../../domain/run.ts'
import type { Estimate } from './run-estimate.ts'

export type RunSurroundings = {
  readonly now: Date
  readonly estimate: Estimate
  /** Images still to be fetched. */
  readonly imagesWanted: number
  readonly fencedUntil: Date | undefined
  /** Of the month the run began in. */
  readonly quota: Price
}

export function viewRun(run: RunRow, around: RunSurroundings): Run {
  const { id, state, strategy, trigger, late, forecast, requestedBy, stage, reason, totals, documentDigest } =
    run
  const { now, estimate, fencedUntil, quota } = around
  const running = state === 'running'
  const people = peopleOf(totals)
  return {
    id,
    state,
    strategy,
    trigger,
    late,
    forecast: forecast && { low: forecast.low, likely: forecast.likely, high: forecast.high },
    requestedBy,
    createdAt: toInstant(run.createdAt),
    startedAt: run.startedAt && toInstant(run.startedAt),
    endedAt: run.endedAt && toInstant(run.endedAt),
    reason: reason && shownReason(reason),
    suspendedSeconds: Math.round(run.suspendedMs / 1000),
    suspendedAt: run.suspendedAt && toInstant(run.suspendedAt),
    resumesAt: state === 'suspended' ? (reason?.resumesAt ?? null) : null,
    stage: running ? stage : null,
    phases: running ? phasesOf(run, around) : [],
    totals: { ...totals, subjectsRead: people.read, subjectsWaiting: people.waiting },
    rate: estimate.rate,
    etaSeconds: estimate.runSeconds,
    fencedUntil: running && fencedUntil !== undefined && fencedUntil > now ? toInstant(fencedUntil) : null,
    cost: quota.regime === 'metered' ? costOf(totals.charged, quota.pricePerMessage) : '0.00',
    currency: quota.currency,
    pricePerMessage: quota.pricePerMessage,
    regime: quota.regime,
    coverage: run.coverage && { ...run.coverage, notCovered: [...run.coverage.notCovered] },
    documentDigest,
  }
}

function shownReason({ code, notice, detail, hint }: RunReason): Run['reason'] {
  return { code, notice, detail, hint }
}

function phasesOf(run: RunRow, around: RunSurroundings): RunPhase[] {
  const stages = RUN_STAGES.filter(
    // A complete run has them too while it carries out what is left of a plan.
    (name) => run.strategy === 'pay-once' || !PAY_ONCE_STAGES.has(name) || name === run.stage,
  )
  const at = run.stage === null ? -1 : stages.indexOf(run.stage)
  return stages.map((name, index) => {
    const state = index < at ? 'done' : index === at ? 'running' : 'waiting'
    const etaSeconds = state === 'running' ? around.estimate.stageSeconds : null
    return { name, state, ...countOf(name, state, run, around), etaSeconds }
  })
}

function countOf(
  name: RunStage,
  state: RunPhase['state'],
  run: RunRow,
  { imagesWanted }: RunSurroundings,
): Pick<RunPhase, 'done' | 'total'> {
  const { media } = run.totals
  if (state === 'running' && run.progress !== null) {
    const { done, total } = run.progress
    // What is saved is one figure, whoever asks for it.
    return name === 'media' ? { done: media, total: Math.max(media, total) } : { done, total }
  }
  if (name === 'media' && state === 'waiting') return { done: 0, total: imagesWanted }
  if (name === 'media' && state === 'done') return { done: media, total: media }
  return { done: null, total: null }
}
