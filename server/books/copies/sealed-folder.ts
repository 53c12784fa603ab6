/**
 * A backup of the books as a folder:
 *
 *   books.json         names everything else; written last, so a folder without it is no backup. JSON that anyone can read
 *                      and only the vault can write (archive/authenticated-json.ts)
 *   tables/NAME.rows   frames of rows: 4 bytes length, big endian, then nonce ‖ ciphertext ‖ tag, AES-256-GCM over a
 *                      zstd-compressed JSON array of rows
 *
 * The key of a folder is fresh, and in books.json in a box that only the master key opens. A frame opens at its own place
 * in its own folder only; that none is missing is in books.json.
 */
import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { decodeAuthenticated, encodeAuthenticated, type Mac } from '../../archive/authenticated-json.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { gcmOpen, gcmSeal, NONCE_BYTES } from '../../secrets/gcm.ts'
import type { MasterKey } from '../../secrets/keys.ts'
import { systemRandomness as randomness } from '../../secrets/randomness.ts'
import { boxKeyIds, envelopeSealer } from '../../secrets/sealer.ts'
import type { Numbering } from './rows.ts'

export const FORMAT = 'chatvault-books/1'
const MANIFEST = 'books.json'
const TABLES = 'tables'
const KEY_BYTES = 32
const LENGTH_BYTES = 4

export type CopiedTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
  readonly frames: number
  readonly sha256: string
}

export type Manifest = {
  readonly format: typeof FORMAT
  /** Tells folders apart: a frame opens in its own only. */
  readonly id: string
  readonly createdAt: string
  /** The schema the rows fit. */
  readonly migrations: readonly { readonly number: number; readonly name: string; readonly digest: string }[]
  readonly tables: readonly CopiedTable[]
  readonly numberings: readonly Numbering[]
  /** Envelope box of the folder's key, base64. */
  readonly box: string
}

type Keys = { readonly frames: KeyObject; readonly mac: Mac }

export type SealedFolder = {
  writeTable(
    name: string,
    columns: readonly string[],
    batches: AsyncIterable<readonly string[]>,
  ): Promise<CopiedTable>
  /** Makes a backup of what was written. */
  finish(manifest: Omit<Manifest, 'format' | 'id' | 'createdAt' | 'box'>): Promise<Manifest>
  /** Leaves the folder empty. */
  discard(): Promise<void>
}

/** Begins a backup in `path`, which is made, or is empty. Throws `books-folder`. */
export async function createSealedFolder(
  path: string,
  masterKey: MasterKey,
  { id, createdAt }: Pick<Manifest, 'id' | 'createdAt'>,
): Promise<SealedFolder> {
  await demandEmpty(path)
  await mkdir(join(path, TABLES), { recursive: true, mode: 0o700 })
  const key = randomness(KEY_BYTES)
  const box = Buffer.from(await envelopeSealer(masterKey).seal(contextOf(id, createdAt), key))
  const keys = keysOf(key)
  return {
    async writeTable(name, columns, batches) {
      await using file = await open(fileOf(path, name), 'wx', 0o600)
      const hash = createHash('sha256')
      let [rows, frames] = [0, 0]
      for await (const batch of batches) {
        const packed = zstdCompressSync(Buffer.from(JSON.stringify(batch)))
        const frame = framed(gcmSeal(keys.frames, randomness(NONCE_BYTES), packed, placeOf(id, name, frames)))
        await file.write(frame)
        hash.update(frame)
        rows += batch.length
        frames += 1
      }
      return { name, columns, rows, frames, sha256: hash.digest('hex') }
    },

    async finish(content) {
      const manifest: Manifest = { format: FORMAT, id, createdAt, ...content, box: box.toString('base64') }
      await writeFile(join(path, MANIFEST), encodeAuthenticated(keys.mac, manifest), {
        mode: 0o600,
        flag: 'wx',
      })
      return manifest
    },

    async discard() {
      for (const name of [MANIFEST, TABLES]) await rm(join(path, name), { recursive: true, force: true })
    },
  }
}

/** Nothing is mixed with what is there. */
export async function demandEmpty(path: string): Promise<void> {
  const there = await readdir(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return []
    throw thrown
  })
  if (there.length === 0) return
  throw new VaultError({
    code: 'books-folder',
    notice: null,
    attempted: `write a backup of the books to ${path}`,
    why: 'the folder isn’t empty',
    hint: 'Name a new folder for each backup, for example with the date.',
  })
}

export type OpenedFolder = {
  readonly manifest: Manifest
  /** In the order they were written in. Throws `books-damaged`. */
  readRows(table: CopiedTable): AsyncIterable<string[]>
}

