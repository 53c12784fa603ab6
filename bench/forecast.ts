/**
 * How good forecasts are: many seeded tenants, each forecast before its first backup, and compared with what that backup
 * read; then people write more, and it's the same for the backup after. Strategies take turns. Chats of nobody, short pages and
 * empty pages are what the sandbox makes of a seed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import type { Forecast, Run } from '../server/contract/index.ts'
import { createApi } from '../server/testing/api.ts'
import { placeEmbeddedCopy } from '../server/testing/embedded-template.ts'
import { startProduct } from '../server/testing/product.ts'
import { backUp, connect, UNLIMITED } from './product-run.ts'
import { type Result, rounded } from './result.ts'

/** Contract of the product: so many of a hundred within the range, and so far off in the median, in percent. */
const WITHIN = 95
const OFF = 20
const AT_ONCE = 2

/** A backup leaves messages of the last ten seconds to the next one. */
const SETTLED_MS = 11_000

type Measure = {
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly fetched: number
}

type Compared = {
  readonly seed: number
  readonly strategy: Run['strategy']
  readonly first: Measure
  readonly later: Measure
}

export async function benchForecast(tenants: number): Promise<Result> {
  const compared: Compared[] = []
  const seeds = Array.from({ length: tenants }, (_, at) => 1000 + at)
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        const one = await compare(seed)
        process.stderr.write(`${JSON.stringify(one)}\n`)
        compared.push(one)
      }
    }),
  )
  const first = compared.map((one) => one.first)
  const later = compared.map((one) => one.later)
  const of = (strategy: Run['strategy']) =>
    rounded(medianError(compared.filter((one) => one.strategy === strategy).map((one) => one.first)))
  return {
    bench: 'forecast',
    value: percentWithin(first),
    unit: '% within range',
    floor: WITHIN,
    tenants: compared.length,
    medianErrorPercent: rounded(medianError(first)),
    medianErrorAllowed: OFF,
    medianErrorPayOnce: of('pay-once'),
    medianErrorComplete: of('complete'),
    laterWithin: percentWithin(later),
    laterMedianErrorPercent: rounded(medianError(later)),
  }
}

function percentWithin(measures: readonly Measure[]): number {
  const within = measures.filter(({ low, high, fetched }) => low <= fetched && fetched <= high)
  return rounded((100 * within.length) / measures.length)
}

/** A tenant of its own, with a product that knows nothing yet. */
async function compare(seed: number): Promise<Compared> {
  const strategy = seed % 2 === 0 ? 'pay-once' : 'complete'
  const users = 4 + ((seed * 7) % 12)
  const messages = 150 + ((seed * 131) % 600)
  const sandbox = await startSandbox({ port: 0, seed, users, messages })
  const dataDir = mkdtempSync(join(tmpdir(), 'chatvault-bench-'))
  try {
    await placeEmbeddedCopy(dataDir)
    const product = await startProduct(sandbox, { port: 0, dataDir, quiet: true, env: UNLIMITED })
    try {
      const api = createApi(product.url, () => sandbox.operatorToken('Mia'))
      const mailbox = sandbox.operators[0]?.person.userPrincipalName ?? ''
      await connect(api, { app: sandbox.app, mailbox })
      const measure = async (): Promise<Measure> => {
        const forecast = await api.send<Forecast>('POST', '/api/forecasts', { strategy })
        const expected = forecast.strategies[0]?.messages ?? { low: 0, likely: 0, high: 0 }
        const { run } = await backUp(api, product, strategy)
        return { ...expected, fetched: run.totals.fetched }
      }
      const first = await measure()
      write(sandbox, Math.ceil(messages / SHARE))
      await delay(SETTLED_MS)
      return { seed, strategy, first, later: await measure() }
    } finally {
      await product.kill()
    }
  } finally {
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Of the messages there were: what people write before the later run. */
const SHARE = 4

/** People write in turn, some chats more than others. */
function write({ tenant, control }: Sandbox, messages: number): void {
  const chats = [...tenant.chats.values()]
    .map(({ id, participants }) => ({
      id,
      people: participants.flatMap(({ person }) => (person?.mailbox ? [person.id] : [])),
    }))
    .filter(({ people }) => people.length > 0)
  for (let no = 0; no < messages; no++) {
    const chat = chats[(no * no) % chats.length]
    const from = chat?.people[no % chat.people.length]
    if (chat === undefined || from === undefined) continue
    control.addMessage({ chatId: chat.id, from, content: `Message ${no} of the second day` })
  }
}

/** Percent of what came. */
function medianError(measures: readonly Measure[]): number {
  const errors = measures
    .map(({ likely, fetched }) => (100 * Math.abs(likely - fetched)) / Math.max(1, fetched))
    .sort((a, b) => a - b)
  const middle = Math.floor(errors.length / 2)
  return errors.length % 2 === 1
    ? (errors[middle] ?? 0)
    : ((errors[middle - 1] ?? 0) + (errors[middle] ?? 0)) / 2
}
