import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { ArchivedRevision } from './archived-revisions.ts'

const CHUNK = 64 * 1024

/**
 * A zip with one file, `messages.jsonl`: one revision per line. Streams: holds about one chunk, whatever the number of
 * revisions. An error of the iterable destroys the stream with that error, so half an export is never taken for a whole.
 */
export function jsonlZip(revisions: AsyncIterable<ArchivedRevision>, modifiedAt: Date): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const lines = Readable.from(chunks(revisions), { objectMode: false })
  const fail = (error: Error) => output.destroy(error)
  lines.once('error', fail)
  zip.once('error', fail)
  output.once('close', () => lines.destroy())
  zip.addReadStream(lines, 'messages.jsonl', { mtime: modifiedAt, mode: 0o100600 })
  zip.end()
  return output
}

async function* chunks(revisions: AsyncIterable<ArchivedRevision>): AsyncIterable<Buffer> {
  let text = ''
  for await (const revision of revisions) {
    text += `${JSON.stringify(revision)}\n`
    if (text.length < CHUNK) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}