/** Throws `books-missing`, `books-key` (another master key) or `books-damaged`. Nothing that follows is unproven. */
export async function openSealedFolder(path: string, masterKey: MasterKey): Promise<OpenedFolder> {
  const bytes = await readFile(join(path, MANIFEST)).catch((thrown: unknown) => {
    throw noBackup(path, thrown)
  })
  const { id, createdAt, box } = readUnproven(path, bytes)
  const sealed = Buffer.from(box, 'base64')
  const [sealedWith = masterKey.id] = boxKeyIds(sealed)
  if (sealedWith !== masterKey.id) throw otherKey(path, sealedWith, masterKey.id)
  const keys = keysOf(await envelopeSealer(masterKey).open(contextOf(id, createdAt), sealed))
  const manifest = decodeAuthenticated<Manifest>(keys.mac, bytes)
  if (manifest === undefined) throw damaged(path, MANIFEST, 'it isn’t as it was written')
  return {
    manifest,
    async *readRows({ name, rows, frames, sha256 }) {
      const broken = (what: string) => damaged(path, `${TABLES}/${name}.rows`, what)
      const file = await readFile(fileOf(path, name)).catch(() => {
        throw broken('it can’t be read')
      })
      if (createHash('sha256').update(file).digest('hex') !== sha256)
        throw broken('it isn’t as it was written')
      let [at, read] = [0, 0]
      for (let frame = 0; frame < frames; frame += 1) {
        const end = at + LENGTH_BYTES + file.readUInt32BE(at)
        const packed = gcmOpen(keys.frames, file.subarray(at + LENGTH_BYTES, end), placeOf(id, name, frame))
        if (packed === undefined) throw broken(`part ${frame + 1} doesn’t open`)
        const batch = JSON.parse(zstdDecompressSync(packed).toString()) as string[]
        read += batch.length
        at = end
        yield batch
      }
      if (read !== rows) throw broken('rows are missing')
    },
  }
}

function keysOf(key: Uint8Array): Keys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `chatvault/books/${purpose}/1`, KEY_BYTES))
  const macKey = createSecretKey(derive('manifest'))
  return {
    frames: createSecretKey(derive('frames')),
    mac: (bytes) => createHmac('sha256', macKey).update(bytes).digest('hex'),
  }
}

const contextOf = (id: string, createdAt: string) => `chatvault/books/1\n${id}\n${createdAt}`
const placeOf = (id: string, table: string, frame: number) =>
  Buffer.from(`chatvault/books/rows/1\n${id}\n${table}\n${frame}`)
const fileOf = (path: string, table: string) => join(path, TABLES, `${table}.rows`)

function framed(sealed: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(sealed.length)
  return Buffer.concat([length, sealed])
}

/** What is needed to find the key; the key then proves all of it. */
function readUnproven(path: string, bytes: Buffer): Pick<Manifest, 'id' | 'createdAt' | 'box'> {
  try {
    const { format, id, createdAt, box } = JSON.parse(bytes.toString()) as Record<string, unknown>
    if (format === FORMAT && [id, createdAt, box].every((value) => typeof value === 'string'))
      return { id: String(id), createdAt: String(createdAt), box: String(box) }
  } catch {
    throw damaged(path, MANIFEST, 'it isn’t JSON')
  }
  throw damaged(path, MANIFEST, `its format isn’t ${FORMAT}`)
}

function noBackup(path: string, thrown: unknown): VaultError {
  const { code } = thrown as NodeJS.ErrnoException
  return new VaultError({
    code: 'books-missing',
    notice: null,
    attempted: `read the backup of the books in ${path}`,
    why: code === 'ENOENT' ? `there is no ${MANIFEST} in it` : `the system answered ${code}`,
    hint: `Name the folder that \`npm run books -- backup\` wrote. One without ${MANIFEST} wasn’t finished.`,
    cause: thrown,
  })
}

function otherKey(path: string, sealedWith: string, given: string): VaultError {
  return new VaultError({
    code: 'books-key',
    notice: null,
    attempted: `open the backup of the books in ${path}`,
    why: `it was sealed with master key ${sealedWith.replace(/[^\x20-\x7e]/g, '?')}, but the key given is ${given}`,
    hint: 'Set MASTER_KEY_FILE (or KEY_VAULT_KEY_URL) to the master key of that time.',
  })
}

function damaged(path: string, file: string, why: string): VaultError {
  return new VaultError({
    code: 'books-damaged',
    notice: null,
    attempted: `read ${join(path, file)}`,
    why,
    hint: 'Use another backup of the books, or another copy of this one. Nothing was restored.',
  })
}
