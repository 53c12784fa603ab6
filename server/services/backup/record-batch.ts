/** What one durable segment changes in catalog and books. In one transaction: positions move with the rows they account for. */

import type { Frame, Segment } from '../../archive/archive.ts'
import { countKinds, type KindCounts } from '../../books/charged-kinds.ts'
import { countPages, moveSources } from '../../books/positions.ts'
import { insertFault } from '../../books/run-statements.ts'
import type { KnownMessage } from '../../catalog/known.ts'
import { NOTHING_RECORDED, type Recorded, recordSegment } from '../../catalog/recording.ts'
import type { Transaction } from '../../database/database.ts'
import { CONTENTS_PER_MESSAGE } from '../../domain/hosted-contents.ts'
import { notice } from '../../domain/notice.ts'
import type { Fault } from '../../domain/run.ts'
import { counted } from '../../domain/text.ts'
import { SKIP_HINTS } from './skip-hints.ts'

/** A run this worker has made its own. */
export type OwnedRun = { readonly id: string; readonly tenantId: string; readonly workerId: string }

/** Nobody owns a run that has ended. */
export type EndedRun = Omit<OwnedRun, 'workerId'> & { readonly workerId: null }

/** What is known of a batch that this process read; unknown of a segment that is adopted after a crash. */
export type ReadHere = {
  /** What its pages were charged for. */
  readonly charged: { readonly at: Date; readonly kinds: KindCounts }
  /** Its messages that the catalog has. */
  readonly compared: readonly KnownMessage[]
}

/** Frames without records are in no segment; their positions and rows count all the same. */
export async function recordBatch(
  trx: Transaction,
  { id, tenantId, workerId }: OwnedRun | EndedRun,
  segment: Segment | undefined,
  frames: readonly Frame[],
  readHere?: ReadHere,
): Promise<{ cancelRequested: boolean }> {
  const filled = frames.filter(({ records }) => records.length > 0)
  const { cut, ...recorded } =
    segment === undefined
      ? NOTHING_RECORDED
      : await recordSegment(trx, tenantId, segment, filled, readHere?.compared)
  for (const one of cut)
    await insertFault(trx, { id, tenantId }, tooMany(one), new Date(segment?.sealedAt ?? 0))
  // Once a run has ended its sources may stand elsewhere: what is recorded late takes them nowhere, and is read again.
  if (workerId !== null) await moveSources(trx, tenantId, movesOf(frames))
  if (readHere !== undefined) await countKinds(trx, tenantId, readHere.charged.at, readHere.charged.kinds)
  const fetched = frames.reduce((sum, { header }) => sum + header.fetched, 0)
  return countPages(trx, tenantId, id, workerId, {
    fetched,
    ...recorded,
    unchanged: fetched - recorded.added - recorded.revised,
    media: filled.flatMap(({ records }) => records).filter(({ kind }) => kind === 'media').length,
  })
}

/** Named by ids: what the chat is called may not be known yet. */
function tooMany({ chatId, messageId, left }: Recorded['cut'][number]): Fault {
  const detail =
    `Message ${messageId} in conversation ${chatId} has more than ${CONTENTS_PER_MESSAGE} pictures and other contents: ` +
    `${counted(left, 'of them is', 'of them are')} not fetched.`
  return {
    kind: 'skip',
    subjectId: null,
    code: 'media-too-many',
    notice: notice('media-too-many', { count: left, most: CONTENTS_PER_MESSAGE }),
    detail,
    hint: SKIP_HINTS['media-too-many'],
  }
}

/** The sources a batch moves, and where to. */
function movesOf(frames: readonly Frame[]) {
  return frames.flatMap(({ header: { subjectId, position } }) =>
    subjectId === null || position === null ? [] : [{ subjectId, position }],
  )
}
