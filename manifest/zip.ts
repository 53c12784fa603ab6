/** Small zips, in memory. Written twice from the same files they have the same bytes, in any time zone, on any machine. */
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, type ZipFile as ReadZip } from 'yauzl'
import { ZipFile } from 'yazl'

export type Files = ReadonlyMap<string, Buffer>

/**
 * Sorted, stored without compression (its bytes depend on the zlib at hand) and dated with the earliest time a zip can
 * name; `forceDosTimestamp`, because the finer field would hold the machine's time zone.
 */
export async function writeZip(files: Files): Promise<Buffer> {
  const zip = new ZipFile()
  const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, compress: false, forceDosTimestamp: true }
  for (const name of [...files.keys()].sort())
    zip.addBuffer(files.get(name) ?? Buffer.alloc(0), name, options)
  zip.end()
  return buffer(zip.outputStream)
}

const openZip = promisify<Buffer, { lazyEntries: true }, ReadZip>(fromBuffer)

/** Every entry, folders included (their names end in a slash); checksums are verified. */
export async function readZip(bytes: Buffer): Promise<Files> {
  const zip = await openZip(bytes, { lazyEntries: true })
  const files = new Map<string, Buffer>()
  const { promise, resolve, reject } = Promise.withResolvers<Files>()
  zip.on('entry', (entry: Entry) => {
    readEntry(zip, entry).then((content) => {
      files.set(entry.fileName, content)
      zip.readEntry()
    }, reject)
  })
  zip.once('end', () => resolve(files))
  zip.once('error', reject)
  zip.readEntry()
  return promise
}

async function readEntry(zip: ReadZip, entry: Entry): Promise<Buffer> {
  if (entry.fileName.endsWith('/')) return Buffer.alloc(0)
  const { promise, resolve, reject } = Promise.withResolvers<NodeJS.ReadableStream>()
  zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  return buffer(await promise)
}
