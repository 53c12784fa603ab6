/** `npm run bench [NAME …]`: one JSON object per line as each ends, then a table. */

import { readCommandLine, refuse } from '../server/cli/command-line.ts'
import { benchBackup } from './backup.ts'
import { benchBackupLatency } from './backup-latency.ts'
import { benchBilling } from './billing.ts'
import { benchFirstScreen, benchFirstScreenPage } from './first-screen.ts'
import { benchMemory } from './memory.ts'
import { type Result, table } from './result.ts'
import { benchResume } from './resume.ts'

const BENCHES: Record<string, () => Promise<Result>> = {
  backup: benchBackup,
  'backup-latency': benchBackupLatency,
  billing: benchBilling,
  'first-screen': benchFirstScreen,
  'first-screen-page': benchFirstScreenPage,
  memory: benchMemory,
  resume: benchResume,
}

const USAGE = `npm run bench -- [NAME …]      runs the benchmarks named, or all of them

  Names: ${Object.keys(BENCHES).join(', ')}
  --help`

const asked = readCommandLine(USAGE, {}, { allowPositionals: true }).positionals
const names = asked.length > 0 ? asked : Object.keys(BENCHES)
const unknown = names.filter((name) => !(name in BENCHES))
if (unknown.length > 0) refuse(`Unknown benchmark: ${unknown.join(', ')}.`, USAGE)

const results: Result[] = []
for (const name of names) {
  const result = await BENCHES[name]?.()
  if (result === undefined) continue
  results.push(result)
  console.log(JSON.stringify(result))
}
console.log(table(results))
