/** What one durable segment changes in catalog and books. In one transaction: positions move with the rows they account for. */
import type { Transaction } from 'kysely'
import type { Frame, Segment } from '../../archive/archive.ts'
import { countPages, moveSources } from '../../books/positions.ts'
import { NOTHING_RECORDED, recordSegment } from '../../catalog/recording.ts'
import type { Schema } from '../../database/schema.ts'

/** A run this worker has made its own. */
export type OwnedRun = { readonly id: string; readonly tenantId: string; readonly workerId: string }

/** Frames without records are in no segment; their positions and rows count all the same. */
export async function recordBatch(
  trx: Transaction<Schema>,
  { id, tenantId, workerId }: OwnedRun,
  segment: Segment | undefined,
  frames: readonly Frame[],
): Promise<{ cancelRequested: boolean }> {
  const filled = frames.filter(({ records }) => records.length > 0)
  const recorded =
    segment === undefined ? NOTHING_RECORDED : await recordSegment(trx, tenantId, segment, filled)
  await moveSources(trx, tenantId, movesOf(frames))
  const fetched = frames.reduce((sum, { header }) => sum + header.fetched, 0)
  return countPages(trx, tenantId, id, workerId, {
    fetched,
    ...recorded,
    unchanged: fetched - recorded.added - recorded.revised,
    media: filled.flatMap(({ records }) => records).filter(({ kind }) => kind === 'media').length,
  })
}

/** The sources a batch moves, and where to. */
function movesOf(frames: readonly Frame[]) {
  return frames.flatMap(({ header: { subjectId, position } }) =>
    subjectId === null || position === null ? [] : [{ subjectId, position }],
  )
}
