import { existsSync } from 'node:fs'
import { chmod, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import type { Clock } from '../domain/clock.ts'
import { damaged, demandWhole } from './damaged-database.ts'
import type { EmbeddedDatabase } from './database.ts'
import { demandUsable } from './demands.ts'
import { lockDirectory } from './directory-lock.ts'
import { DurableFiles, syncPath, syncTree } from './durable-files.ts'
import { createEmbeddedGuard, type EmbeddedGuard, type Engine, type OnBroken } from './embedded-guard.ts'
import { listenForLastWords } from './last-words.ts'
import { demandOwnDisk } from './network-folder.ts'
import type { Schema } from './schema.ts'
import { type Ask, stateSession } from './session.ts'
import { keepUp } from './upkeep.ts'
import { PARSERS } from './wire-types.ts'

/** PGlite's own, without `-F` (no fsync) and with the one sync method its file layer can carry out. */
function startParams(): string[] {
  const durable = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  return [...durable, ...SETTINGS.flatMap((setting) => ['-c', setting])]
}

/**
 * A quarter of the usual buffers: the system keeps the files' pages anyway, and PGlite writes over all of its memory when it
 * starts. A backup of 150,000 messages takes no longer by it (53 against 57 s of processor time) and 780 instead of 1,030 MB.
 */
const SETTINGS = ['wal_sync_method=fsync', 'max_wal_size=256MB', 'min_wal_size=32MB', 'shared_buffers=32MB']

/**
 * Opens the database in `$DATA_DIR/db`, created on first use. Throws `data-dir-network` in a network folder, `data-dir-in-use`
 * while another process has it, and `database-damaged` when it does not open. A commit that resolved survives a power cut; a process killed at any moment
 * leaves a folder that opens again. When the disk or the engine fails fatally, `onBroken` is called before anyone is
 * answered, and no statement is run any more.
 */
export async function openEmbedded(
  dataDir: string,
  clock: Clock,
  onBroken: OnBroken,
): Promise<EmbeddedDatabase> {
  demandOwnDisk(dataDir)
  const lock = lockDirectory(dataDir)
  try {
    const directory = join(dataDir, 'db')
    if (existsSync(directory)) demandWhole(directory)
    else await createDirectory(dataDir, directory, onBroken)
    return asDatabase(await start(directory, onBroken), clock, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Made beside its place and renamed into it when complete: half a database is never found there. */
async function createDirectory(dataDir: string, directory: string, onBroken: OnBroken): Promise<void> {
  const draft = join(dataDir, 'db.new')
  await rm(draft, { recursive: true, force: true })
  const { pglite } = await start(draft, onBroken)
  await pglite.close()
  await chmod(draft, 0o700)
  await syncTree(draft)
  await rename(draft, directory)
  await syncPath(dataDir)
}

type Started = { readonly pglite: PGlite; readonly guard: EmbeddedGuard }

async function start(directory: string, onBroken: OnBroken): Promise<Started> {
  const words = listenForLastWords()
  const guard = createEmbeddedGuard(directory, words, onBroken)
  const pglite = new PGlite({
    fs: new DurableFiles(directory, guard.fail),
    startParams: startParams(),
    parsers: { ...PARSERS },
    onStderr: words.hear,
  })
  await pglite.waitReady.catch((thrown: unknown) => {
    throw guard.broken ?? damaged(directory, words.reasonOf(thrown), thrown)
  })
  // Emscripten's module has more than PGlite's types tell.
  guard.watch(pglite.Module as unknown as Engine)
  const ask: Ask = async (text, values) => (await pglite.query<Record<string, unknown>>(text, values)).rows
  await stateSession(ask)
  await demandUsable(ask, `in ${directory}`)
  return { pglite, guard }
}

function asDatabase({ pglite, guard }: Started, clock: Clock, release: () => void): EmbeddedDatabase {
  const ended = new AbortController()
  void keepUp(pglite, clock, ended.signal)
  let closing: Promise<void> | undefined
  return {
    kind: 'embedded',
    pglite,
    kysely: new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }) }),
    script: async (text) => {
      await pglite.exec(text)
    },
    close: () => {
      ended.abort()
      // Closing writes a checkpoint: a broken database is left as it is.
      closing ??= (guard.broken ? Promise.resolve() : pglite.close()).finally(release)
      return closing
    },
  }
}
