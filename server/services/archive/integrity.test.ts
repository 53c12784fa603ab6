/** Nightly checks and the state of the archive, as the books tell it. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Damage } from '../../archive/archive.ts'
import { createSchedules } from '../../books/schedules.ts'
import {
  completeVerification,
  failVerification,
  insertVerification,
  listVerifications,
  noteVerified,
} from '../../books/verifications.ts'
import type { Database } from '../../database/database.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  operatorOf,
  TENANT_A,
  TENANT_B,
} from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createIntegrityService } from './integrity.ts'
import { nightsAround, sweepNightly } from './nightly.ts'

const A = operatorOf(TENANT_A)
const DAMAGE: Damage = { file: 'tenants/a/runs/00000001-a.json', kind: 'changed', what: 'its code differs' }

describe('the night', () => {
  it('begins at three by the clocks of the tenant, once a day, summer or winter', () => {
    const around = (zone: string, now: string) => {
      const { last, next } = nightsAround(zone, new Date(now))
      return [last.toISOString(), next.toISOString()]
    }
    expect(around('UTC', '2026-11-10T03:00:00.000Z')).toEqual([
      '2026-11-10T03:00:00.000Z',
      '2026-11-11T03:00:00.000Z',
    ])
    expect(around('UTC', '2026-11-10T02:59:59.999Z')).toEqual([
      '2026-11-09T03:00:00.000Z',
      '2026-11-10T03:00:00.000Z',
    ])
    expect(around('Europe/Berlin', '2026-10-25T12:00:00.000Z')).toEqual([
      '2026-10-25T02:00:00.000Z',
      '2026-10-26T02:00:00.000Z',
    ])
    expect(around('America/Los_Angeles', '2026-11-10T10:00:00.000Z')).toEqual([
      '2026-11-09T11:00:00.000Z',
      '2026-11-10T11:00:00.000Z',
    ])
  })
})

async function openIntegrity(database: Database) {
  const vault = await openTestVault(database)
  const { clock } = vault
  const db = database.kysely
  const schedules = createSchedules(database)
  const integrity = createIntegrityService({ database, schedules, clock })
  let count = 0
  async function ask(mode: 'sampled' | 'full', requestedBy: string | null) {
    count += 1
    const id = `check-${String(count).padStart(3, '0')}`
    await insertVerification(db, { id, tenantId: TENANT_A, mode, requestedBy, createdAt: clock.now() })
    return id
  }
  async function check(mode: 'sampled' | 'full', damaged: Damage[] = []) {
    clock.advance(60_000)
    const id = await ask(mode, 'Mia')
    await noteVerified(db, id, { segments: 0, segmentsTotal: null })
    await completeVerification(db, id, { segments: 3, messages: 12, damaged }, clock.now())
    return id
  }
  const sweep = () =>
    sweepNightly({
      database,
      schedules,
      clock,
      startNightly: async (tenantId) => {
        expect(tenantId).toBe(TENANT_A)
        await ask('sampled', null)
      },
    })
  const asked = async () => (await listVerifications(db, TENANT_A, { limit: 50, before: undefined })).length
  const archive = () =>
    archivePages(vault, TENANT_A, 'run-1', [
      { subjectId: 'ann', records: [messageRecord(messageAt('19:c@thread.v2', 1))] },
    ])
  return { vault, clock, db, schedules, integrity, ask, check, sweep, asked, archive }
}

forEachDatabase('integrity', (open) => {
  it('is checked once a night where there is an archive, and made up for after a night without a server', async () => {
    const v = await openIntegrity(await open())
    v.clock.set('2026-11-10T12:00:00.000Z')
    await v.sweep()
    expect(await v.asked()).toBe(0)
    await v.archive()
    for (const [now, asked] of [
      ['2026-11-10T13:00:00.000Z', 1],
      ['2026-11-11T02:59:00.000Z', 1],
      ['2026-11-11T03:00:00.000Z', 2],
      ['2026-11-11T04:00:00.000Z', 2],
      ['2026-11-14T23:00:00.000Z', 3],
      ['2026-11-15T00:00:00.000Z', 3],
    ] as const) {
      v.clock.set(now)
      await v.sweep()
      expect([now, await v.asked()]).toEqual([now, asked])
    }
  })

  it('keeps damage that a sample found until a full check finds none', async () => {
    const v = await openIntegrity(await open())
    const found = await v.check('sampled', [DAMAGE])
    await v.check('sampled')
    expect(await v.integrity.get(A)).toMatchObject({
      damage: { id: found, damaged: 1 },
      lastSampled: { damaged: 0 },
      lastFull: null,
    })
    const full = await v.check('full', [DAMAGE, DAMAGE])
    expect((await v.integrity.get(A)).damage).toMatchObject({ id: full, damaged: 2 })
    await v.check('full')
    expect(await v.integrity.get(A)).toMatchObject({ damage: null, lastFull: { damaged: 0, messages: 12 } })
  })

  it('tells which check is open, when the next comes, and that the newest could not be carried out', async () => {
    const v = await openIntegrity(await open())
    v.clock.set('2026-11-10T12:00:00.000Z')
    expect(await v.integrity.get(A)).toMatchObject({ openId: null, nextSampledAt: null, lastFailed: null })
    const failed = await v.ask('sampled', null)
    expect((await v.integrity.get(A)).openId).toBe(failed)
    await noteVerified(v.db, failed, { segments: 0, segmentsTotal: null })
    await failVerification(v.db, failed, { reason: 'The disk is away', notice: null, endedAt: v.clock.now() })
    expect(await v.integrity.get(A)).toMatchObject({
      openId: null,
      lastFailed: { reason: 'The disk is away' },
    })
    await v.check('full')
    expect((await v.integrity.get(A)).lastFailed).toBeNull()
  })

  it('shows the newest documents of runs and what the newest comparison left out, to their own tenant', async () => {
    const database = await open()
    const v = await openIntegrity(database)
    v.clock.set('2026-11-10T12:00:00.000Z')
    const coverage = {
      complete: true,
      checked: 4,
      missing: 0,
      notCovered: [{ what: 'files', why: 'Files are not asked for.' }],
    }
    await sql`
      insert into run (id, tenant_id, state, strategy, trigger, created_at, ended_at, added, revised, document_digest, coverage)
      select 'run-' || i, ${TENANT_A}, 'completed', 'pay-once', 'schedule', ${v.clock.now()}, ${v.clock.now()}, 2, 1, i::text,
             case i when 3 then ${JSON.stringify(coverage)}::jsonb end
      from generate_series(1, 15) i order by i + 0`.execute(v.db)
    const { chain, compared, nextSampledAt } = await v.integrity.get(A)
    expect(chain.total).toBe(15)
    expect(chain.links.map(({ digest }) => digest)).toEqual([
      '15',
      '14',
      '13',
      '12',
      '11',
      '10',
      '9',
      '8',
      '7',
      '6',
      '5',
      '4',
    ])
    expect(chain.links[0]).toMatchObject({ runId: 'run-15', messages: 3 })
    expect(compared).toMatchObject({ runId: 'run-3', ...coverage })
    expect(nextSampledAt).toBe('2026-11-11T03:00:00.000Z')
    expect(await v.integrity.get(operatorOf(TENANT_B))).toMatchObject({
      chain: { total: 0, links: [] },
      compared: null,
    })
  })
})
