/**
 * Writes one export of a filled vault in a process that does nothing else: `node bench/exports-process.ts FOLDER FORMAT`.
 * Prints `{ rows, seconds, idleMb, peakMb, bytes }`; idle is the vault open and asked once, as in a product at rest.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ExportRow, findExport, insertExport } from '../server/books/exports.ts'
import { createSigningKeys } from '../server/books/signing-keys.ts'
import { localExportFiles } from '../server/export-files/local-export-files.ts'
import { systemClock as clock } from '../server/process/system-clock.ts'
import { envelopeSealer } from '../server/secrets/sealer.ts'
import { runExport } from '../server/services/exports/export-job.ts'
import { createExportSigner } from '../server/services/exports/export-signer.ts'
import { createIndexer } from '../server/services/search/indexer.ts'
import { openBenchVault, TENANT } from './filled-vault.ts'

const [folder = '', format = ''] = process.argv.slice(2)
const { database, archive, masterKey } = await openBenchVault(folder)
const db = database.kysely
const deps = {
  database,
  archive,
  clock,
  signer: createExportSigner({ signingKeys: createSigningKeys(database), sealer: envelopeSealer(masterKey) }),
  indexer: createIndexer({ database, archive, clock, onError: (error) => console.error(error) }),
  files: localExportFiles(join(folder, 'exports')),
}
const id = `bench-${format}`
const by = { requestedBy: 'bench', operatorName: 'Bench', purpose: null, createdAt: clock.now() }
await insertExport(db, { id, tenantId: TENANT, format: format as ExportRow['format'], selection: {}, ...by })
const idleMb = residentMb('VmRSS')
// From here on the high-water mark is this export's (proc(5), clear_refs).
writeFileSync('/proc/self/clear_refs', '5')
const begun = performance.now()
await runExport(deps, { tenantId: TENANT, id }, new AbortController().signal)
const seconds = (performance.now() - begun) / 1000
const row = await findExport(db, TENANT, id)
if (row?.state !== 'completed') throw new Error(`The export is ${row?.state}: ${row?.reason}`)
process.stdout.write(
  JSON.stringify({ rows: row.messages, seconds, idleMb, peakMb: residentMb('VmHWM'), bytes: row.bytes }),
)
await deps.files.remove(id)
await database.close()

function residentMb(what: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync('/proc/self/status', 'utf8')
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024)
}
