/**
 * The end of a run: its document is sealed into the archive, naming every segment and the digest of the run before it,
 * then the books move. A crash between the two is seen by the document that is already there.
 */
import type { ClosedRun, RunDocument, TenantArchive } from '../../archive/archive.ts'
import type { RunReason, RunRow, Runs } from '../../books/runs.ts'
import { listRecordedSegments } from '../../catalog/segments.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Fault, RunState } from '../../domain/run.ts'

type Deps = { database: Database; runs: Runs; archive: TenantArchive; clock: Clock }

/** Closes a running run in `state`; does nothing when another worker has. */
export async function closeRun(
  deps: Deps,
  run: Pick<RunRow, 'id' | 'tenantId'>,
  state: RunState,
  reason: RunReason | null = null,
): Promise<void> {
  const last = await deps.archive.lastRun()
  const closed = last?.document.runId === run.id ? last : await writeDocument(deps, run, state, last)
  await deps.runs.move(run.id, 'running', closed.document.state, { reason, documentDigest: closed.digest })
}

async function writeDocument(
  deps: Deps,
  { id, tenantId }: Pick<RunRow, 'id' | 'tenantId'>,
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
