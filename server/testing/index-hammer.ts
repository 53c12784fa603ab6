/**
 * A process made to be killed: indexes what waits in the vault named in its arguments, saying when it begins.
 * `node index-hammer.ts <tenant> <folder of key and archive> <database URL>`
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openLocalObjectStore } from '../archive/local-object-store.ts'
import { openArchive } from '../archive/open-archive.ts'
import { openDatabase } from '../database/open-database.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import { createIndexer } from '../services/search/indexer.ts'
import { realClock as clock } from './fake-clock.ts'

const [tenantId = '', dir = '', databaseUrl = ''] = process.argv.slice(2)
const database = await openDatabase({ dataDir: '', databaseUrl, clock })
const masterKey = await openKeyFile({ path: join(dir, 'master.key'), create: false })
const store = await openLocalObjectStore(join(dir, 'archive'))
const archive = await openArchive({ store, masterKey, clock })
const indexer = createIndexer({
  database,
  archive,
  clock,
  onError: (error) => process.stderr.write(`${error}\n`),
})
writeSync(1, 'started\n')
await indexer.finish(tenantId)
await database.close()
