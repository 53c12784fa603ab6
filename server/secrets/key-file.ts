/**
 * The master key as a file: JSON `{ "format": "chatvault-master-key/1", "id", "key" }`, mode 0600. `key` is 32 random
 * bytes in base64; `id` follows from it, so a mistyped key is noticed. Anyone who has this file and the archive can read
 * everything; anyone who loses it can read nothing: keep a copy elsewhere.
 *
 * Wrapped = nonce ‖ ciphertext ‖ tag, AES-256-GCM, additional data "chatvault/wrap/1".
 */
import { createHmac, createSecretKey } from 'node:crypto'
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { VaultError } from '../domain/vault-error.ts'
import { gcmOpen, gcmSeal, NONCE_BYTES } from './gcm.ts'
import type { MasterKey } from './keys.ts'
import { type Randomness, systemRandomness } from './randomness.ts'
import { sealBroken } from './sealer.ts'

const FORMAT = 'chatvault-master-key/1'
const KEY_BYTES = 32
const WRAP_DATA = Buffer.from('chatvault/wrap/1')
const OTHERS = 0o077

export type KeyFileOptions = {
  readonly path: string
  /** Make the file when it is missing. Of two processes that start at once, one makes it and both use it. */
  readonly create: boolean
  readonly randomness?: Randomness
}

/** Throws `key-missing`, `key-exposed` (others may read the file) or `key-invalid`. */
export async function openKeyFile(options: KeyFileOptions): Promise<MasterKey> {
  const randomness = options.randomness ?? systemRandomness
  if (options.create && !(await exists(options.path)))
    await placeKeyFile(options.path, Buffer.from(randomness(KEY_BYTES)), randomness)
  return masterKeyOf(await readKeyFile(options.path), randomness)
}

/** The key itself. Throws as `openKeyFile` does. */
export async function readKeyFile(path: string): Promise<Buffer> {
  await checkPrivate(path)
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw unreadable(path, thrown)
  })
  return parseKey(text, path)
}

function masterKeyOf(bytes: Buffer, randomness: Randomness): MasterKey {
  const key = createSecretKey(bytes)
  const id = keyIdOf(bytes)
  return {
    id,
    wrap: async (plain) => gcmSeal(key, randomness(NONCE_BYTES), plain, WRAP_DATA),
    unwrap: async (wrapped) => {
      const plain = gcmOpen(key, wrapped, WRAP_DATA)
      if (plain === undefined) throw sealBroken('key', `master key ${id} doesn’t open it`)
      return plain
    },
  }
}

export function keyIdOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('chatvault/master-key-id/1').digest('hex').slice(0, 16)
}

/** Writes the file unless there is one, whatever key that has. Throws `key-unwritable`. */
export async function placeKeyFile(
  path: string,
  key: Buffer,
  randomness: Randomness = systemRandomness,
): Promise<void> {
  const text = `${JSON.stringify({ format: FORMAT, id: keyIdOf(key), key: key.toString('base64') }, null, 2)}\n`
  const temporary = join(dirname(path), `.key-${process.pid}-${Buffer.from(randomness(6)).toString('hex')}`)
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writePrivate(temporary, text)
    await linkUnlessTaken(temporary, path)
  } catch (thrown) {
    throw unwritable(path, thrown)
  }
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  )
}

async function writePrivate(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
}

/** A link never replaces what is there: the first of two processes wins, the other uses that key. */
async function linkUnlessTaken(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  } finally {
    await unlink(temporary)
  }
  await flushFolder(dirname(path))
}

async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  await using folder = await open(path, 'r')
  await folder.sync()
}

async function checkPrivate(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const found = await stat(path).catch((thrown: unknown) => {
    throw unreadable(path, thrown)
  })
  if ((found.mode & OTHERS) === 0) return
  throw new VaultError({
    code: 'key-exposed',
    notice: null,
    attempted: `use the master key file ${path}`,
    why: `other users of this machine can read it (mode ${(found.mode & 0o777).toString(8).padStart(4, '0')})`,
    hint: `Run: chmod 600 ${path}`,
  })
}

function parseKey(text: string, path: string): Buffer {
  const parsed = parseJson(text)
  const key = Buffer.from(typeof parsed.key === 'string' ? parsed.key : '', 'base64')
  if (parsed.format === FORMAT && key.length === KEY_BYTES && parsed.id === keyIdOf(key)) return key
  throw new VaultError({
    code: 'key-invalid',
    notice: null,
    attempted: `read the master key file ${path}`,
    why: `it isn’t a complete ${FORMAT} file: format, key length, and ID don’t match`,
    hint: 'Restore the file from your copy. Don’t create a new one: archived messages could never be read again.',
  })
}

function parseJson(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

function unreadable(path: string, thrown: unknown): VaultError {
  const code = (thrown as NodeJS.ErrnoException).code ?? 'unknown'
  return new VaultError({
    code: code === 'ENOENT' ? 'key-missing' : 'key-unreadable',
    notice: null,
    attempted: `read the master key file ${path}`,
    why: code === 'ENOENT' ? 'there is no such file' : `the system answered ${code}`,
    hint: 'Set MASTER_KEY_FILE to the key file this archive was created with, or KEY_VAULT_KEY_URL to its Key Vault key.',
  })
}

function unwritable(path: string, thrown: unknown): VaultError {
  return new VaultError({
    code: 'key-unwritable',
    notice: null,
    attempted: `create the master key file ${path}`,
    why: `the system answered ${(thrown as NodeJS.ErrnoException).code ?? 'unknown'}`,
    hint: 'Give the user Chatvault runs as write access to that folder, or set MASTER_KEY_FILE to another place.',
  })
}
