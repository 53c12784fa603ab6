/**
 * A zip that is written while it is read: file after file, each measured on its way. Holds about one chunk and a line for
 * each file, whatever their size. Over 4 GB or 65,535 files it is a zip64 (yazl).
 */
import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { ListedFile } from './manifest.ts'

/** Adds the next file; resolves when its last byte was taken. One at a time. */
export type AddFile = (
  name: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
) => Promise<ListedFile>

/**
 * `fill` adds the files and decides their order. What it throws ends the stream with that error, so half an export is never
 * taken for a whole. A reader that goes away ends `fill` at its next file.
 */
export function packZip(fill: (add: AddFile) => Promise<void>, modifiedAt: Date): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const names = new Set<string>()
  let current: Readable | undefined

  async function add(name: string, content: Parameters<AddFile>[1]): Promise<ListedFile> {
    demandPlainName(name, names)
    const measured = measure(content)
    current = Readable.from(measured.chunks, { objectMode: false })
    if (output.destroyed) throw new Error('The reader of the export went away')
    zip.addReadStream(current, name, { mtime: modifiedAt, mode: 0o100600 })
    await finished(current)
    return { name, ...measured.result() }
  }

  zip.once('error', (error: Error) => output.destroy(error))
  output.once('close', () => current?.destroy())
  void fill(add).then(
    () => zip.end(),
    (error: Error) => output.destroy(error),
  )
  return output
}

function measure(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const hash = createHash('sha256')
  let bytes = 0
  async function* chunks() {
    for await (const chunk of content) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  return { chunks: chunks(), result: () => ({ bytes, sha256: hash.digest('hex') }) }
}

const PART = /^(?!\.)[A-Za-z0-9._-]{1,100}(?<!\.)$/
/** Names Windows keeps for devices, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Readers disagree about names that are not ASCII, differ only in case, climb out of a folder or mean a device, so none of ours
 * does: what a conversation or a file is called is in the text.
 */
function demandPlainName(name: string, taken: Set<string>): void {
  const parts = name.split('/')
  const isPlain = parts.length <= 3 && parts.every((part) => PART.test(part) && !DEVICE.test(part))
  const key = name.toLowerCase()
  if (!isPlain || taken.has(key)) throw new Error(`An export can’t have a file of this name: ${name}`)
  taken.add(key)
}

const CHUNK = 64 * 1024

/** Texts as UTF-8 in chunks worth writing. */
export async function* inChunks(texts: AsyncIterable<string> | Iterable<string>): AsyncIterable<Buffer> {
  let text = ''
  for await (const more of texts) {
    text += more
    if (text.length < CHUNK) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}
