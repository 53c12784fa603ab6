/** The lines of `messages.jsonl`, one archived revision each. */
import type { Readable } from 'node:stream'
import { inChunks, packZip } from '../evidence/pack.ts'
import type { ArchivedRevision } from './archived-revisions.ts'

export const JSONL = 'messages.jsonl'

export function jsonlChunks(revisions: AsyncIterable<ArchivedRevision>): AsyncIterable<Buffer> {
  return inChunks(linesOf(revisions))
}

async function* linesOf(revisions: AsyncIterable<ArchivedRevision>): AsyncIterable<string> {
  for await (const revision of revisions) yield `${JSON.stringify(revision)}\n`
}

/**
 * A zip with that file alone, for whoever has the archive and its key but no vault to sign with. An error of the iterable
 * ends the stream with that error.
 */
export function jsonlZip(revisions: AsyncIterable<ArchivedRevision>, modifiedAt: Date): Readable {
  return packZip(async (add) => void (await add(JSONL, jsonlChunks(revisions))), modifiedAt)
}
