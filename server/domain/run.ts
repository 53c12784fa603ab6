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

export type RunStage = 'people' | 'messages' | 'conversations' | 'media' | 'closing'

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

export type Fault = {
  readonly kind: FaultKind
  readonly subjectId: string | null
  readonly code: string
  readonly detail: string
  readonly hint: string
}

/** What a run counted. `fetched` = rows Graph returned; `added` + `revised` = archived versions; the rest `unchanged`. */
export type RunTotals = {
  subjects: number
  subjectsDone: number
  fetched: number
  charged: number
  added: number
  revised: number
  unchanged: number
  media: number
  faults: number
}

export type RunTrigger = 'manual' | 'schedule'
