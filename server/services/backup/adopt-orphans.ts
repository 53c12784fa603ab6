/**
 * After a crash between sealing a segment and recording it, the archive holds a segment the catalog does not know. Its
 * frames carry the positions of their sources, so it is recorded now and nothing is fetched or paid again.
 */
import type { TenantArchive } from '../../archive/archive.ts'
import { collect } from '../../archive/read-ahead.ts'
import { listRecordedSegments } from '../../catalog/segments.ts'
import type { Database } from '../../database/database.ts'
import { type EndedRun, type OwnedRun, recordBatch } from './record-batch.ts'

type Deps = { database: Database; archive: TenantArchive }

/** Records segments of the run that were sealed but not recorded. Answers the names of those that are recorded but gone. */
export async function adoptOrphans(deps: Deps, run: OwnedRun | EndedRun): Promise<string[]> {
  const recorded = await listRecordedSegments(deps.database.kysely, run.tenantId, run.id)
  const names = new Set(recorded.map(({ name }) => name))
  const there = new Set(await collect(deps.archive.listSegments(run.id)))
  for (const name of there) if (!names.has(name)) await adopt(deps, run, name)
  return [...names].filter((name) => !there.has(name))
}

async function adopt(deps: Deps, run: OwnedRun | EndedRun, name: string): Promise<void> {
  const { segment, frames } = await deps.archive.readSegment(name)
  await deps.database.kysely.transaction().execute((trx) => recordBatch(trx, run, segment, frames))
}
