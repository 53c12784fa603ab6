import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { TenantArchive } from '../../archive/archive.ts'
import { collect } from '../../archive/read-ahead.ts'
import { TENANT } from '../../archive/testing.ts'
import type { PageRequest } from '../../graph/graph.ts'
import { rebuildCatalog } from '../archive/rebuild-catalog.ts'
import { archiveWith, clock, rows, vault } from './testing/export-vault.ts'

describe('a run that ended without its document', () => {
  const failing = (v: Awaited<ReturnType<typeof vault>>, change: Partial<TenantArchive>) => ({
    archive: { ...v.vaultArchive, open: archiveWith(v.vaultArchive.open, change) },
  })
  const full = async () => {
    throw new Error('ENOSPC')
  }
  const onePage = async (request: PageRequest) => ({
    rows: rows(request, 3),
    top: request.top,
    next: undefined,
  })
  const named = async ({ archive }: { archive: TenantArchive }) =>
    (await collect(archive.runs())).flatMap(({ document }) => document.segments.map(({ name }) => name))

  test('gets it before the next run reads, and what is deleted of it is missed from then on', async () => {
    const v = await vault(['ada', 'bo'], onePage)
    const lost = await v.start()
    await v.go(lost, v.deps('A', failing(v, { closeRun: full })))
    expect(await v.look(lost)).toMatchObject({
      state: 'failed',
      documentDigest: null,
      totals: { fetched: 6 },
    })
    expect(await v.archive.verify()).toMatchObject({ runs: 0, damaged: [] })
    const segments = await collect(v.archive.listSegments())
    expect(await named(v)).toEqual([])

    await v.go(await v.start(), v.deps('A'))
    const [first, second] = await collect(v.archive.runs())
    expect(first?.document).toMatchObject({
      runId: lost,
      state: 'failed',
      totals: { fetched: 6 },
      faults: [{}, {}],
    })
    expect(first?.document.segments.map(({ name }) => name)).toEqual(segments)
    expect(second?.document).toMatchObject({ state: 'completed', previous: first?.digest })
    expect(await v.look(lost)).toMatchObject({ state: 'failed', documentDigest: first?.digest })
    expect(await v.archive.verify()).toMatchObject({ runs: 2, unclosed: 0, damaged: [] })
    await v.remove(segments[0] ?? '')
    expect((await v.archive.verify()).damaged).toMatchObject([
      { what: expect.stringContaining('it is missing') },
    ])
  })

  test('and has lost a segment by then: the next run says so, and verify does from then on', async () => {
    const v = await vault(['ada', 'bo'], onePage)
    await v.go(await v.start(), v.deps('A', failing(v, { closeRun: full })))
    const [gone = ''] = await collect(v.archive.listSegments())
    await v.remove(gone)
    const next = await v.start()
    await v.go(next, v.deps('A'))
    expect(await v.look(next)).toMatchObject({ state: 'completed-with-faults' })
    expect(await v.runs.listFaults(TENANT, next, { limit: 9 })).toMatchObject([{ code: 'segment-missing' }])
    expect((await v.archive.verify()).damaged).toMatchObject([{ file: expect.stringContaining(gone) }])
  })

  test('whose books could not record its last segment has it recorded and named', async () => {
    let asked = 0
    const v = await vault(['ada'], async (request) => {
      asked += 1
      return onePage(request)
    })
    const lost = await v.start()
    let sealed = false
    const torn: Partial<TenantArchive> = {
      closeRun: full,
      seal: async (...given) => {
        await v.archive.seal(...given)
        sealed = true
        throw new Error('the answer was lost')
      },
      async *listSegments(runId) {
        if (sealed) await full()
        yield* v.archive.listSegments(runId)
      },
    }
    const subjectsInScope = async () => [{ id: 'ada' }]
    const people = { readDirectory: async () => {}, subjectsInScope, firstIds: async () => [] }
    await v.go(lost, v.deps('A', { ...failing(v, torn), people }))
    expect(await v.look(lost)).toMatchObject({ state: 'failed', totals: { fetched: 0, charged: 3 } })
    const before = asked
    await v.go(await v.start(), v.deps('A', { people }))
    expect(await v.look(lost)).toMatchObject({ totals: { fetched: 3, added: 3 } })
    expect(await named(v)).toEqual(await collect(v.archive.listSegments()))
    expect(asked).toBeLessThanOrEqual(before + 1)
  })

  test('and of which the books do not know, as after a rebuild by an older version, is named by the next document', async () => {
    const v = await vault(['ada'], onePage)
    await v.go(await v.start(), v.deps('A', failing(v, { closeRun: full })))
    await sql`delete from run_fault`.execute(v.database.kysely)
    await sql`delete from run_source`.execute(v.database.kysely)
    await sql`delete from run`.execute(v.database.kysely)
    await v.go(await v.start(), v.deps('A'))
    expect((await named(v)).sort()).toEqual(await collect(v.archive.listSegments()))
    await v.go(await v.start(), v.deps('A'))
    expect(new Set(await named(v)).size).toBe((await named(v)).length)
    expect(await v.archive.verify()).toMatchObject({ runs: 2, unclosed: 0, damaged: [] })
  })

  test('is a run again after a rebuild from the archive alone', async () => {
    const v = await vault(['ada', 'bo'], onePage)
    const lost = await v.start()
    await v.go(lost, v.deps('A', failing(v, { closeRun: full })))
    for (const table of ['run_fault', 'run_source', 'run', 'source'])
      await sql`delete from ${sql.table(table)}`.execute(v.database.kysely)
    await rebuildCatalog({ database: v.database, archive: v.vaultArchive, clock }, () => undefined)
    const told = { state: 'failed', reason: { code: 'books-lost' }, documentDigest: null }
    expect(await v.look(lost)).toMatchObject({
      ...told,
      totals: { subjects: 2, fetched: 6, added: 6, charged: 6 },
    })
    await v.go(await v.start(), v.deps('A'))
    expect((await collect(v.archive.runs()))[0]?.document).toMatchObject({
      runId: lost,
      totals: { charged: 6 },
    })
    expect(await named(v)).toEqual(await collect(v.archive.listSegments()))
  })

  test('names a segment in its document whose transaction was lost after it was sealed', async () => {
    const v = await vault(['ada'], async (request) => ({
      rows: rows(request, 3),
      top: request.top,
      next: undefined,
    }))
    const id = await v.start()
    const open = async (tenantId: string) => {
      const archive = await v.vaultArchive.open(tenantId)
      const seal: TenantArchive['seal'] = async (runId, sequence, frames) => {
        const segment = await archive.seal(runId, sequence, frames)
        if (frames.some(({ header }) => header.subjectId === 'ada'))
          throw new Error('connection to the database lost')
        return segment
      }
      return { ...archive, seal }
    }
    await v.go(id, v.deps('A', { archive: { ...v.vaultArchive, open } }))
    expect(await v.look(id)).toMatchObject({ state: 'failed', totals: { fetched: 3, added: 3 } })
    expect((await v.archive.verify()).damaged).toEqual([])
    expect((await v.archive.lastRun())?.document.segments.reduce((sum, one) => sum + one.records, 0)).toBe(4)
  })
})
