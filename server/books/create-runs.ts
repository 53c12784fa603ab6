import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { isOpen, mayMove } from '../domain/run.ts'
import { VaultError } from '../domain/vault-error.ts'
import { areRunsBlocked } from './removals.ts'
import {
  claimPendingSource,
  countRunSources,
  countSourceDone,
  endClaim,
  insertSources,
  listRunSources,
  listUnreadSources,
  returnDoneSources,
  returnOrphanSources,
  updateSourceOutcome,
  updateWindow,
} from './run-source-statements.ts'
import {
  countUpSegments,
  disownRun,
  findOpenRun,
  findRun,
  insertFault,
  insertRun,
  keepForecast,
  listOpenRuns,
  listRunFaults,
  listRuns,
  listRunsWithoutDocument,
  lockVaultOfRun,
  markCancelRequested,
  noteRunDocument,
  ownRun,
  updateMediaToClosing,
  updateRunCoverage,
  updateRunProgress,
  updateRunStage,
  updateRunState,
  updateRunStrategy,
} from './run-statements.ts'
import type { Runs } from './runs.ts'

export function createRuns({ kysely }: Pick<Database, 'kysely'>, clock: Clock): Runs {
  /** The open run may close between the refused insert and the look at it: then the insert is tried again. */
  const start: Runs['start'] = async (wanted, within = kysely) => {
    for (;;) {
      const created = await insertRun(within, wanted, clock.now())
      if (created !== undefined) return { run: created, created: true }
      const open = await findOpenRun(within, wanted.tenantId)
      if (open !== undefined) return { run: open, created: false }
    }
  }

  const move: Runs['move'] = async (runId, from, to, change = {}) => {
    if (!mayMove(from, to)) throw new Error(`A run never moves from ${from} to ${to}`)
    const reason = from === 'suspended' ? (change.reason ?? null) : change.reason
    return updateRunState(kysely, {
      runId,
      from,
      to,
      at: clock.now(),
      ends: !isOpen(to),
      reason,
      documentDigest: change.documentDigest,
      workerId: change.workerId,
    })
  }

  const releaseSource: Runs['releaseSource'] = async (run, subjectId, workerId, to, fault) => {
    await kysely.transaction().execute(async (trx) => {
      const ended = await endClaim(trx, run, { subjectId, workerId, to })
      if (ended === undefined) throw notClaimed(subjectId, workerId)
      if (fault !== undefined) await insertFault(trx, run, fault, clock.now())
      if (to === 'pending' || to === 'later') return
      await countSourceDone(trx, run, { to, again: ended.again })
      await updateSourceOutcome(trx, run.tenantId, subjectId, { to, at: clock.now(), fault })
    })
  }

  return {
    start,
    find: (tenantId, runId) => findRun(kysely, tenantId, runId),
    findOpen: (tenantId) => findOpenRun(kysely, tenantId),
    listOpen: () => listOpenRuns(kysely),
    list: (tenantId, page) => listRuns(kysely, tenantId, page),
    listWithoutDocument: (tenantId) => listRunsWithoutDocument(kysely, tenantId),
    noteDocument: (runId, digest) => noteRunDocument(kysely, runId, digest),
    own: (runId, workerId, liveWorkerIds) =>
      kysely.transaction().execute(async (trx) => {
        const run = await lockVaultOfRun(trx, runId)
        if (run === undefined || (await areRunsBlocked(trx, run.tenantId))) return false
        return ownRun(trx, runId, workerId, liveWorkerIds)
      }),
    disown: (runId, workerId) => disownRun(kysely, runId, workerId),
    move,
    endMedia: (runId) => updateMediaToClosing(kysely, runId),
    setStrategy: (runId, strategy) => updateRunStrategy(kysely, runId, strategy),
    keepForecast: (runId, messages) => keepForecast(kysely, runId, messages),
    setStage: (runId, stage) => updateRunStage(kysely, runId, stage, clock.now()),
    setProgress: (runId, progress) => updateRunProgress(kysely, runId, progress),
    requestCancel: async (tenantId, runId, within = kysely) => {
      await markCancelRequested(within, tenantId, runId)
      return findRun(within, tenantId, runId)
    },
    addSources: (run, wanted) => insertSources(kysely, run, wanted),
    claimSource: (run, workerId, { together } = { together: false }) =>
      claimPendingSource(kysely, run, workerId, { together }),
    openWindow: (tenantId, subjectId, window) => updateWindow(kysely, tenantId, subjectId, window),
    readAgain: (run, subjectIds) => returnDoneSources(kysely, run, subjectIds),
    setCoverage: (runId, coverage) => updateRunCoverage(kysely, runId, coverage),
    releaseSource,
    releaseOrphanSources: (runId, ownerId, liveWorkerIds) =>
      returnOrphanSources(kysely, runId, ownerId, liveWorkerIds),
    countSources: (runId) => countRunSources(kysely, runId),
    listUnread: (run) => listUnreadSources(kysely, run),
    listPeople: (run, state, page) => listRunSources(kysely, run, state, page),
    nextSegmentSequence: async (runId) => {
      const sequence = await countUpSegments(kysely, runId)
      if (sequence === undefined) throw new Error(`There is no run ${runId} to number a segment of`)
      return sequence
    },
    addFault: (run, fault) => insertFault(kysely, run, fault, clock.now()),
    listFaults: (tenantId, runId, page) => listRunFaults(kysely, tenantId, runId, page),
  }
}

function notClaimed(subjectId: string, workerId: string): VaultError {
  return new VaultError({
    code: 'source-not-claimed',
    attempted: `end the claim on the messages of ${subjectId}`,
    why: `worker ${workerId} no longer holds it.`,
    hint: 'Another worker took over because this one was considered dead. Nothing was counted twice.',
  })
}
