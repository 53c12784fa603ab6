/** Runs, their people, their faults. */
import { z } from 'zod'
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

export const RunStage = z.enum(['people', 'messages', 'conversations', 'media', 'closing'])
export type RunStage = z.infer<typeof RunStage>

/** One part of a run. What it counts: people in `people` and `messages`, chats, images; null where that is not known. */
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
export const Run = z.object({
  id: z.string(),
  state: RunState,
  strategy: z.enum(['complete', 'pay-once']),
  trigger: z.enum(['manual', 'schedule']),
  requestedBy: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Why it is suspended, failed or cancelled, in words, with what to do. */
  reason: z.object({ code: z.string(), notice, detail: z.string(), hint: z.string() }).nullable(),
  /** When a suspended run goes on by itself; null in every other state. */
  resumesAt: instant.nullable(),
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
  etaSeconds: z.number().nullable(),
  /** Until when Microsoft asked every caller of this tenant to wait; null when nobody waits. */
  fencedUntil: instant.nullable(),
  /** "0.00" while Microsoft charges nothing; the last published price is there all the same. */
  cost: z.string(),
  currency: z.string(),
  pricePerMessage: z.string(),
  regime: Regime,
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
  strategy: z.enum(['complete', 'pay-once']).default('complete'),
  subjectIds: z.array(z.string()).min(1).max(100_000).optional(),
})
export type StartRun = z.input<typeof StartRun>

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
