/** What every stage of a run works with, and how it says that something went wrong. */

import type { TenantArchive } from '../../archive/archive.ts'
import type { RunRow, Runs } from '../../books/runs.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import { notice, type PlainCode } from '../../domain/notice.ts'
import type { Fault, SkipCause } from '../../domain/run.ts'
import type { Suspension } from '../../domain/suspension.ts'
import { toVaultError, type VaultError } from '../../domain/vault-error.ts'
import { WINDOW_LAG_MS } from '../../domain/window.ts'
import type { Graph } from '../../graph/graph.ts'
import type { MicrosoftTime } from '../../graph/microsoft-time.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { askMicrosoftTime } from './ask-microsoft-time.ts'
import type { Committer } from './committer.ts'
import { createOutage, type Outage } from './outage.ts'
import { createPageSize, type PageSize, SMALLEST_PAGE } from './page-size.ts'
import type { SourcePlan } from './pay-once/plan.ts'
import { SKIP_HINTS } from './skip-hints.ts'
import { suspensionOf } from './suspensions.ts'

/** Of something in a conversation whose sentence needs no more than its cause. */
export type ContentSkip = SkipCause & PlainCode

type FaultWords = Pick<Fault, 'code' | 'notice' | 'detail' | 'hint'>

/** What a fault says of an error. */
export function faultWords({ code, notice: cause, message, hint }: VaultError): FaultWords {
  return { code, notice: cause, detail: message, hint }
}

/** Why a run stops before its end: an operator, something to wait for, the server shutting down, or a failure of another lane. */
export type StopCause = 'cancelled' | 'interrupted' | 'failed' | Suspension

export type RunWork = {
  readonly run: RunRow
  readonly workerId: string
  /** Sources read at once. */
  readonly lanes: number
  readonly database: Database
  readonly runs: Runs
  readonly clock: Clock
  readonly graph: Graph
  readonly archive: TenantArchive
  readonly committer: Committer
  /** A limit may end the month before everyone is read: everyone's newest messages come first. */
  readonly newestFirst: boolean
  /** What a mailbox is asked for by the strategy; undefined: everything. */
  planned(subjectId: string): SourcePlan | undefined
  readonly time: Pick<MicrosoftTime, 'isFresh' | 'earliest' | 'leadMs'>
  /** Microsoft's time now, at the earliest; our own, with an alert, where its answers tell none. May ask Microsoft. */
  microsoftNow(): Promise<Date>
  /** Windows are read up to here at least: when this part of the run began to read. */
  upTo(): Promise<Date>
  readonly outage: Outage
  readonly pageSize: PageSize
  /** Ends waiting (fence, limiter, back-off) when the run stops; a request under way is always finished and booked. */
  readonly signal: AbortSignal
  stopped(): StopCause | undefined
  stop(cause: StopCause): void
  /**
   * Suspends the run when what was thrown is to be waited for (the limit, a long stop sign, `MustWait`), and answers whether
   * it did. Asked before a failure counts as anybody's.
   */
  waitsFor(thrown: unknown): boolean
  /** Records the loss of one thing; throws what no other person could be read with either. */
  fault(thrown: unknown, subjectId: string | null, attempted: string): Promise<void>
  /** The same of a picture or other content of a message. */
  contentFault(thrown: unknown, attempted: string, chatId: string): Promise<void>
  /** Of something in a conversation. */
  skip(cause: ContentSkip, detail: string, chatId: string): Promise<void>
  alert(
    what: Pick<Fault, 'code' | 'notice'>,
    detail: string,
    hint: string,
    subjectId: string | null,
  ): Promise<void>
}

type Given = Omit<
  RunWork,
  | 'microsoftNow'
  | 'upTo'
  | 'outage'
  | 'pageSize'
  | 'signal'
  | 'stopped'
  | 'stop'
  | 'waitsFor'
  | 'fault'
  | 'contentFault'
  | 'skip'
  | 'alert'
>

