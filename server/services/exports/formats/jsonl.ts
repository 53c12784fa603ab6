/** JSONL: one line per archived version, as Microsoft 365 returned it. The evidence; the other formats are for reading. */
import type { ArchivedRevision } from '../../../archive/archived-revisions.ts'
import { JSONL, jsonlChunks } from '../../../archive/jsonl-export.ts'
import type { Format } from '../format.ts'
import { revisionsInArchiveOrder } from '../reading.ts'
import { noteRevision, type Tally } from '../tally.ts'

export const writeJsonl: Format = async (reading, add, tally) => {
  await add(JSONL, jsonlChunks(noted(revisionsInArchiveOrder(reading), tally)))
}

async function* noted(revisions: AsyncIterable<ArchivedRevision>, tally: Tally) {
  for await (const revision of revisions) {
    yield revision
    noteRevision(tally, revision)
  }
}
