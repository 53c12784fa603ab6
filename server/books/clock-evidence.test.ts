import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { setBackSources } from './clock-evidence.ts'
import { createTenants } from './tenants.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const at = (hour: number) => new Date(Date.UTC(2026, 10, 28, hour))

forEachDatabase('positions that a wrong clock has set', (open) => {
  it('go back, and never forward: where older messages still wait, nothing counts as read', async () => {
    const { kysely } = await open()
    await createTenants({ kysely }, createFakeClock('2026-11-28T12:00:00Z')).ensure(TENANT)
    const none = {
      watermark: null,
      recent_from: null,
      recent_to: null,
      window_from: null,
      window_to: null,
      last_fault: sql<string>`null`,
    }
    const sources = {
      ahead: { ...none, watermark: at(14) },
      behind: { ...none, watermark: at(9), window_from: at(9), window_to: at(14) },
      'newest first': { ...none, recent_from: at(8), recent_to: at(14) },
      'both ends': { ...none, watermark: at(2), recent_from: at(8), recent_to: at(14) },
      'first window': { ...none, window_from: at(0), window_to: at(14) },
      'nothing seen': { ...none, watermark: at(14) },
      right: { ...none, watermark: at(10) },
    }
    await kysely
      .insertInto('source')
      .values(
        Object.entries(sources).map(([subject_id, source]) => ({ tenant_id: TENANT, subject_id, ...source })),
      )
      .execute()
    const seen = new Map(Object.keys(sources).map((id) => [id, at(id === 'right' ? 11 : 12)] as const))
    seen.delete('nothing seen')
    expect(await setBackSources(kysely, TENANT, seen)).toBe(6)
    const columns = ['subject_id', 'watermark', 'recent_to', 'window_to'] as const
    const rows = await kysely.selectFrom('source').select(columns).execute()
    const watermarks = Object.fromEntries(rows.map(({ subject_id: id, watermark }) => [id, watermark]))
    expect(watermarks).toEqual({
      ahead: at(12),
      behind: at(9),
      'newest first': null,
      'both ends': at(2),
      'first window': null,
      'nothing seen': null,
      right: at(10),
    })
    expect(rows.every((row) => row.recent_to === null && row.window_to === null)).toBe(true)
  })
})
