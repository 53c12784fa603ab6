/** A month's charges outlive the books: whatever happens to a database, what its archive tells is never less. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Archive } from '../../archive/archive.ts'
import { collect } from '../../archive/read-ahead.ts'
import { clockAt, framesOf, runOf, TENANT, temporaryArchive } from '../../archive/testing.ts'
import { createLedger } from '../../books/create-ledger.ts'
import { createTenants } from '../../books/tenants.ts'
import type { Database } from '../../database/database.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { setQuota } from '../../testing/set-quota.ts'
import { createTempDir, type TempDir } from '../../testing/temp-dir.ts'
import { rebuildCatalog } from '../archive/rebuild-catalog.ts'
import { BLOCK, createAllowances } from './allowances.ts'
import { createMeter } from './meter.ts'
import { catchUpWithNotes } from './restore-usage.ts'
import { usageOfMonth } from './usage-of-month.ts'

const MONTH = '2026-11'
const clock = clockAt('2026-11-20T10:00:00.000Z')
const PRICE = { pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' } as const

let dir: TempDir
let database: Database
beforeAll(async () => {
  dir = await createTempDir()
  database = await openEmbeddedCopy(dir.path)
})
afterAll(async () => {
  await database.close()
  await dir.remove()
})

/** An empty database, which is what a lost one comes back as, with nothing but who signed in. */
async function loseDatabase(): Promise<void> {
  await sql`truncate tenant, ledger_entry, quota_month, reservation, run, segment, price cascade`
    .execute(database.kysely)
    .catch(async () => {
      // Two tables are never emptied while they have a say.
      await sql`alter table ledger_entry disable trigger ledger_entry_kept`.execute(database.kysely)
      await loseDatabase()
    })
  await createTenants(database, clock).ensure(TENANT)
}

/** A vault at work over an empty database. */
async function vault(limit: number | null = null) {
  await loseDatabase()
  const made = await temporaryArchive(clock)
  return { ...made, ...(await tenantAt(made.archive, TENANT, limit)) }
}

/** A tenant at work; `restart` is a new process after a kill. Others beside it are no matter. */
async function tenantAt(archive: Archive, tenantId: string, limit: number | null = null) {
  const ledger = createLedger(database, clock)
  await createTenants(database, clock).ensure(tenantId)
  await setQuota(ledger, tenantId, { ...PRICE, monthlyLimit: limit })
  const tenant = await archive.open(tenantId)
  let process = 0
  let documents = 0
  let allowances = createAllowances({ archive, ledger })
  const workerId = () => `${tenantId}/${process}`
  const meter = () => createMeter({ ledger, clock, workerId: workerId(), allowances }, tenantId)
  const reserve = (runId: string | null, wanted: number) =>
    meter().reserve({ wanted, exact: false, runId, subjectId: 'ada' })
  return {
    tenant,
    ledger,
    reserve,
    async restart() {
      process += 1
      allowances = createAllowances({ archive, ledger })
      await ledger.settleOrphans([workerId()])
    },
    async close() {
      const usage = await allowances.usage(tenantId)
      documents += 1
      const last = await tenant.lastRun()
      const document = runOf(`run-${documents}`, documents, last?.digest ?? null, [])
      await tenant.closeRun({ ...document, tenantId, ...(usage && { usage }) })
    },
    async spent() {
      const { charged = 0, reserved = 0 } = (await ledger.balance(tenantId)) ?? {}
      return charged + reserved
    },
    told: async () => usageOfMonth(MONTH, await collect(tenant.runs()), await tenant.notedUsage(MONTH), []),
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('page' as const), rows: fc.integer({ min: 0, max: 400 }) }),
  },
  fc.record({
    do: fc.constantFrom('answer-lost', 'refused', 'killed', 'test', 'close', 'lanes'),
    rows: fc.constant(0),
  }),
)

