import type { Notice } from './notice.ts'

/**
 * A backup run.
 *
 *   queued                 asked for; no worker has taken it yet → running, cancelled
 *   running                sources are being read → suspended, completed, completed-with-faults, failed, cancelled
 *   suspended              waits for something that passes (the month's limit, a long stop sign of Microsoft's; the reason says
 *                          which and until when); every position is kept → running (by itself then, or asked to), cancelled
 *   completed              every source was read to the end of its window
 *   completed-with-faults  the same, but some people or images could not be read; the next run tries them again
 *   failed                 could not go on at all (credential refused, archive not writable)
 *   cancelled              an operator stopped it; what was fetched is kept
 *
 * The last four are ends: a closed run has a run document and never moves again. One run per tenant is open at a time.
 */
export type RunState =
  | 'queued'
  | 'running'
  | 'suspended'
  | 'completed'
  | 'completed-with-faults'
  | 'failed'
  | 'cancelled'

const MOVES: Record<RunState, readonly RunState[]> = {
  queued: ['running', 'cancelled', 'failed'],
  running: ['suspended', 'completed', 'completed-with-faults', 'failed', 'cancelled'],
  suspended: ['running', 'cancelled'],
  completed: [],
  'completed-with-faults': [],
  failed: [],
  cancelled: [],
}

export function mayMove(from: RunState, to: RunState): boolean {
  return MOVES[from].includes(to)
}

export function isOpen(state: RunState): boolean {
  return MOVES[state].length > 0
}

/** In their order. */
export const RUN_STAGES = [
  'people',
  'chats',
  'messages',
  'coverage',
  'conversations',
  'media',
  'closing',
] as const
/** Those that only the strategy `pay-once` has. */
export const PAY_ONCE_STAGES: ReadonlySet<string> = new Set(['chats', 'coverage'])
export type RunStage = (typeof RUN_STAGES)[number]

export type Strategy = 'complete' | 'pay-once'

/**
 * Kinds of bad, after corso: a failure ends the run; a fault loses one thing, the rest goes on and the next run tries
 * again; a skip has a known, permanent cause from the closed list below; an alert lost nothing but a person should know.
 */
export type FaultKind = 'failure' | 'fault' | 'skip' | 'alert'

/** Closed list: well known, documented, permanent. A puzzling or passing error never becomes a skip. */
export const SKIP_CAUSES = [
  'no-mailbox',
  'no-licence',
  'media-notes-to-self',
  'media-foreign-tenant',
  'media-gone',
  'media-too-many',
] as const
export type SkipCause = (typeof SKIP_CAUSES)[number]

/** Skips of a whole person: an account that cannot chat, a room or a scanner say. */
export const LACKS = ['no-mailbox', 'no-licence'] as const satisfies readonly SkipCause[]

export type Fault = {
  readonly kind: FaultKind
  readonly subjectId: string | null
  readonly code: string
  /** Null in faults of before notices. */
  readonly notice: Notice | null
  readonly detail: string
  readonly hint: string
  /** The conversation it is about, by its id at Microsoft. */
  readonly chatId?: string | null
}

/**
 * What a run counted. `fetched` = rows Graph returned; `added` + `revised` = archived versions; the rest `unchanged`.
 * Of `subjects`, `subjectsDone` are finished with: read to the end, skipped (nothing to export, for a known reason) or
 * failed. The rest waits (`peopleOf`).
 */
export type RunTotals = {
  subjects: number
  subjectsDone: number
  subjectsSkipped: number
  subjectsFailed: number
  fetched: number
  charged: number
  added: number
  revised: number
  unchanged: number
  media: number
  faults: number
}

/** Where one person of a run stands. */
export type RunPersonState = 'read' | 'skipped' | 'failed' | 'waiting'

/** How the people of a run divide. The one place that counts them: the parts always add up to `total`. */
export function peopleOf({
  subjects,
  subjectsDone,
  subjectsSkipped,
  subjectsFailed,
}: Pick<RunTotals, 'subjects' | 'subjectsDone' | 'subjectsSkipped' | 'subjectsFailed'>): Record<
  RunPersonState | 'total',
  number
> {
  return {
    total: subjects,
    read: subjectsDone - subjectsSkipped - subjectsFailed,
    skipped: subjectsSkipped,
    failed: subjectsFailed,
    waiting: subjects - subjectsDone,
  }
}

/** `setup`: the first backup, started at the end of a setup. */
export type RunTrigger = 'manual' | 'schedule' | 'setup'
