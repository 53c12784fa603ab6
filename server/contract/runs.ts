/** Runs, their people, their faults. */
import { z } from 'zod'
import { RUN_STAGES } from '../domain/run.ts'
import { count, instant, PageQuery } from './fields.ts'
import { notice } from './notice.ts'
import { Regime } from './quota.ts'

export const RunState = z.enum([
  'queued',
  'running',
  'suspended',
  'completed',
  'completed-with-faults',
  'failed',
  'cancelled',
])
export type RunState = z.infer<typeof RunState>

/** `complete` reads every mailbox's copy of each message, `pay-once` each message from one mailbox. */
export const Strategy = z.enum(['complete', 'pay-once'])
export type Strategy = z.infer<typeof Strategy>

export const RunStage = z.enum(RUN_STAGES)
export type RunStage = z.infer<typeof RunStage>

/**
 * One stage of a run. What it counts, null where that is not known: in `messages` parts, of which each person has one, or
 * several under a limit (windows of time, newest first); in `conversations` people; in `media` images, saved of found.
 */
export const RunPhase = z.object({
  name: RunStage,
  state: z.enum(['waiting', 'running', 'done']),
  done: count.nullable(),
  total: count.nullable(),
  /** Null where nothing sensible can be said. */
  etaSeconds: z.number().nullable(),
})
export type RunPhase = z.infer<typeof RunPhase>

/** Also one event of `GET /api/runs/{id}/events`: `event: run`, `data:` this. The stream ends with the run. */
/** A kind of content that a backup doesn't ask for or isn't permitted to, and why. */
export const NotCovered = z.object({ what: z.string(), why: z.string(), count: count.optional() })

export const Run = z.object({
  id: z.string(),
  state: RunState,
  strategy: Strategy,
  /** `setup`: started at the end of a setup. */
  trigger: z.enum(['manual', 'schedule', 'setup']),
  /** A scheduled one that was due while Chatvault was stopped. */
  late: z.boolean(),
  /** Messages it was expected to read when it was started; null where no one had asked. */
  forecast: z.object({ low: count, likely: count, high: count }).nullable(),
  requestedBy: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Why it is suspended, failed or cancelled, in words, with what to do. */
  reason: z.object({ code: z.string(), notice, detail: z.string(), hint: z.string() }).nullable(),
  /** When a suspended run goes on by itself; null in every other state. */
  resumesAt: instant.nullable(),
  /** How long it has been suspended in all, without the wait it is in: nothing of that is work. */
  suspendedSeconds: count,
  /** Since when a suspended run waits; null in every other state. */
  suspendedAt: instant.nullable(),
  /** What it is doing now. */
  stage: RunStage.nullable(),
  /** In their order; empty before the run has begun and after it has ended. */
  phases: z.array(RunPhase),
  /**
   * Of `subjects`, `subjectsDone` are finished with and `subjectsWaiting` are not. Finished with are those read to the
   * end (`subjectsRead`), those with nothing to read (`subjectsSkipped`) and those that could not be read
   * (`subjectsFailed`).
   */
  totals: z.object({
    subjects: count,
    subjectsDone: count,
    subjectsRead: count,
    subjectsSkipped: count,
    subjectsFailed: count,
    subjectsWaiting: count,
    fetched: count,
    charged: count,
    added: count,
    revised: count,
    unchanged: count,
    media: count,
    faults: count,
  }),
  /** Messages per second over the last ten seconds of the run; null while it does not run. */
  rate: z.number().nullable(),
  /** Until it ends or meets the month's limit, whichever comes first. Null where nothing sensible can be said. */
  etaSeconds: z.number().nullable(),
  /** Until when Microsoft asked every caller of this tenant to wait; null when nobody waits. */
  fencedUntil: instant.nullable(),
  /** "0.00" while Microsoft charges nothing; the last published price is there all the same. */
  cost: z.string(),
  currency: z.string(),
  pricePerMessage: z.string(),
  regime: Regime,
  /** What comparing the archive with the chats has found; null before, and of a run that reads every copy. */
  coverage: z
    .object({
      complete: z.boolean(),
      /** Chats that were compared. */
      checked: count,
      /** Messages that the chats have and the archive lacks. */
      missing: count,
      notCovered: z.array(NotCovered),
    })
    .nullable(),
  /** SHA-256 of the run document, once it is closed. */
  documentDigest: z.string().nullable(),
})
export type Run = z.infer<typeof Run>

export const RunPersonState = z.enum(['read', 'skipped', 'failed', 'waiting'])
export type RunPersonState = z.infer<typeof RunPersonState>

export const RunPeopleQuery = PageQuery.extend({ state: RunPersonState })

/** A person of a run, with what is archived of theirs now. */
export const RunPerson = z.object({
  subjectId: z.string(),
  displayName: z.string(),
  state: RunPersonState,
  watermark: instant.nullable(),
  recentFrom: instant.nullable(),
  /** Why, of somebody skipped or failed. */
  fault: z.object({ code: z.string(), notice, detail: z.string(), hint: z.string() }).nullable(),
})
export type RunPerson = z.infer<typeof RunPerson>

export const StartRun = z.strictObject({
  /** Left out: as chosen for the tenant, and of a suspended run what it was. Another one is what a suspended run goes on with. */
  strategy: Strategy.optional(),
  subjectIds: z.array(z.string()).min(1).max(100_000).optional(),
  /** Where someone started it; left out: `manual`. */
  trigger: z.enum(['manual', 'setup']).optional(),
})
export type StartRun = z.input<typeof StartRun>

export const SetStrategy = z.strictObject({ strategy: Strategy })
export type SetStrategy = z.infer<typeof SetStrategy>

export const StrategyChoice = z.object({
  /** Of backups that are started without one. */
  strategy: Strategy,
  /** Messages of the archive, and how many copies of them stand in people's mailboxes; null while nothing is archived. */
  archived: z.object({ messages: count, copies: count }).nullable(),
})
export type StrategyChoice = z.infer<typeof StrategyChoice>

export const Started = z.object({ id: z.string() })
export type Started = z.infer<typeof Started>

export const RunFault = z.object({
  subjectId: z.string().nullable(),
  subjectName: z.string().nullable(),
  /** Of what belongs to a conversation and not to a person: an image. Its topic, or who takes part. */
  conversationId: z.string().nullable(),
  conversationName: z.string().nullable(),
  kind: z.enum(['failure', 'fault', 'skip', 'alert']),
  code: z.string(),
  notice,
  detail: z.string(),
  hint: z.string(),
  at: instant,
})
export type RunFault = z.infer<typeof RunFault>
