/**
 * The end of a run: its document is sealed into the archive, naming every segment and the digest of the run before it,
 * then the books move. A crash between the two is seen by the document that is already there. A run that could not be
 * closed, since the archive could not be written, is closed when the next one begins.
 */

import type { ClosedRun, RunDocument, TenantArchive } from '../../archive/archive.ts'
import { damageOf } from '../../archive/damage.ts'
import { collect } from '../../archive/read-ahead.ts'
import type { RunReason, RunRow, Runs } from '../../books/runs.ts'
import {
  listRecordedSegments,
  listUnaccountedSegments,
  nameSegments,
  type RecordedSegment,
} from '../../catalog/segments.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import type { Fault, RunState } from '../../domain/run.ts'
import type { Allowances } from '../metering/allowances.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import type { EndedRun, OwnedRun } from './record-batch.ts'

type Deps = {
  database: Database
  runs: Runs
  archive: TenantArchive
  allowances: Pick<Allowances, 'usage'>
  clock: Clock
}

/** Closes a running run in `state`; does nothing when another worker has it. */
export async function closeRun(
  deps: Deps,
  run: OwnedRun,
  state: RunState,
  reason: RunReason | null = null,
): Promise<void> {
  if (await followDocument(deps, run, reason)) return
  // A segment whose transaction failed is in no row yet, and must be in the document.
  await noteMissing(deps, run, await adoptOrphans(deps, run))
  const others = await listUnaccountedSegments(deps.database.kysely, run.tenantId)
  await noteMissing(deps, run, await missing(deps.archive, others))
  const row = await rowOf(deps.runs, run)
  const ended = { ...row, state: atBest(state, row), endedAt: deps.clock.now() }
  await bookEnd(deps, run, await writeDocument(deps, ended, others), reason)
}

/** What was noted while closing counts. */
function atBest(state: RunState, { totals }: RunRow): RunState {
  return state === 'completed' && totals.faults > 0 ? 'completed-with-faults' : state
}

/** A crash after the document was written: the books follow it. Answers whether there is one. */
export async function followDocument(
  deps: Deps,
  run: OwnedRun,
  reason: RunReason | null = null,
): Promise<boolean> {
  const closed = await deps.archive.findRun(run.id)
  if (closed !== undefined) await bookEnd(deps, run, closed, reason)
  return closed !== undefined
}

/**
 * Writes the documents of runs that ended without one, as the books tell of them, so that whatever is deleted from them is
 * missed from now on. `by`: the run under way, which alone writes documents of this tenant.
 */
export async function closeEndedRuns(deps: Deps, by: OwnedRun): Promise<void> {
  for (const run of await deps.runs.listWithoutDocument(by.tenantId)) {
    const closed = (await deps.archive.findRun(run.id)) ?? (await closeLate(deps, run, by))
    await nameSegments(deps.database.kysely, by.tenantId, closed.document)
    await deps.runs.noteDocument(run.id, closed.digest)
  }
}

async function closeLate(deps: Deps, { id, tenantId }: RunRow, by: OwnedRun): Promise<ClosedRun> {
  const ended: EndedRun = { id, tenantId, workerId: null }
  const gone = await adoptOrphans(deps, ended).catch((thrown: unknown) => {
    // `verify` names it; it must not keep every later run from beginning.
    if (damageOf(thrown, id) === undefined) throw thrown
    return []
  })
  await noteMissing(deps, by, gone)
  return writeDocument(deps, await rowOf(deps.runs, ended), [])
}

async function missing(archive: TenantArchive, segments: readonly RecordedSegment[]): Promise<string[]> {
  if (segments.length === 0) return []
  const there = new Set(await collect(archive.listSegments()))
  return segments.map(({ name }) => name).filter((name) => !there.has(name))
}

/** The document names it all the same, so that `verify` calls it missing from now on. */
async function noteMissing({ runs }: Deps, by: OwnedRun, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await runs.addFault(by, {
      kind: 'fault',
      subjectId: null,
      code: 'segment-missing',
      notice: notice('segment-missing', { file: name }),
      detail: `The archive has lost ${name}: it was written, and no longer exists.`,
      hint: 'Put the file back from a copy of the archive, then run `npm run archive -- verify`.',
    })
  }
}

async function bookEnd(
  { runs, database }: Deps,
  run: OwnedRun,
  closed: ClosedRun,
  reason: RunReason | null,
): Promise<void> {
  const { workerId } = run
  await nameSegments(database.kysely, run.tenantId, closed.document)
  await runs.move(run.id, 'running', closed.document.state, {
    reason,
    documentDigest: closed.digest,
    workerId,
  })
}

async function rowOf(runs: Runs, { id, tenantId }: Pick<OwnedRun, 'id' | 'tenantId'>): Promise<RunRow> {
  const run = await runs.find(tenantId, id)
  if (run === undefined) throw new Error(`Run ${id} isn’t in the books`)
  return run
}

/** `others`: segments of no run of the books, or that the document of their run has left out. */
async function writeDocument(
  deps: Deps,
  run: RunRow,
  others: readonly RecordedSegment[],
): Promise<ClosedRun> {
  const { id, tenantId } = run
  const last = await deps.archive.lastRun()
  const usage = await deps.allowances.usage(tenantId)
  const removal = await deps.archive.lastRemoval()
  const document: RunDocument = {
    format: 'chatvault-run/1',
    tenantId,
    runId: id,
    sequence: (last?.document.sequence ?? 0) + 1,
    previous: last?.digest ?? null,
    strategy: run.strategy,
    trigger: run.trigger,
    state: run.state,
    startedAt: toInstant(run.startedAt ?? run.createdAt),
    endedAt: toInstant(run.endedAt ?? deps.clock.now()),
    totals: run.totals,
    ...(usage && { usage }),
    segments: [...(await listRecordedSegments(deps.database.kysely, tenantId, id)), ...others],
    faults: (await allFaults(deps.runs, tenantId, id)).map(({ subjectId, kind, code, detail }) => ({
      subjectId,
      kind,
      code,
      detail,
    })),
    ...(removal && { removals: { sequence: removal.document.sequence, digest: removal.digest } }),
  }
  return deps.archive.closeRun(document)
}

async function allFaults(runs: Runs, tenantId: string, runId: string): Promise<Fault[]> {
  const faults: Fault[] = []
  for (let after: number | undefined; ; ) {
    const page = await runs.listFaults(tenantId, runId, {
      limit: 1000,
      ...(after !== undefined && { after }),
    })
    faults.push(...page)
    const last = page.at(-1)
    if (last === undefined) return faults
    after = last.no
  }
}
