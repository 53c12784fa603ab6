/**
 * Temporary files of a local object store. They lie in `<root>/.tmp`, on the same file system as the objects, and no
 * object name can reach them because names never start with a dot.
 *
 * A name tells who writes it: `<host>.<pid>.<process token>.<n>`. On open, what nobody writes any more is removed: files
 * of dead processes of this host, of an earlier process under our pid (containers), and anything older than a day.
 */
import { readdir, stat, unlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { randomHex } from '../secrets/randomness.ts'

const HOST = hostname().replace(/[^A-Za-z0-9-]/g, '-') || 'host'
const TOKEN = randomHex(6)
const LONGEST_WRITE_MS = 24 * 3_600_000
let counter = 0

export function temporaryName(): string {
  counter += 1
  return `${HOST}.${process.pid}.${TOKEN}.${counter}`
}

/**
 * Removes leftovers in `folder`. The probe file proves that the folder can be written, and its time is the file
 * system's own "now".
 */
export async function sweepTemporaries(folder: string): Promise<void> {
  const probe = join(folder, temporaryName())
  await writeFile(probe, '', { flag: 'wx', mode: 0o600 })
  const now = (await stat(probe)).mtimeMs
  await unlink(probe)
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (isAbandoned(name) || (await isOlder(path, now - LONGEST_WRITE_MS))) await unlinkIfThere(path)
  }
}

export async function unlinkIfThere(path: string): Promise<void> {
  await unlink(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'ENOENT') throw thrown
  })
}

function isAbandoned(name: string): boolean {
  const [host, pid, token] = name.split('.')
  if (host !== HOST) return false
  if (Number(pid) === process.pid) return token !== TOKEN
  return !isAlive(Number(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function isOlder(path: string, thanMs: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && found.mtimeMs < thanMs
}
