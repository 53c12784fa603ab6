import { existsSync } from 'node:fs'
import { chmod, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PGliteDialect } from 'kysely'
import type { Clock } from '../domain/clock.ts'
import { demandWhole } from './damaged-database.ts'
import type { EmbeddedDatabase } from './database.ts'
import { demandUsable } from './demands.ts'
import { lockDirectory } from './directory-lock.ts'
import { syncPath, syncTree } from './durable-files.ts'
import type { EmbeddedClient } from './embedded-client.ts'
import type { EmbeddedGuard, OnBroken } from './embedded-guard.ts'
import { startInThread } from './embedded-in-thread.ts'
import { demandOwnDisk } from './network-folder.ts'
import type { Schema } from './schema.ts'
import { type Ask, stateSession } from './session.ts'
import { startEmbedded } from './start-embedded.ts'
import { keepUp } from './upkeep.ts'

export type EmbeddedSettings = {
  readonly clock: Clock
  readonly onBroken: OnBroken
  /** In a thread of its own no statement holds up anything else. Starting one takes a tenth of a second. */
  readonly ownThread: boolean
}

type Opened = { readonly pglite: EmbeddedClient; readonly guard: Pick<EmbeddedGuard, 'broken'> }

/**
 * Opens the database in `$DATA_DIR/db`, created on first use. Throws `data-dir-network` in a network folder, `data-dir-in-use`
 * while another process has it, and `database-damaged` when it does not open. A commit that resolved survives a power cut; a
 * process killed at any moment leaves a folder that opens again. When the disk or the engine fails fatally, `onBroken` is called
 * before anyone is answered, and no statement is run any more.
 */
export async function openEmbedded(dataDir: string, settings: EmbeddedSettings): Promise<EmbeddedDatabase> {
  demandOwnDisk(dataDir)
  const lock = lockDirectory(dataDir)
  try {
    const directory = join(dataDir, 'db')
    if (existsSync(directory)) demandWhole(directory)
    else await createDirectory(dataDir, directory, settings)
    return asDatabase(await start(directory, settings), settings.clock, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Made beside its place and renamed into it when complete: half a database is never found there. */
async function createDirectory(
  dataDir: string,
  directory: string,
  settings: EmbeddedSettings,
): Promise<void> {
  const draft = join(dataDir, 'db.new')
  await rm(draft, { recursive: true, force: true })
  const { pglite } = await start(draft, settings)
  await pglite.close()
  await chmod(draft, 0o700)
  await syncTree(draft)
  await rename(draft, directory)
  await syncPath(dataDir)
}

/** A database that may be used, with the settings the program relies on. */
async function start(directory: string, { onBroken, ownThread }: EmbeddedSettings): Promise<Opened> {
  const opened = await (ownThread ? startInThread : startEmbedded)(directory, onBroken)
  const ask: Ask = async (text, values) =>
    (await opened.pglite.query<Record<string, unknown>>(text, values)).rows
  await stateSession(ask)
  await demandUsable(ask, `in ${directory}`)
  return opened
}

function asDatabase({ pglite, guard }: Opened, clock: Clock, release: () => void): EmbeddedDatabase {
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
