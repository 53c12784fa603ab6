/**
 * A process made to be killed: carries out what was approved in the vault named in its arguments, saying when it begins.
 * `node removal-hammer.ts <tenant> <folder of key and archive> <database URL>`
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openLocalObjectStore } from '../archive/local-object-store.ts'
import { openArchive } from '../archive/open-archive.ts'
import { findRunningRemoval } from '../books/removals.ts'
import { openDatabase } from '../database/open-database.ts'
import { localExportFiles } from '../export-files/local-export-files.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import { carryOut } from '../services/removal/carry-out.ts'
import { createIndexer } from '../services/search/indexer.ts'
import { realClock as clock } from './fake-clock.ts'

const [tenantId = '', dir = '', databaseUrl = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir: '', databaseUrl, clock })
const masterKey = await openKeyFile({ path: join(dir, 'master.key'), create: false })
const store = await openLocalObjectStore(join(dir, 'archive'))
const archive = await openArchive({ store, masterKey, clock })
const indexer = createIndexer({ database, archive, clock, onError: () => undefined })
const deps = {
  database,
  archive,
  indexer,
  clock,
  exportFiles: localExportFiles(join(dir, 'exports')),
  liveWorkers: async () => [],
  continueRun: async () => undefined,
  continueExports: async () => undefined,
}
const row = await findRunningRemoval(database.kysely, tenantId)
writeSync(1, 'started\n')
if (row !== undefined) await carryOut(deps, row, new AbortController().signal)
await indexer.stop()
await database.close()
