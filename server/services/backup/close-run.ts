/**
 * The end of a run: its document is sealed into the archive, naming every segment and the digest of the run before it,
 * then the books move. A crash between the two is seen by the document that is already there.
 */
import type { ClosedRun, RunDocument, TenantArchive } from '../../archive/archive.ts'
import type { RunReason, Runs } from '../../books/runs.ts'
import { listRecordedSegments } from '../../catalog/segments.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Fault, RunState } from '../../domain/run.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import type { OwnedRun } from './record-batch.ts'

type Deps = { database: Database; runs: Runs; archive: TenantArchive; clock: Clock }

/** Closes a running run in `state`; does nothing when another worker has it. */
export async function closeRun(
  deps: Deps,
  run: OwnedRun,
  state: RunState,
  reason: RunReason | null = null,
): Promise<void> {
  if (await followDocument(deps, run, reason)) return
  // A segment whose transaction failed is in no row yet, and must be in the document.
  await adoptOrphans(deps, run)
  const closed = await writeDocument(deps, run, state, await deps.archive.lastRun())
  await bookEnd(deps, run, closed, reason)
}

/** A crash after the document was written: the books follow it. Answers whether there is one. */
export async function followDocument(
  deps: Deps,
  run: OwnedRun,
  reason: RunReason | null = null,
): Promise<boolean> {
  const last = await deps.archive.lastRun()
  if (last?.document.runId !== run.id) return false
  await bookEnd(deps, run, last, reason)
  return true
}

async function bookEnd(
  { runs }: Deps,
  run: OwnedRun,
  closed: ClosedRun,
  reason: RunReason | null,
): Promise<void> {
  const { workerId } = run
  await runs.move(run.id, 'running', closed.document.state, {
    reason,
    documentDigest: closed.digest,
    workerId,
  })
}

async function writeDocument(
  deps: Deps,
  { id, tenantId }: OwnedRun,
  state: RunState,
  last: ClosedRun | undefined,
): Promise<ClosedRun> {
  const run = await deps.runs.find(tenantId, id)
  if (run === undefined) throw new Error(`Run ${id} is not in the books`)
  const endedAt = toInstant(deps.clock.now())
  const document: RunDocument = {
    format: 'chatvault-run/1',
    tenantId,
    runId: id,
    sequence: (last?.document.sequence ?? 0) + 1,
    previous: last?.digest ?? null,
    strategy: run.strategy,
    trigger: run.trigger,
    state,
    startedAt: toInstant(run.startedAt ?? run.createdAt),
    endedAt,
    totals: run.totals,
    segments: await listRecordedSegments(deps.database.kysely, tenantId, id),
    faults: (await allFaults(deps.runs, tenantId, id)).map(({ subjectId, kind, code, detail }) => ({
      subjectId,
      kind,
      code,
      detail,
    })),
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
