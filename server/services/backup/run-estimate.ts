/**
 * How fast a run is and how long it may still take. Nobody knows how many messages a mailbox holds, so time left goes by
 * the parts read so far and says nothing before that means anything; a limit that comes first ends it earlier. Images are
 * counted, and Microsoft sets their pace.
 */
import type { RunRow } from '../../books/runs.ts'
import type { MediaBacklog } from '../../catalog/recording-media.ts'
import type { Clock } from '../../domain/clock.ts'
import type { RunStage } from '../../domain/run.ts'
import { MEDIA_BUDGET_MS } from './fetch-media.ts'

/** Rate is taken over this span. */
const RATE_SPAN_MS = 10_000
/** Before so much time has gone and that share is done, time left would be a guess. */
const ETA_AFTER_MS = 5_000
const ETA_FROM_SHARE = 0.05
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

/** `left`: messages the month's limit still allows; null without one. */
export type Estimator = { estimate(run: RunRow, media: MediaBacklog, left: number | null): Estimate }

const NOTHING: Estimate = { rate: null, stageSeconds: null, runSeconds: null }

type Followed = {
  samples: { at: number; fetched: number }[]
  stage: RunStage | null
  /** When the stage will end, as far as that can be told. */
  endAt: number | null
  estimatedAt: number
  /** Of the stage, at that moment. */
  share: number
}

export function createEstimator(clock: Pick<Clock, 'now'>): Estimator {
  const followed = new Map<string, Followed>()
  return {
    estimate(run, media, left) {
      if (run.state !== 'running') {
        followed.delete(run.id)
        return NOTHING
      }
      const now = clock.now().getTime()
      const one = followed.get(run.id) ?? { samples: [], stage: run.stage, ...UNKNOWN }
      followed.set(run.id, one)
      if (one.stage !== run.stage) Object.assign(one, { stage: run.stage, ...UNKNOWN })
      one.samples = [
        ...one.samples.filter(({ at }) => at > now - RATE_SPAN_MS),
        { at: now, fetched: run.totals.fetched },
      ]
      if (now - one.estimatedAt >= ESTIMATE_EVERY_MS) estimateAnew(one, run, media, now)
      const rate = run.stage === 'messages' ? rateOf(one.samples, now) : null
      const stageSeconds = secondsTo(one.endAt, now)
      if (stageSeconds === null) return { rate, stageSeconds, runSeconds: null }
      const limitSeconds = rate && left !== null ? inSteps(left / rate) : Number.POSITIVE_INFINITY
      if (limitSeconds < stageSeconds) return { rate, stageSeconds: limitSeconds, runSeconds: limitSeconds }
      return { rate, stageSeconds, runSeconds: inSteps(stageSeconds + secondsOfImages(run.stage, media)) }
    },
  }
}

const UNKNOWN = { endAt: null, estimatedAt: 0, share: 0 } satisfies Partial<Followed>

/** Messages: only when a part was read, since how long one takes is not known before that. */
function estimateAnew(one: Followed, run: RunRow, media: MediaBacklog, now: number): void {
  const share = shareOf(run)
  if (run.stage === 'messages' && share === one.share && one.endAt !== null) return
  const moved = share > 0 ? (share - one.share) / share : 0
  one.endAt = smoothed(one.endAt, endOfStage(run, media, now), Math.max(NEW_SHARE, moved))
  one.estimatedAt = now
  one.share = share
}

function rateOf(samples: Followed['samples'], now: number): number | null {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined || now - first.at < 500) return null
  return Math.round(((last.fetched - first.fetched) * 1000) / (now - first.at))
}

function endOfStage(run: RunRow, media: MediaBacklog, now: number): number | null {
  if (run.stageStartedAt === null) return null
  const share = shareOf(run)
  const elapsed = now - run.stageStartedAt.getTime()
  const left = share > 0 ? (elapsed / share) * (1 - share) : 0
  // Even where none has come yet, the pace is known.
  if (run.stage === 'media') return now + Math.max(imagesSeconds(media) * 1000, left)
  return elapsed < ETA_AFTER_MS || share < ETA_FROM_SHARE ? null : now + left
}

/** What of the stage is done, 0 to 1. */
function shareOf({ progress }: RunRow): number {
  if (progress === null || progress.total === 0) return 0
  return progress.share ?? progress.done / progress.total
}

function smoothed(before: number | null, estimate: number | null, share: number): number | null {
  if (before === null || estimate === null) return estimate
  return before + (estimate - before) * share
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
