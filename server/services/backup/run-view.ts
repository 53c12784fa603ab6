/** A run as the API shows it: the books' row with rate, time left and money. */
import type { Price } from '../../books/ledger.ts'
import type { RunRow } from '../../books/runs.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { costOf } from '../../domain/money.ts'
import type { Run } from '../../http/contract.ts'

/** Rate is taken over this span. */
const RATE_SPAN_MS = 10_000
/** Before that share of people is done, time left would be a guess. */
const ETA_FROM_SHARE = 0.02

/** Follows `fetched` of runs over time, to say how fast they are. */
export type RateMeter = { sample(run: RunRow): number | null }

export function createRateMeter(clock: Clock): RateMeter {
  const samples = new Map<string, { at: number; fetched: number }[]>()
  return {
    sample(run) {
      if (run.state !== 'running') {
        samples.delete(run.id)
        return null
      }
      const now = clock.now().getTime()
      const kept = (samples.get(run.id) ?? []).filter(({ at }) => at > now - RATE_SPAN_MS)
      kept.push({ at: now, fetched: run.totals.fetched })
      samples.set(run.id, kept)
      return rateOf(kept, now)
    },
  }
}

function rateOf(samples: readonly { at: number; fetched: number }[], now: number): number | null {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined || now - first.at < 500) return null
  return Math.round(((last.fetched - first.fetched) * 1000) / (now - first.at))
}

export type RunSurroundings = {
  readonly now: Date
  readonly rate: number | null
  readonly fencedUntil: Date | undefined
  /** Of the month the run began in. */
  readonly quota: Price
}

export function viewRun(run: RunRow, { now, rate, fencedUntil, quota }: RunSurroundings): Run {
  const { id, state, strategy, trigger, requestedBy, stage, reason, totals, documentDigest } = run
  const running = state === 'running'
  return {
    id,
    state,
    strategy,
    trigger,
    requestedBy,
    createdAt: toInstant(run.createdAt),
    startedAt: run.startedAt && toInstant(run.startedAt),
    endedAt: run.endedAt && toInstant(run.endedAt),
    reason: reason && { code: reason.code, detail: reason.detail, hint: reason.hint },
    resumesAt: state === 'suspended' ? (reason?.resumesAt ?? null) : null,
    stage: running ? stage : null,
    totals,
    // Topics and images come after the messages and have a pace of their own.
    rate: stage === 'messages' ? rate : null,
    etaSeconds: running ? etaSeconds(run, now) : null,
    fencedUntil: running && fencedUntil !== undefined && fencedUntil > now ? toInstant(fencedUntil) : null,
    cost: quota.regime === 'metered' ? costOf(totals.charged, quota.pricePerMessage) : '0.00',
    currency: quota.currency,
    documentDigest,
  }
}

/** From the people done so far: nobody knows how many messages the others have. */
function etaSeconds({ totals: { subjects, subjectsDone }, startedAt }: RunRow, now: Date): number | null {
  if (startedAt === null || subjectsDone === 0 || subjectsDone < subjects * ETA_FROM_SHARE) return null
  const elapsed = (now.getTime() - startedAt.getTime()) / 1000
  return Math.round((elapsed / subjectsDone) * (subjects - subjectsDone))
}
