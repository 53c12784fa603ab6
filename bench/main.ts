/** `npm run bench [NAME …]`: one JSON object per line as each ends, then a table. */

import { readCommandLine, refuse, wholeNumber } from '../server/cli/command-line.ts'
import { benchBackup } from './backup.ts'
import { benchBackupLatency } from './backup-latency.ts'
import { withBaseline } from './baseline.ts'
import { benchBilling } from './billing.ts'
import { benchExports } from './exports.ts'
import { benchFirstScreen, benchFirstScreenPage } from './first-screen.ts'
import { benchForecast } from './forecast.ts'
import { benchMemory } from './memory.ts'
import { benchProtect } from './protect.ts'
import { type Result, table } from './result.ts'
import { benchResume } from './resume.ts'
import { benchSearch } from './search.ts'
import { benchStorage } from './storage.ts'

let messages = 100_000
let tenants = 200

const BENCHES: Record<string, () => Promise<Result>> = {
  backup: benchBackup,
  'backup-latency': benchBackupLatency,
  billing: benchBilling,
  exports: () => benchExports(messages),
  forecast: () => benchForecast(tenants),
  'first-screen': benchFirstScreen,
  'first-screen-page': benchFirstScreenPage,
  memory: benchMemory,
  protect: benchProtect,
  resume: benchResume,
  search: () => benchSearch(messages),
  storage: benchStorage,
}

const USAGE = `npm run bench -- [NAME …]      runs the benchmarks named, or all of them

  Names: ${Object.keys(BENCHES).join(', ')}
  --messages N   of the benchmarks search and exports (100000; a million takes some ten minutes)
  --tenants N    of the benchmark forecast (200, some half an hour)
  --baseline DIR the same benchmarks of another checkout, each after ours, and our values as multiples of its
  --help`

const { values, positionals: asked } = readCommandLine(
  USAGE,
  { messages: { type: 'string' }, tenants: { type: 'string' }, baseline: { type: 'string' } },
  { allowPositionals: true },
)
if (values.messages !== undefined) messages = wholeNumber('messages', values.messages, 1, USAGE)
if (values.tenants !== undefined) tenants = wholeNumber('tenants', values.tenants, 1, USAGE)
const names = asked.length > 0 ? asked : Object.keys(BENCHES)
const unknown = names.filter((name) => !(name in BENCHES))
if (unknown.length > 0) refuse(`Unknown benchmark: ${unknown.join(', ')}.`, USAGE)

const results: Result[] = []
for (const name of names) {
  const ours = await BENCHES[name]?.()
  if (ours === undefined) continue
  const result = values.baseline === undefined ? ours : await withBaseline(values.baseline, ours)
  results.push(result)
  console.log(JSON.stringify(result))
}
console.log(table(results))
