/**
 * `npm run catalog:rebuild`: archive → catalog and search index, with the configuration of the server. Stop the server first: an embedded
 * database belongs to one process, and a run must not write while the catalog is created again.
 */
import { openArchive } from '../archive/open-archive.ts'
import { openObjectStore } from '../archive/open-object-store.ts'
import { ConfigError, readConfig } from '../config.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { VaultError } from '../domain/vault-error.ts'
import { azureOf } from '../places.ts'
import { systemClock as clock } from '../process/system-clock.ts'
import { openMasterKey } from '../secrets/open-master-key.ts'
import { rebuildCatalog } from '../services/archive/rebuild-catalog.ts'
import { createIndexer } from '../services/search/indexer.ts'
import { readCommandLine } from './command-line.ts'

const USAGE = `npm run catalog:rebuild      rebuilds catalog and search index from the archive, with the server's settings

  Stop the server first. The archive is only read. Exit codes: 0 done, 1 failed, 64 misuse, 78 wrong settings.
  --help`

async function rebuild(): Promise<void> {
  const config = readConfig(process.env)
  const masterKey = await openMasterKey(config.masterKey, { create: false })
  const store = await openObjectStore({ url: config.archive.url, readOnly: true, azure: azureOf(config) })
  const archive = await openArchive({ store, masterKey, clock, readOnly: true })
  const database = await openDatabase({ ...config, databaseUrl: config.databaseUrl?.reveal(), clock })
  try {
    await migrate(database, clock)
    const rebuilt = await rebuildCatalog({ database, archive, clock }, showProgress)
    const indexer = createIndexer({ database, archive, clock, onError: () => undefined })
    for (const { tenantId, segments, messages } of rebuilt) {
      if (process.stderr.isTTY) process.stderr.write(`\r${tenantId}: search index …`)
      await indexer.finish(tenantId)
      console.log(`${tenantId}: ${messages} messages from ${segments} segments`)
    }
  } finally {
    await database.close()
  }
}

function showProgress({
  tenantId,
  segments,
  messages,
}: {
  tenantId: string
  segments: number
  messages: number
}): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${tenantId}: ${segments} segments, ${messages} messages`)
}

readCommandLine(USAGE, {})
await rebuild().catch((error: unknown) => {
  const known = error instanceof VaultError || error instanceof ConfigError
  console.error(
    error instanceof VaultError ? `${error.message}\n${error.hint}` : known ? error.message : String(error),
  )
  process.exitCode = error instanceof ConfigError ? 78 : 1
})