export function createRunWork(given: Given): RunWork {
  const controller = new AbortController()
  let cause: StopCause | undefined
  const stop = (because: StopCause) => {
    cause ??= because
    controller.abort(new Error(`The run is ${typeof because === 'string' ? because : 'suspended'}`))
  }
  const waitsFor = (thrown: unknown) => {
    const suspension = suspensionOf(thrown, given.clock.now())
    if (suspension !== undefined) stop(suspension)
    return suspension !== undefined
  }
  const alert: RunWork['alert'] = (what, detail, hint, subjectId) =>
    given.runs.addFault(given.run, { kind: 'alert', subjectId, ...what, detail, hint })
  const lose = async (thrown: unknown, attempted: string, faultOf: (words: FaultWords) => Fault) => {
    if (waitsFor(thrown) || (cause !== undefined && isAbort(thrown, controller.signal))) return
    const error = toVaultError(thrown, attempted)
    if (endsRun(thrown)) throw error
    await given.runs.addFault(given.run, faultOf(faultWords(error)))
  }
  const ask = askMicrosoftTime(given.time, given.graph, controller.signal)
  let upTo: Date | undefined
  let unchecked = false
  const microsoftNow = async () => {
    const now = await ask()
    if (now !== undefined) return now
    if (!unchecked) {
      unchecked = true
      await alert(
        { code: 'clock-unchecked', notice: notice('clock-unchecked') },
        UNCHECKED,
        UNCHECKED_HINT,
        null,
      )
    }
    return given.clock.now()
  }
  return {
    ...given,
    microsoftNow,
    async upTo() {
      upTo ??= new Date((await microsoftNow()).getTime() - WINDOW_LAG_MS)
      return upTo
    },
    committer: {
      async commit(handed) {
        const answer = await given.committer.commit(handed)
        if (answer.cancelRequested) stop('cancelled')
        return answer
      },
    },
    outage: createOutage(),
    pageSize: createPageSize(given.clock, given.newestFirst ? SMALLEST_PAGE : undefined),
    signal: controller.signal,
    stopped: () => cause,
    stop,
    waitsFor,
    fault: (thrown, subjectId, attempted) =>
      lose(thrown, attempted, (words) => ({ kind: 'fault', subjectId, ...words })),
    contentFault: (thrown, attempted, chatId) =>
      lose(thrown, attempted, ({ notice: because, ...words }) => ({
        kind: 'fault',
        subjectId: null,
        chatId,
        ...words,
        notice: because ? notice('media-failed', { because }) : null,
      })),
    skip: (code, detail, chatId) =>
      given.runs.addFault(given.run, {
        kind: 'skip',
        subjectId: null,
        chatId,
        code,
        notice: notice(code),
        detail,
        hint: SKIP_HINTS[code],
      }),
    alert,
  }
}

const UNCHECKED =
  'The answers from Microsoft 365 have no date, so this backup relies on this server’s clock without a check.'
const UNCHECKED_HINT =
  'A proxy between this server and Microsoft removes the header "Date". Let it pass. Until then, keep the clock right with a time server.'

/** Credential, billing and our own storage: everyone else would fail in the same way. */
export function endsRun(thrown: unknown): boolean {
  return !(thrown instanceof GraphError) || thrown.reach === 'tenant'
}

/** Waiting that was ended by the run's own signal, however the one who waited says so. */
export function isAbort(thrown: unknown, signal: AbortSignal): boolean {
  return (
    signal.aborted && (thrown === signal.reason || (thrown instanceof Error && thrown.name === 'AbortError'))
  )
}

/** After a crash or a short suspension the window under way is recent enough; another would re-read the overlap for it. */
const SAME_RUN_MS = 60 * 60_000

/** What is newer than this was read by this run. */
export async function newSince(work: Pick<RunWork, 'upTo'>): Promise<Date> {
  return new Date((await work.upTo()).getTime() - SAME_RUN_MS)
}

/** Written to the books at most so often: it is for people who watch. */
export const PROGRESS_EVERY_MS = 500

/** Called after each thing of a stage that has `total` of them: says how far it is. */
export function countProgress(
  work: Pick<RunWork, 'run' | 'runs' | 'clock'>,
  total: number,
): () => Promise<void> {
  let done = 0
  let saidAt = 0
  return async () => {
    done += 1
    const now = work.clock.now().getTime()
    if (done < total && now - saidAt < PROGRESS_EVERY_MS) return
    saidAt = now
    await work.runs.setProgress(work.run.id, { done: Math.min(done, total), total })
  }
}
