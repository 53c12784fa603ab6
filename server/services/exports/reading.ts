/** What an export reads: the chosen messages, as the archive holds them when it begins. */
import type { TenantArchive } from '../../archive/archive.ts'
import type { ArchivedRevision } from '../../archive/archived-revisions.ts'
import { listSelected, type SelectedRevision, type Selection } from '../../catalog/selection.ts'
import type { Session } from '../../database/database.ts'
import { toInstant } from '../../domain/clock.ts'
import { readInOrder } from '../archive/archived-messages.ts'

export type Reading = {
  readonly db: Session
  readonly tenantId: string
  /** Undefined before the tenant's first run: then there is nothing to read. */
  readonly archive: TenantArchive | undefined
  readonly selection: Selection
  /** By catalog number. */
  readonly subjectIds: ReadonlyMap<number, string>
  /** Messages that come while it is written are left to the next export. */
  readonly lastNo: number
  /** Called between batches: notes progress, and throws when the export is to end. */
  readonly pause: () => Promise<void>
}

/** Messages whose places are held at a time: few enough that an embedded database answers others in between. */
const BATCH = 1000

/** Every chosen version, in the order of the archive's bytes: each frame is read once. */
export async function* revisionsInArchiveOrder(reading: Reading): AsyncIterable<ArchivedRevision> {
  const { db, tenantId, archive, selection, lastNo } = reading
  if (archive === undefined) return
  let span = BATCH
  for (let afterNo = 0; afterNo < lastNo; ) {
    const throughNo = afterNo + span
    const rows = await listSelected(db, tenantId, selection, { afterNo, throughNo })
    if (rows.length > 0) {
      for await (const { revision } of revisionsOf(archive, reading.subjectIds, rows)) yield revision
      await reading.pause()
    }
    afterNo = throughNo
    span = nextSpan(span, rows.length)
  }
}

/** Longer where the selection is thin, so that few messages of many are found in few steps. */
function nextSpan(span: number, found: number): number {
  if (found < BATCH / 4) return Math.min(span * 2, BATCH * 64)
  return found > BATCH ? Math.max(BATCH / 4, Math.floor(span / 2)) : span
}

/** The versions at these places, in their order. */
export async function* revisionsOf(
  archive: TenantArchive,
  subjectIds: Reading['subjectIds'],
  rows: readonly SelectedRevision[],
): AsyncIterable<{ messageNo: number; revision: ArchivedRevision }> {
  for await (const { pointer, message } of readInOrder(archive, rows)) {
    const { messageNo, subjectNos, fetchedAt, runId, revision } = pointer
    yield {
      messageNo,
      revision: {
        tenantId: archive.tenantId,
        subjectIds: subjectNos.flatMap((no) => subjectIds.get(no) ?? []).sort(),
        fetchedAt: toInstant(fetchedAt),
        runId,
        revision,
        message,
      },
    }
  }
}
