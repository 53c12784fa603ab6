/**
 * `npm run books -- backup|restore DIR`: what can't be rebuilt from the archive, with the configuration of the server. A
 * backup runs next to a working server: PostgreSQL is read in a snapshot, and a server with the embedded database is asked
 * to make one.
 */
import { cp, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openArchive } from '../archive/open-archive.ts'
import { openObjectStore } from '../archive/open-object-store.ts'
import { backUpBooks } from '../books/copies/back-up-books.ts'
import { proveFolder, restoreBooks } from '../books/copies/restore-books.ts'
import { demandEmpty, type Manifest, openSealedFolder } from '../books/copies/sealed-folder.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { syncTree } from '../database/durable-files.ts'
import { openDatabase } from '../database/open-database.ts'
import { toVaultError } from '../domain/vault-error.ts'
import { azureOf } from '../places.ts'
import { askProduct } from '../process/control.ts'
import { systemClock as clock } from '../process/system-clock.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { openMasterKey } from '../secrets/open-master-key.ts'
import { readCommandLine, refuse } from './command-line.ts'

const USAGE = `npm run books -- backup DIR      writes what can't be rebuilt from the archive to a new folder, sealed
npm run books -- restore DIR     fills an empty database from such a folder

  With the server's settings (.env). A backup may run next to the server. Before a restore, stop the server, and put the
  master key and the archive in place; afterwards run npm run catalog:rebuild, then start the server.
  Exit codes: 0 done, 1 failed, 64 misuse, 78 wrong settings.
  --help`

const { positionals } = readCommandLine(USAGE, {}, { allowPositionals: true })
const [verb, folder, ...more] = positionals
if ((verb !== 'backup' && verb !== 'restore') || folder === undefined || more.length > 0)
  refuse('Say backup or restore, and one folder.', USAGE)

await (verb === 'backup' ? backUp : restore)(resolve(folder)).catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.message)
  else {
    const { message, hint } = toVaultError(error, `${verb} the books`)
    console.error(`${message}\n${hint}`)
  }
  process.exitCode = error instanceof ConfigError ? 78 : 1
})

async function backUp(target: string): Promise<void> {
  const config = readConfig(process.env)
  const masterKey = await openMasterKey(config.masterKey, { create: false })
  await demandEmpty(target)
  if (!(await fetchFromProduct(config, target)))
    await withDatabase(config, async (database) => {
      await backUpBooks({ database, masterKey, clock }, target)
    })
  const opened = await openSealedFolder(target, masterKey)
  await proveFolder(opened)
  tell(`Backed up to ${target}`, opened.manifest)
  console.log('Keep it apart from this machine, with a copy of the master key in yet another place.')
}

/** False when no server has the embedded database open. */
async function fetchFromProduct({ databaseUrl, dataDir }: Config, target: string): Promise<boolean> {
  if (databaseUrl !== undefined) return false
  const made = await askProduct<{ folder: string }>(dataDir, 'back-up-books')
  if (made === undefined) return false
  try {
    await cp(made.folder, target, { recursive: true })
    await syncTree(target)
  } finally {
    await rm(made.folder, { recursive: true, force: true })
  }
  return true
}

async function restore(source: string): Promise<void> {
  const config = readConfig(process.env)
  const masterKey = await openMasterKey(config.masterKey, { create: false })
  await demandArchive(config, masterKey)
  await withDatabase(config, async (database) => {
    tell(`Restored from ${source}`, await restoreBooks({ database, masterKey, clock }, source))
  })
  console.log('Now run npm run catalog:rebuild, then start the server.')
}

/** Throws `archive-missing` or what a wrong key throws, before anything is restored. */
async function demandArchive(config: Config, masterKey: MasterKey): Promise<void> {
  const store = await openObjectStore({ url: config.archive.url, readOnly: true, azure: azureOf(config) })
  const archive = await openArchive({ store, masterKey, clock, readOnly: true })
  for await (const tenantId of archive.tenants()) await archive.find(tenantId)
}

async function withDatabase(config: Config, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ ...config, databaseUrl: config.databaseUrl?.reveal(), clock })
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

function tell(what: string, { createdAt, tables }: Manifest): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`${what}: ${rows} rows in ${tables.length} tables, as of ${createdAt}.`)
}
