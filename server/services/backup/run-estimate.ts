/**
 * How fast a run is and how long it may still take. Nobody knows how many messages a mailbox holds, so time left goes by
 * the people done so far and says nothing before that means anything; images are counted, and Microsoft sets their pace.
 */
import type { RunRow } from '../../books/runs.ts'
import type { MediaBacklog } from '../../catalog/recording-media.ts'
import type { Clock } from '../../domain/clock.ts'
import { peopleOf, type RunStage } from '../../domain/run.ts'
import { MEDIA_BUDGET_MS } from './fetch-media.ts'

/** Rate is taken over this span. */
const RATE_SPAN_MS = 10_000
/** Before so much time has gone and that share of people is done, time left would be a guess. */
const ETA_AFTER_MS = 5_000
const ETA_FROM_SHARE = 0.1
/** How much of a new estimate is believed at once: a mailbox larger than those before it moves the end slowly. */
const NEW_SHARE = 0.3
/** Between two estimates: the followers of a run look several times a second. */
const ESTIMATE_EVERY_MS = 1_000
/** Shown in steps, so that it does not flicker. */
const STEP_SECONDS = 5
/** Images read at once (`fetch-media.ts`), one a second a chat (Learn: Teams throttling limits). */
const IMAGES_A_SECOND = 16

export type Estimate = {
  /** Messages a second; null outside of the messages. */
  readonly rate: number | null
  /** Of the stage under way, and of the whole run. Null where nothing sensible can be said. */
  readonly stageSeconds: number | null
  readonly runSeconds: number | null
}

export type Estimator = { estimate(run: RunRow, media: MediaBacklog): Estimate }

const NOTHING: Estimate = { rate: null, stageSeconds: null, runSeconds: null }

type Followed = {
  samples: { at: number; fetched: number }[]
  stage: RunStage | null
  /** When the stage will end, as far as that can be told. */
  endAt: number | null
  estimatedAt: number
}

export function createEstimator(clock: Pick<Clock, 'now'>): Estimator {
  const followed = new Map<string, Followed>()
  return {
    estimate(run, media) {
      if (run.state !== 'running') {
        followed.delete(run.id)
        return NOTHING
      }
      const now = clock.now().getTime()
      const one = followed.get(run.id) ?? { samples: [], stage: run.stage, endAt: null, estimatedAt: 0 }
      followed.set(run.id, one)
      if (one.stage !== run.stage) Object.assign(one, { stage: run.stage, endAt: null, estimatedAt: 0 })
      one.samples = [
        ...one.samples.filter(({ at }) => at > now - RATE_SPAN_MS),
        { at: now, fetched: run.totals.fetched },
      ]
      if (now - one.estimatedAt >= ESTIMATE_EVERY_MS) {
        one.endAt = smoothed(one.endAt, endOfStage(run, media, now))
        one.estimatedAt = now
      }
      const stageSeconds = secondsTo(one.endAt, now)
      return {
        rate: run.stage === 'messages' ? rateOf(one.samples, now) : null,
        stageSeconds,
        runSeconds: stageSeconds === null ? null : inSteps(stageSeconds + secondsOfImages(run.stage, media)),
      }
    },
  }
}

function rateOf(samples: Followed['samples'], now: number): number | null {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined || now - first.at < 500) return null
  return Math.round(((last.fetched - first.fetched) * 1000) / (now - first.at))
}

function endOfStage(run: RunRow, media: MediaBacklog, now: number): number | null {
  if (run.stageStartedAt === null) return null
  const counted = countedBy(run)
  const elapsed = now - run.stageStartedAt.getTime()
  if (run.stage === 'media') {
    // Even where none has come yet, the pace is known.
    const paced = imagesSeconds(media) * 1000
    return now + Math.max(paced, counted && counted.done > 0 ? left(counted, elapsed) : 0)
  }
  if (counted === undefined || elapsed < ETA_AFTER_MS) return null
  if (counted.done === 0 || counted.done < counted.total * ETA_FROM_SHARE) return null
  return now + left(counted, elapsed)
}

function left({ done, total }: { done: number; total: number }, elapsed: number): number {
  return (elapsed / done) * (total - done)
}

/** What the stage has done and has to do. People with nothing to read take no time and would make it look short. */
function countedBy(run: RunRow): { done: number; total: number } | undefined {
  if (run.stage !== 'messages') return run.progress ?? undefined
  const { total, read, failed, skipped } = peopleOf(run.totals)
  return { done: read + failed, total: total - skipped }
}

function smoothed(before: number | null, estimate: number | null): number | null {
  if (before === null || estimate === null) return estimate
  return before + (estimate - before) * NEW_SHARE
}

/** Null once the end has passed: it takes longer than could be told. */
function secondsTo(endAt: number | null, now: number): number | null {
  if (endAt === null || endAt <= now) return null
  return inSteps((endAt - now) / 1000)
}

function inSteps(seconds: number): number {
  return Math.ceil(seconds / STEP_SECONDS) * STEP_SECONDS
}

/** Images come after messages and chats: until then their time is still to be added. */
function secondsOfImages(stage: RunStage | null, media: MediaBacklog): number {
  return stage === 'messages' || stage === 'conversations' ? imagesSeconds(media) : 0
}

/** What is not fetched in the time there is for contents comes with the next run. */
function imagesSeconds({ wanted, largestChat }: MediaBacklog): number {
  return Math.min(Math.max(largestChat, wanted / IMAGES_A_SECOND), MEDIA_BUDGET_MS / 1000)
}
