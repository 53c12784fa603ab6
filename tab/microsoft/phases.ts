/**
 * The phases of one piece of work in Microsoft 365: what is known in each, and which may follow which.
 *
 *   ready → signing-in → running → done        rights returned, token forgotten
 *                          running → stopped   a call failed; the token is kept for what is decided next
 *   stopped → running (again | something else) | leaving → ready
 *
 * A job that needs a choice, or a yes to what it found, signs in and looks first:
 *   ready → signing-in → running → holding → running …
 */
import type { SignInFailed } from '../auth/token-source.ts'
import type { Job, Progress } from './job.ts'
import type { Wait } from './patience.ts'
import type { Compared } from './setup/compare.ts'
import type { Row } from './setup/steps.ts'

/** What is done, or was done last. Without a job someone only looks. */
export interface Task {
  name: string
  job?: Job
}

interface AtRest {
  phase: 'ready' | 'holding' | 'stopped' | 'done'
  task?: Task | undefined
  rows: readonly Row[]
  /** Why it stopped, why no one signed in, or why the last click did nothing. */
  failure?: unknown
  /** While it holds: what would be deleted, for anyone who is to say yes to it. */
  question?: readonly Compared[] | undefined
}

interface AtWork {
  phase: 'running' | 'leaving'
  task?: Task | undefined
  rows: readonly Row[]
  /** What is being waited for at this moment. */
  wait?: Wait | undefined
  progress?: Progress | undefined
}

interface SigningIn {
  phase: 'signing-in'
  task: Task
  /** No one waits for the answer any more. */
  giveUp(why: SignInFailed): void
}

export type State = AtRest | AtWork | SigningIn
export type Phase = State['phase']

const BEGIN: readonly Phase[] = ['signing-in', 'running', 'leaving']

const MOVES: Readonly<Record<Phase, readonly Phase[]>> = {
  ready: [...BEGIN, 'ready'],
  'signing-in': ['running', 'stopped', 'ready'],
  running: ['holding', 'stopped', 'done'],
  holding: [...BEGIN, 'ready'],
  stopped: [...BEGIN, 'ready'],
  leaving: ['ready'],
  // An answer that comes late, in a window that was given up, is removed also then.
  done: [...BEGIN, 'ready'],
}

/** The next state, if it may follow: it is a defect of ours if it may not. */
export function moved(from: State, to: State): State {
  if (!MOVES[from.phase].includes(to.phase))
    throw new Error(`From ${from.phase} nothing leads to ${to.phase}.`)
  return to
}

/** Something continues that must not be disturbed by another click. */
export function isAtWork(state: State): state is AtWork | SigningIn {
  return state.phase === 'signing-in' || state.phase === 'running' || state.phase === 'leaving'
}

/** What screens show of it. */
export interface Work {
  phase: Phase
  /** The name of what is done, or was done last. */
  job: string | undefined
  rows: readonly Row[]
  wait: Wait | undefined
  /** What our server hears from Microsoft at this moment. */
  progress: Progress | undefined
  failure: unknown
  question: readonly Compared[] | undefined
  /** Who has granted permissions that aren’t removed yet, as far as this page knows. */
  granted: readonly string[]
}

export function workOf(state: State, granted: readonly string[]): Work {
  const work = { phase: state.phase, job: state.task?.name, granted }
  const nothing = { rows: [], wait: undefined, progress: undefined, failure: undefined, question: undefined }
  switch (state.phase) {
    case 'signing-in':
      return { ...work, ...nothing }
    case 'running':
    case 'leaving':
      return { ...work, ...nothing, rows: state.rows, wait: state.wait, progress: state.progress }
    default:
      return { ...work, ...nothing, rows: state.rows, failure: state.failure, question: state.question }
  }
}