describe('what the archive tells of a month', () => {
  it('is never less than what was charged and reserved, and exactly that once a run is closed', async () => {
    // A database and an archive for all of them: each attempt is a tenant of its own.
    const { archive, remove } = await vault()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const v = await tenantAt(archive, randomUUID())
        let kills = 1
        for (const { do: what, rows } of steps) {
          if (what === 'page') await (await v.reserve('run', 400)).charge(rows)
          if (what === 'answer-lost') await (await v.reserve('run', 50)).chargeInFull('lost')
          if (what === 'refused') await (await v.reserve('run', 50)).release('refused')
          if (what === 'test') await (await v.reserve(null, 1)).charge(1)
          if (what === 'lanes') {
            const lanes = await Promise.all([v.reserve('run', 50), v.reserve(null, 1), v.reserve('run', 50)])
            expect(await v.told()).toBeGreaterThanOrEqual(await v.spent())
            for (const lane of lanes) await lane.charge(1)
          }
          if (what === 'killed') {
            await v.reserve('run', 400)
            await v.restart()
            kills += 1
          }
          if (what === 'close') await v.close()
          const [told, spent] = [await v.told(), await v.spent()]
          if (what === 'close') {
            expect(told).toBe(spent)
            kills = 1
          }
          expect(told).toBeGreaterThanOrEqual(spent)
          expect(told - spent).toBeLessThanOrEqual(BLOCK * kills + 400)
        }
        expect((await v.tenant.verify()).damaged).toEqual([])
      }),
      { numRuns: 12 },
    )
    await remove()
  })

  it('wastes nothing of a block when the next one is begun', async () => {
    const v = await vault()
    for (const rows of [26, 185, 390, 226, 7, 368, 0]) await (await v.reserve('run', 400)).charge(rows)
    expect((await v.told()) - (await v.spent())).toBeLessThanOrEqual(BLOCK)
    await v.remove()
  })

  it('does not reach beyond the limit', async () => {
    const v = await vault(120)
    await (await v.reserve('run', 50)).charge(50)
    expect(await v.told()).toBe(120)
    await v.remove()
  })

  it('lets nothing be asked for that it could not be told', async () => {
    const v = await vault()
    const noteUsage = async () => {
      throw new Error('ENOSPC')
    }
    const archive = { ...v.archive, open: async () => ({ ...v.tenant, noteUsage }) }
    const allowances = createAllowances({ archive, ledger: v.ledger })
    const meter = createMeter({ ledger: v.ledger, clock, workerId: 'w', allowances }, TENANT)
    const asking = meter.reserve({ wanted: 50, exact: false, runId: 'run', subjectId: 'ada' })
    await expect(asking).rejects.toThrow('ENOSPC')
    expect(await v.ledger.balance(TENANT)).toMatchObject({ charged: 0, reserved: 0 })
    await v.remove()
  })

  it('counts what a process reads after another has closed the run it gave away', async () => {
    const v = await vault()
    const other = createAllowances({ archive: v.archive, ledger: v.ledger })
    await (await v.reserve('run-1', 50)).charge(50)
    const meter = createMeter({ ledger: v.ledger, clock, workerId: 'other', allowances: other }, TENANT)
    const page = { wanted: 50, exact: false, subjectId: 'ada' }
    await (await meter.reserve({ ...page, runId: 'run-1' })).charge(50)
    const usage = await other.usage(TENANT)
    await v.tenant.closeRun({ ...runOf('run-1', 1, null, []), ...(usage && { usage }) })
    await (await v.reserve(null, 1)).charge(1)
    await (await v.reserve('run-2', 50)).charge(50)
    expect(await v.told()).toBeGreaterThanOrEqual(await v.spent())
    await v.remove()
  })

  it('of two processes that note at once counts both', async () => {
    const v = await vault()
    const { openArchive } = await import('../../archive/open-archive.ts')
    const others = await Promise.all(
      [1, 2, 3].map(async () => (await openArchive({ ...v, clock })).open(TENANT)),
    )
    await Promise.all(others.flatMap((tenant) => [tenant.noteUsage(MONTH, 100), tenant.noteUsage(MONTH, 1)]))
    expect(await v.tenant.notedUsage(MONTH)).toEqual({ messages: 303, since: clock.now().toISOString() })
    expect((await v.tenant.verify()).damaged).toEqual([])
    await v.remove()
  })
})

