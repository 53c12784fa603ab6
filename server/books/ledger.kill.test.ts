import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { usePostgres } from '../testing/databases.ts'
import { realClock } from '../testing/fake-clock.ts'
import { findLedgerFaults, listMonths } from '../testing/ledger-invariants.ts'
import { SHORT_LIVED } from '../testing/product.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import { createLedger } from './create-ledger.ts'
import { createWorkers } from './workers.ts'

const HAMMER = fileURLToPath(new URL('../testing/ledger-hammer.ts', import.meta.url))
const TENANT = '11111111-1111-4111-8111-111111111111'
const LIMIT = 2_000_000
const KILLS = 20
type Place = { readonly dataDir: string; readonly databaseUrl?: string }

/**
 * Half of them die at any time, the opening of the database included; the others once they have booked so much, however long
 * a busy machine takes for it.
 */
async function hammerAndKill(place: Place, round: number): Promise<string[]> {
  const databaseUrl = place.databaseUrl === undefined ? [] : [place.databaseUrl]
  const child = spawn(process.execPath, [...SHORT_LIVED, HAMMER, TENANT, place.dataDir, ...databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const lines: string[] = []
  const reader = createInterface(child.stdout)
  const kill = () => child.kill('SIGKILL')
  if (round % 2 === 0) setTimeout(kill, 100 + round * 80)
  let charged = 0
  reader.on('line', (line) => {
    lines.push(line)
    if (line.startsWith('charged')) charged += 1
    if (round % 2 === 1 && charged > 5 + round) kill()
  })
  await Promise.all([once(reader, 'close'), exited])
  return lines
}

/** Every line that was said is in the journal. */
async function expectAcknowledged(database: Database, lines: readonly string[]): Promise<void> {
  const { rows } = await sql<{ line: string }>`
    select format('%s %s %s', case kind when 'reserve' then 'reserved' else 'charged' end, reservation_id, messages)
      as line
    from ledger_entry where kind in ('reserve', 'charge')
  `.execute(database.kysely)
  const booked = new Set(rows.map((row) => row.line))
  const said = lines.filter((line) => /^(reserved|charged) \d+ [1-9]/.test(line))
  expect(said.filter((line) => !booked.has(line))).toEqual([])
}

async function expectBalanced(database: Database): Promise<void> {
  expect(await findLedgerFaults(database.kysely)).toEqual([])
  const booked = (await listMonths(database.kysely)).reduce((sum, row) => sum + row.charged + row.reserved, 0)
  expect(booked).toBeLessThanOrEqual(LIMIT)
}

async function expectSettled(database: Database): Promise<void> {
  const workers = createWorkers(database, realClock)
  await createLedger(database, realClock).settleOrphans(await workers.live())
  const months = await listMonths(database.kysely)
  expect(months.map((month) => month.reserved)).toEqual(months.map(() => 0))
  await expectBalanced(database)
}

async function survive(place: Place): Promise<string[]> {
  const lines: string[] = []
  for (let round = 0; round < KILLS; round += 1) lines.push(...(await hammerAndKill(place, round)))
  const database = await openDatabase({ ...place, clock: realClock })
  try {
    await expectBalanced(database)
    await expectAcknowledged(database, lines)
    await expectSettled(database)
  } finally {
    await database.close()
  }
  return lines
}

describe('a process that books and is killed twenty times leaves sound books', { timeout: 300_000 }, () => {
  it('embedded, from the first start on', async () => {
    await using dir = await createTempDir()
    const lines = await survive({ dataDir: dir.path })
    expect(lines.filter((line) => line.startsWith('charged')).length).toBeGreaterThan(100)
    expect(lines.some((line) => /^orphans [1-9]/.test(line))).toBe(true)
  })

  describe('on PostgreSQL', () => {
    const server = usePostgres()

    it('beside two others that are killed too', async () => {
      const place = { dataDir: '', databaseUrl: await server.createDatabase() }
      const database = await openDatabase({ ...place, clock: realClock })
      const lines: string[] = []
      for (let round = 0; round < KILLS; round += 2) {
        const rounds = [round, round + 1, round + 1]
        lines.push(...(await Promise.all(rounds.map((one) => hammerAndKill(place, one)))).flat())
        await expectBalanced(database)
      }
      await expectAcknowledged(database, lines)
      await expectSettled(database)
      await database.close()
      expect(lines.filter((line) => line.startsWith('charged')).length).toBeGreaterThan(100)
    })
  })
})
