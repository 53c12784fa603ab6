/**
 * Runs and positions. One function moves a run's state (`move`), along the moves of domain/run.ts; one open run a tenant,
 * held by a unique index. A source is claimed by one live worker at a time, and only its claimant moves its position.
 */

import type { Session } from '../database/database.ts'
import type { RunCoverage } from '../domain/coverage.ts'
import type { Notice } from '../domain/notice.ts'
import type {
  Fault,
  RunPersonState,
  RunStage,
  RunState,
  RunTotals,
  RunTrigger,
  Strategy,
} from '../domain/run.ts'
import type { Senders } from '../domain/senders.ts'
import type { ForecastMessages } from './forecasts.ts'

/** `notice`: absent in those of before notices. */
export type RunReason = {
  readonly code: string
  readonly notice: Notice | null | undefined
  readonly detail: string
  readonly hint: string
  /** Of a suspended run: when it goes on by itself. */
  readonly resumesAt?: string
  /** Of one whose pages could not be written down: how often in a row. */
  readonly waits?: number
}

/**
 * How far a stage is, in things of its kind: parts of mailboxes, people, images. `share`: of its work, 0 to 1, since the
 * stage began here; absent where all of its things are alike.
 */
export type Progress = { readonly done: number; readonly total: number; readonly share?: number }

export type RunRow = {
  readonly id: string
  readonly tenantId: string
  readonly state: RunState
  readonly strategy: Strategy
  readonly trigger: RunTrigger
  /** Planned for an instant at which no process was there to start it. */
  readonly late: boolean
  /** What it was expected to read when it was started; null where no one had asked. */
  readonly forecast: ForecastMessages | null
  readonly requestedBy: string | null
  /** Null: everyone in scope. */
  readonly subjectIds: readonly string[] | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
  readonly stage: RunStage | null
  readonly stageStartedAt: Date | null
  readonly progress: Progress | null
  /** How long it has waited suspended, without the wait it is in; that one's beginning, null in every other state. */
  readonly suspendedMs: number
  readonly suspendedAt: Date | null
  readonly reason: RunReason | null
  readonly cancelRequested: boolean
  readonly totals: RunTotals
  readonly documentDigest: string | null
  /** Of a run that paid once and has compared what it archived with the chats. */
  readonly coverage: RunCoverage | null
}

/** The latest fault of a person. `notice`: absent in those of before notices. */
export type LastFault = Pick<Fault, 'code' | 'notice' | 'detail' | 'hint'>

/** A person of a run as lists show them. `fault`: the latest that stands, of this run or an earlier one. */
export type RunPersonRow = {
  readonly subjectId: string
  readonly displayName: string
  readonly watermark: Date | null
  readonly recentFrom: Date | null
  readonly fault: LastFault | null
}

/**
 * A source as it stands: inside a window, or between two. Everything up to the watermark is read. Where it is read newest
 * first, so is what lies between `recentFrom` and `recentTo`; both are null otherwise.
 */
export type SourceState = {
  readonly subjectId: string
  readonly watermark: Date | null
  readonly recentFrom: Date | null
  readonly recentTo: Date | null
  readonly windowFrom: Date | null
  readonly windowTo: Date | null
  readonly cursor: string | null
  readonly top: number | null
  /** Whose messages everything read so far holds, and those of the window under way. */
  readonly asked: Senders
  readonly windowSenders: Senders
  readonly windowIsGap: boolean
}

/** A window that a source begins to read. `isGap`: it reads further back for more senders, below the watermark. */
export type NewWindow = {
  readonly from: Date
  readonly to: Date
  readonly senders: Senders
  readonly isGap: boolean
}

