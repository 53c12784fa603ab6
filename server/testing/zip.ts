import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'

const openZip = promisify<Buffer, { lazyEntries: true }, ZipFile>(fromBuffer)

/** The bytes of one file of a zip, its checksum verified. */
export async function readZipEntry(zip: Buffer, name: string): Promise<Buffer> {
  const file = await openZip(zip, { lazyEntries: true })
  const entry = await findEntry(file, name)
  const stream = await promisify(
    file.openReadStream.bind(file) as (
      entry: Entry,
      done: (error: Error | null, stream: NodeJS.ReadableStream) => void,
    ) => void,
  )(entry)
  return buffer(stream)
}

function findEntry(file: ZipFile, name: string): Promise<Entry> {
  const { promise, resolve, reject } = Promise.withResolvers<Entry>()
  file.on('entry', (entry: Entry) => (entry.fileName === name ? resolve(entry) : file.readEntry()))
  file.once('end', () => reject(new Error(`The zip holds no ${name}`)))
  file.once('error', reject)
  file.readEntry()
  return promise
}
