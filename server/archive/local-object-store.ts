/**
 * A folder as object store. An object is written to a temporary file, flushed, linked under its name (a link never
 * replaces what is there), and its folder is flushed: after that it survives a power cut.
 */
import { constants } from 'node:fs'
import { access, type FileHandle, link, mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { sweepTemporaries, temporaryName, unlinkIfThere } from './local-temporaries.ts'
import { objectExists, objectMissing, objectShort, storeFailure, tellingBy } from './object-faults.ts'
import { checkObjectName, isHidden, isObjectName } from './object-name.ts'
import type { ObjectStore, OnStranger } from './object-store.ts'

const TEMPORARIES = '.tmp'

const told = tellingBy(codeOf)

/**
 * Opens, and unless `readOnly` makes, the folder; removes what a crash left half written. With `readOnly` nothing in the
 * folder is touched.
 */
export async function openLocalObjectStore(
  root: string,
  options: { readOnly?: boolean } = {},
): Promise<ObjectStore> {
  const place = resolve(root)
  await told(`open the archive folder ${place}`, place, async () => {
    if (options.readOnly) return await access(place, constants.R_OK)
    await makeFolder(join(place, TEMPORARIES), dirname(place))
    await sweepTemporaries(join(place, TEMPORARIES))
  })
  return localObjectStore(place)
}

function localObjectStore(root: string): ObjectStore {
  const known = new Set<string>()
  const pathOf = (name: string) => join(root, checkObjectName(name))

  async function put(name: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(name)
    if (!known.has(dirname(path))) await makeFolder(dirname(path), root)
    known.add(dirname(path))
    const written = await writeOnce(path, join(root, TEMPORARIES, temporaryName()), bytes)
    if (!written && !Buffer.from(bytes).equals(await readFile(path))) throw objectExists(name, root)
    await flushFolder(dirname(path)).catch(async (thrown: unknown) => {
      // A second flush may succeed without having written what the first one could not: the next try writes anew.
      if (written) await unlinkIfThere(path)
      throw thrown
    })
  }

  async function getRange(name: string, offset: number, length: number): Promise<Uint8Array> {
    await using file = await open(pathOf(name), 'r')
    const { buffer, bytesRead } = await readFully(file, offset, length)
    if (bytesRead < length) throw objectShort(name, root)
    return buffer
  }

  return {
    place: root,
    put: (name, bytes) => told(`write ${name}`, root, () => put(name, bytes)),
    get: (name) => reading(name, root, () => readFile(pathOf(name))),
    getRange: (name, offset, length) => reading(name, root, () => getRange(name, offset, length)),
    find: (name) => told(`look for ${name}`, root, () => findFile(pathOf(name))),
    list: (prefix, stranger = () => undefined) => listFiles(root, prefix, stranger),
    listFolders: (folder) => listFolders(root, folder),
    remove: (name) => told(`remove ${name}`, root, () => removeFile(pathOf(name))),
  }
}

/** False when the name is taken. Nothing else is left behind in either case. */
async function writeOnce(path: string, temporary: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await writeFlushed(temporary, bytes)
    return await linkOnce(temporary, path)
  } finally {
    await unlinkIfThere(temporary)
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(bytes)
  await file.datasync()
}

async function linkOnce(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path)
    return true
  } catch (thrown) {
    const code = codeOf(thrown)
    if (code === 'EEXIST') return false
    if (!WITHOUT_LINKS.has(code)) throw thrown
    return await renameOnce(temporary, path)
  }
}

/** File systems without hard links (some network shares, exFAT). Two writers of one name at one instant are not told apart there. */
const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

async function renameOnce(temporary: string, path: string): Promise<boolean> {
  if ((await findFile(path)) !== undefined) return false
  await rename(temporary, path)
  return true
}

/** Makes a folder and flushes the entries that lead to it, up to `top`: another process may have made them without. */
async function makeFolder(path: string, top: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  for (let folder = path; folder.length > top.length; folder = dirname(folder))
    await flushFolder(dirname(folder))
}

async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // NTFS journals its directories; they cannot be opened for a flush
  const folder = await open(path, 'r').catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'EACCES') throw thrown // a parent above the archive that we may pass but not read
  })
  await folder?.sync().finally(() => folder.close())
}

async function readFully(file: FileHandle, offset: number, length: number) {
  const buffer = Buffer.allocUnsafe(length)
  let bytesRead = 0
  while (bytesRead < length) {
    const read = await file.read(buffer, bytesRead, length - bytesRead, offset + bytesRead)
    if (read.bytesRead === 0) break
    bytesRead += read.bytesRead
  }
  return { buffer, bytesRead }
}

async function findFile(path: string): Promise<{ bytes: number } | undefined> {
  const found = await stat(path).catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'ENOENT') throw thrown
  })
  return found === undefined ? undefined : { bytes: found.size }
}

async function removeFile(path: string): Promise<void> {
  await unlinkIfThere(path)
  await flushFolder(dirname(path)).catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'ENOENT') throw thrown
  })
}

/** Walks folders in code-unit order of the whole names: a folder sorts as `name/`, as its contents do. */
async function* listFiles(
  root: string,
  prefix: string,
  stranger: OnStranger,
  folder = '',
): AsyncIterable<string> {
  for (const name of await entriesOf(root, folder)) {
    const isFolder = name.endsWith('/')
    if (!name.startsWith(prefix) && !(isFolder && prefix.startsWith(name))) continue
    if (!isObjectName(isFolder ? name.slice(0, -1) : name)) stranger(name)
    else if (isFolder) yield* listFiles(root, prefix, stranger, name)
    else yield name
  }
}

async function* listFolders(root: string, folder: string): AsyncIterable<string> {
  for (const name of await entriesOf(root, folder))
    if (name.endsWith('/') && isObjectName(name.slice(0, -1))) yield name
}

async function entriesOf(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'ENOENT')
      throw storeFailure(`list ${folder || 'the archive'}`, root, codeOf(thrown))
    return []
  })
  const visible = entries.filter(({ name }) => !isHidden(name))
  return visible.map((entry) => folder + entry.name + (entry.isDirectory() ? '/' : '')).sort()
}

async function reading<T>(name: string, place: string, act: () => Promise<T>): Promise<T> {
  return await told(`read ${name}`, place, async () => {
    try {
      return await act()
    } catch (thrown) {
      throw MISSING.has(codeOf(thrown)) ? objectMissing(name, place) : thrown
    }
  })
}

const MISSING = new Set(['ENOENT', 'EISDIR', 'ENOTDIR'])

function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException | undefined)?.code ?? String(thrown)
}