export type Runs = {
  /** `created: false` answers the open run instead (queued, running or suspended). `within`: the transaction it belongs to. */
  start(
    run: {
      id: string
      tenantId: string
      strategy: Strategy
      trigger: RunTrigger
      /** Left out: no. */
      late?: boolean
      requestedBy: string | null
      subjectIds: readonly string[] | null
    },
    within?: Session,
  ): Promise<{ run: RunRow; created: boolean }>
  find(tenantId: string, runId: string): Promise<RunRow | undefined>
  findOpen(tenantId: string): Promise<RunRow | undefined>
  /** All tenants' open runs: what start-up resumes. */
  listOpen(): Promise<RunRow[]>
  /** Ended runs no document tells of, oldest first: their archive could not be written. */
  listWithoutDocument(tenantId: string): Promise<RunRow[]>
  /** An ended run got its document later. */
  noteDocument(runId: string, digest: string): Promise<void>
  list(tenantId: string, page: { limit: number; before?: string }): Promise<RunRow[]>
  /**
   * Makes this worker the one that works on the run: when nobody does, it does already, or its worker is gone; not while
   * messages are being removed, which hands the run over again in the end. Leaving
   * `running` gives the run up; `disown` does so while it stays running (shutdown).
   */
  own(runId: string, workerId: string, liveWorkerIds: readonly string[]): Promise<boolean>
  disown(runId: string, workerId: string): Promise<void>
  /**
   * Moves the state when it is `from` now; false when another worker was faster. Ends set `endedAt`; leaving
   * `suspended` clears the reason.
   */
  move(
    runId: string,
    from: RunState,
    to: RunState,
    change?: { reason?: RunReason | null; documentDigest?: string; workerId?: string },
  ): Promise<boolean>
  /** What a suspended run goes on by; nothing of one that is at work or has ended. */
  setStrategy(runId: string, strategy: Strategy): Promise<void>
  setStage(runId: string, stage: RunStage): Promise<void>
  /** What it is expected to read; a run that was given a forecast keeps the one it has. */
  keepForecast(runId: string, messages: ForecastMessages): Promise<void>
  /** Asks a run that only fetches contents to close and leave the others to the next one; false when it is elsewhere. */
  endMedia(runId: string): Promise<boolean>
  /** How far the stage under way is, in things of its kind. */
  setProgress(runId: string, progress: Progress): Promise<void>
  requestCancel(tenantId: string, runId: string, within?: Session): Promise<RunRow | undefined>

  /** Adds people to the run in the order they are read in; those there already stay as they are. */
  addSources(run: Pick<RunRow, 'id' | 'tenantId'>, wanted: NewSources): Promise<void>
  /**
   * The next pending source, now this worker's; undefined when none is pending, or, where all advance `together`, when the
   * others are still at an earlier turn.
   */
  claimSource(
    run: Pick<RunRow, 'id' | 'tenantId'>,
    workerId: string,
    options?: { readonly together: boolean },
  ): Promise<SourceState | undefined>
  /** Writes the window a source begins to read. */
  openWindow(tenantId: string, subjectId: string, window: NewWindow): Promise<void>
  /** These people of the run are read once more: there is more to ask their mailboxes for. They remain counted as done. */
  readAgain(run: Pick<RunRow, 'id' | 'tenantId'>, subjectIds: readonly string[]): Promise<void>
  setCoverage(runId: string, coverage: RunCoverage): Promise<void>
  /**
   * Ends a claimed source: read (`done`), skipped or faulted, which counts it in `subjects_done`, or given back: `pending`
   * as it stands (suspended, cancelled), `later` behind those who have had fewer turns. Throws `source-not-claimed` when
   * the claim is not this worker's any more.
   */
  releaseSource(
    run: Pick<RunRow, 'id' | 'tenantId'>,
    subjectId: string,
    workerId: string,
    to: SourceEnd,
    fault?: Fault,
  ): Promise<void>
  /** Gives sources claimed by workers that are gone (see `Ledger.settleOrphans`), or still by the owner, back to pending. */
  releaseOrphanSources(runId: string, ownerId: string, liveWorkerIds: readonly string[]): Promise<number>
  countSources(runId: string): Promise<SourceCounts>
  /** How many turns the people of the run have had, and where those stand who are not finished with. */
  listUnread(run: Pick<RunRow, 'id' | 'tenantId'>): Promise<{ turnsDone: number; sources: SourceState[] }>
  /** The people of the run in that state, by name. */
  listPeople(
    run: Pick<RunRow, 'id' | 'tenantId'>,
    state: RunPersonState,
    page: { limit: number; after?: { name: string; id: string } | undefined },
  ): Promise<RunPersonRow[]>
  /** The next segment sequence number of a run, never given twice. */
  nextSegmentSequence(runId: string): Promise<number>

  /** Records a fault and counts it (alerts and skips are recorded, only failures and faults are counted). */
  addFault(run: Pick<RunRow, 'id' | 'tenantId'>, fault: Fault): Promise<void>
  listFaults(
    tenantId: string,
    runId: string,
    page: { limit: number; after?: number },
  ): Promise<(Fault & { no: number; at: Date })[]>
}

export type NewSources = {
  readonly subjectIds: readonly string[]
  /** Of them, who is read before everyone else. */
  readonly firstIds?: readonly string[]
}

/** `pending` gives a source back as it stands, `later` behind those who have had fewer turns. */
export type SourceEnd = 'done' | 'skipped' | 'faulted' | 'pending' | 'later'

export type SourceCounts = {
  pending: number
  claimed: number
  done: number
  skipped: number
  faulted: number
}
