/** Checks a signed export with nothing but its file, and the vault's public key where there is one. Reads each byte once. */
import { createHash, type KeyObject } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { type ListedFile, MANIFEST, Manifest, SIGNATURE } from './manifest.ts'
import { fingerprintOf, isSigned, readPublicPem } from './signature.ts'

export type PackDamage = { readonly file: string; readonly what: string }

export type PackReport = {
  /** Undefined when it couldn't be read. */
  readonly manifest: Manifest | undefined
  /** Fingerprint of the key the signature was checked with. */
  readonly fingerprint: string | undefined
  /** Files that were read to the end, and their bytes. */
  readonly files: number
  readonly bytes: number
  /** Empty when every byte is as it was signed. */
  readonly damaged: readonly PackDamage[]
}

/** The file is no export of ours, or so broken that no file in it can be named. */
export class Unreadable extends Error {}

/**
 * `key`: the vault's. Without it, the key the manifest names itself: that proves the file whole, not whose it is. Throws
 * `Unreadable`.
 */
export async function verifyPack(path: string, key?: KeyObject): Promise<PackReport> {
  const zip = await opened(path)
  try {
    const { entries, damaged } = await listEntries(zip)
    const bytes = await readSmall(zip, entries, MANIFEST)
    const signature = await readSmall(zip, entries, SIGNATURE)
    if (bytes === undefined && signature === undefined && damaged.length === 0)
      throw new Unreadable(`it has neither ${MANIFEST} nor ${SIGNATURE}, so it isn’t a signed export`)
    const checked = checkManifest(bytes, signature, key)
    damaged.push(...checked.damaged)
    const files = { files: 0, bytes: 0 }
    if (checked.manifest) damaged.push(...(await checkFiles(zip, entries, checked.manifest, files)))
    return { manifest: checked.manifest, fingerprint: checked.fingerprint, ...files, damaged: once(damaged) }
  } finally {
    zip.close()
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true })
  } catch (thrown) {
    throw new Unreadable(wordsOf(thrown))
  }
}

type Entries = ReadonlyMap<string, Entry>

async function listEntries(zip: ZipFile): Promise<{ entries: Entries; damaged: PackDamage[] }> {
  const entries = new Map<string, Entry>()
  const damaged: PackDamage[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName))
        damaged.push({ file: entry.fileName, what: 'it’s in the zip more than once' })
      entries.set(entry.fileName, entry)
    }
  } catch (thrown) {
    throw new Unreadable(wordsOf(thrown))
  }
  return { entries, damaged }
}

/** Undefined when it is missing or can't be read. */
async function readSmall(zip: ZipFile, entries: Entries, name: string): Promise<Buffer | undefined> {
  const entry = entries.get(name)
  if (entry === undefined) return undefined
  try {
    return await buffer(await open(zip, entry))
  } catch {
    return undefined
  }
}

function checkManifest(
  bytes: Buffer | undefined,
  signature: Buffer | undefined,
  given: KeyObject | undefined,
) {
  const parsed = parse(bytes)
  const manifest = parsed instanceof Error ? undefined : parsed
  const key = given ?? (manifest && readPublicPem(manifest.signature.publicKey))
  const fingerprint = key && fingerprintOf(key)
  const failed = (file: string, what: string) => ({ manifest, fingerprint, damaged: [{ file, what }] })
  if (bytes === undefined) return failed(MANIFEST, 'it’s missing or can’t be read')
  if (signature === undefined) return failed(SIGNATURE, 'it’s missing or can’t be read')
  if (key === undefined || !isSigned(key, bytes, signature)) {
    const isOther =
      given !== undefined && manifest !== undefined && manifest.signature.fingerprint !== fingerprint
    if (isOther)
      return failed(
        SIGNATURE,
        `it was signed with another key: ${manifest.signature.fingerprint}, but the key given is ${fingerprint}`,
      )
    return failed(MANIFEST, `its signature in ${SIGNATURE} doesn’t match its bytes`)
  }
  if (parsed instanceof Error)
    throw new Unreadable(
      `its ${MANIFEST} is signed, but this version of Chatvault can’t read it: ${parsed.message}`,
    )
  return { manifest, fingerprint, damaged: [] }
}

function parse(bytes: Buffer | undefined): Manifest | Error {
  try {
    return Manifest.parse(JSON.parse((bytes ?? Buffer.of()).toString()))
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown))
  }
}

async function checkFiles(
  zip: ZipFile,
  entries: Entries,
  manifest: Manifest,
  read: { files: number; bytes: number },
): Promise<PackDamage[]> {
  const damaged: PackDamage[] = []
  const listed = new Set([MANIFEST, SIGNATURE])
  for (const file of manifest.files) {
    listed.add(file.name)
    const entry = entries.get(file.name)
    const what = entry === undefined ? 'it’s missing' : await differenceOf(zip, entry, file)
    if (what !== undefined) damaged.push({ file: file.name, what })
    else {
      read.files += 1
      read.bytes += file.bytes
    }
  }
  for (const name of entries.keys())
    if (!listed.has(name))
      damaged.push({ file: name, what: `${MANIFEST} doesn’t name it: it was added later` })
  return damaged
}

async function differenceOf(zip: ZipFile, entry: Entry, listed: ListedFile): Promise<string | undefined> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of await open(zip, entry)) {
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
  } catch (thrown) {
    return wordsOf(thrown)
  }
  if (bytes !== listed.bytes) return `it has ${bytes} bytes instead of ${listed.bytes}`
  return hash.digest('hex') === listed.sha256 ? undefined : 'its SHA-256 isn’t the one that was signed'
}

/** A reader that goes by the names before each file has to find the same ones. */
async function open(zip: ZipFile, entry: Entry): Promise<Readable> {
  const local = await zip.readLocalFileHeaderPromise(entry)
  if (!local.fileName.equals(Buffer.from(entry.fileName))) throw new Error('it has two names in the zip')
  return zip.openReadStreamPromise(entry)
}

/** The first finding of each file. */
function once(damaged: readonly PackDamage[]): PackDamage[] {
  return [...new Map(damaged.toReversed().map((damage) => [damage.file, damage])).values()].reverse()
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
