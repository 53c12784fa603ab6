/**
 * After a crash between sealing a segment and recording it, the archive holds a segment the catalog does not know. Its
 * frames carry the positions of their sources, so it is recorded now and nothing is fetched or paid again.
 */
import type { TenantArchive } from '../../archive/archive.ts'
import { listRecordedSegments } from '../../catalog/segments.ts'
import type { Database } from '../../database/database.ts'
import { type OwnedRun, recordBatch } from './record-batch.ts'

/** Records segments of the run that were sealed but not recorded; answers how many. */
export async function adoptOrphans(
  deps: { database: Database; archive: TenantArchive },
  run: OwnedRun,
): Promise<number> {
  const recorded = new Set(
    (await listRecordedSegments(deps.database.kysely, run.tenantId, run.id)).map(({ name }) => name),
  )
  let adopted = 0
  for await (const name of deps.archive.listSegments(run.id)) {
    if (recorded.has(name)) continue
    await adopt(deps, run, name)
    adopted += 1
  }
  return adopted
}

async function adopt(
  deps: { database: Database; archive: TenantArchive },
  run: OwnedRun,
  name: string,
): Promise<void> {
  const { segment, frames } = await deps.archive.readSegment(name)
  await deps.database.kysely.transaction().execute((trx) => recordBatch(trx, run, segment, frames))
}
