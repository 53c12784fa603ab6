/**
 * `npm run catalog:rebuild`: archive → catalog, with the configuration of the server. Stop the server first: an embedded
 * database belongs to one process, and a run must not write while the catalog is made anew.
 */
import { openArchive } from '../archive/open-archive.ts'
import { openObjectStore } from '../archive/open-object-store.ts'
import { readConfig } from '../config.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { VaultError } from '../domain/vault-error.ts'
import { openMasterKey } from '../secrets/open-master-key.ts'
import { rebuildCatalog } from '../services/rebuild-catalog.ts'
import { systemClock as clock } from '../system-clock.ts'

async function rebuild(): Promise<void> {
  const config = readConfig(process.env)
  const masterKey = await openMasterKey(config.masterKey, { create: false })
  const { url, azure } = config.archive
  const store = await openObjectStore({
    url,
    readOnly: true,
    azure: { connectionString: azure.connectionString?.reveal(), account: azure.account },
  })
  const archive = await openArchive({ store, masterKey, clock, readOnly: true })
  const database = await openDatabase({ ...config, databaseUrl: config.databaseUrl?.reveal(), clock })
  try {
    await migrate(database, clock)
    const rebuilt = await rebuildCatalog({ database, archive, clock }, showProgress)
    for (const { tenantId, segments, messages } of rebuilt) {
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

await rebuild().catch((error: unknown) => {
  const text = error instanceof VaultError ? `${error.message}\n${error.hint}` : String(error)
  console.error(text)
  process.exitCode = 1
})