describe('a lost database that is rebuilt', () => {
  const rebuild = ({ archive }: Awaited<ReturnType<typeof vault>>) =>
    rebuildCatalog({ database, archive, clock }, () => undefined)
  const charges = async ({ ledger }: Awaited<ReturnType<typeof vault>>) =>
    (await ledger.entries(TENANT, { limit: 500 }))
      .filter(({ kind }) => kind === 'charge')
      .reduce((sum, { messages }) => sum + messages, 0)

  const months = async () =>
    await database.kysely
      .selectFrom('quota_month')
      .select(['month', 'charged', 'noted'])
      .where('tenant_id', '=', TENANT)
      .orderBy('month')
      .execute()

  it('has this month charged again before anything may be reserved, and its entries sum to it', async () => {
    const v = await vault()
    for (let page = 0; page < 19; page += 1) await (await v.reserve('run', 50)).charge(50)
    await v.close()
    await loseDatabase()
    await rebuild(v)
    expect(await v.ledger.charged(TENANT)).toBe(950)
    await setQuota(v.ledger, TENANT, { ...PRICE, monthlyLimit: 960 })
    expect(await v.ledger.balance(TENANT)).toMatchObject({ charged: 950, reserved: 0, left: 10 })
    expect(await charges(v)).toBe(950)
    await rebuild(v)
    expect(await charges(v)).toBe(950)
    await v.remove()
  })

  it('counts a month that nothing but notes tell of, and goes by no clock for it', async () => {
    const v = await vault()
    await (await v.reserve(null, 1)).charge(1)
    await v.reserve('run', 50)
    await loseDatabase()
    const wrong = clockAt('2027-03-01T00:00:00.000Z')
    await rebuildCatalog({ database, archive: v.archive, clock: wrong }, () => undefined)
    expect(await v.ledger.charged(TENANT)).toBe(1 + BLOCK)
    expect(await charges(v)).toBe(1 + BLOCK)
    await rebuild(v)
    expect(await charges(v)).toBe(1 + BLOCK)
    await v.remove()
  })

  it('counts each month that was noted, not the newest alone', async () => {
    const v = await vault()
    await v.tenant.noteUsage('2026-09', 300)
    await v.tenant.noteUsage('2026-10', 200)
    await v.reserve('run', 50)
    await loseDatabase()
    await rebuild(v)
    expect(await months()).toEqual([
      { month: '2026-09', charged: 300, noted: 300 },
      { month: '2026-10', charged: 200, noted: 200 },
      { month: '2026-11', charged: BLOCK, noted: BLOCK },
    ])
    await v.remove()
  })

  it('believes books that never knew of notes: those of a version before them', async () => {
    const v = await vault()
    await (await v.reserve('run', 50)).charge(50)
    await sql`update quota_month set noted = null`.execute(database.kysely)
    await rebuild(v)
    await catchUpWithNotes({ database, clock }, v.tenant)
    expect(await months()).toEqual([{ month: MONTH, charged: 50, noted: null }])
    await v.remove()
  })

  it('put back from an older copy has what the last run document says, and the notes after it', async () => {
    const v = await vault()
    await (await v.reserve('run', 50)).charge(50)
    await v.close()
    const copy = await months()
    for (let page = 0; page < 30; page += 1) await (await v.reserve('run-2', 50)).charge(50)
    const spent = await v.spent()
    await sql`update quota_month set charged = ${copy[0]?.charged}, noted = ${copy[0]?.noted}`.execute(
      database.kysely,
    )
    await catchUpWithNotes({ database, clock }, v.tenant)
    const charged = await v.ledger.charged(TENANT)
    expect(charged).toBe(await v.told())
    expect(charged).toBeGreaterThanOrEqual(spent)
    expect(charged).toBeLessThan((await v.tenant.notedUsage(MONTH)).messages)
    await v.remove()
  })

  it('counts runs without notes in the month they name, whatever the clock says', async () => {
    const v = await vault()
    const { totals, ...run } = runOf('old-1', 1, null, [])
    const november = { startedAt: '2026-11-02T00:00:00.000Z', endedAt: '2026-11-03T00:00:00.000Z' }
    await v.tenant.closeRun({ ...run, ...november, totals: { ...totals, charged: 700 } })
    await loseDatabase()
    const wrong = clockAt('2027-03-01T00:00:00.000Z')
    await rebuildCatalog({ database, archive: v.archive, clock: wrong }, () => undefined)
    expect(await v.ledger.charged(TENANT)).toBe(700)
    await v.remove()
  })

  it('keeps the ledger it has: nothing is booked twice, also in the middle of a run', async () => {
    const v = await vault()
    await (await v.reserve('run', 50)).charge(50)
    await rebuild(v)
    await rebuild(v)
    expect(await charges(v)).toBe(50)
    await v.remove()
  })

  it('counts the runs of earlier versions, and rows of one that was cut off', async () => {
    const v = await vault()
    const first = await v.tenant.closeRun({
      ...runOf('old-1', 1, null, []),
      totals: { ...runOf('x', 1, null, []).totals, charged: 700 },
    })
    const october = { startedAt: '2026-10-02T00:00:00.000Z', endedAt: '2026-10-03T00:00:00.000Z' }
    await v.tenant.closeRun({ ...runOf('old-2', 2, first.digest, []), ...october })
    await v.tenant.seal('old-3', 1, framesOf(80))
    await loseDatabase()
    await rebuild(v)
    expect(await v.ledger.charged(TENANT)).toBe(780)
    await v.remove()
  })
})
