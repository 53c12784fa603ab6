/** Whose turn it is under a limit: the newest messages of everyone come first. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageOf, TENANT } from '../../archive/testing.ts'
import { upsertSubjects } from '../../catalog/recording-subjects.ts'
import type { Clock } from '../../domain/clock.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { systemClock } from '../../process/system-clock.ts'
import { rebuildCatalog } from '../archive/rebuild-catalog.ts'
import { clock, type ExportOnce, LINK, number, ODD, rows, vault } from './testing/export-vault.ts'
import { personOf } from './testing/vault.ts'

describe('under a limit', () => {
  const PEOPLE = ['ada', 'bo', 'cyd', 'dee', 'eve', 'fay']
  const DAYS_OLD = [1, 3, 20, 60, 300, 2000]

  /** Everyone has ten messages of each age; a page brings those of its window, and each is asked for once. */
  async function limited(limit: number, first: readonly string[] = [], clock: Clock = systemClock) {
    const sent = new Map<string, number>()
    const began = Date.now()
    const v = await vault(
      PEOPLE,
      async (request) => {
        const ages = DAYS_OLD.filter((days) => {
          const at = began - days * 24 * 60 * 60_000
          return at > request.window.from.getTime() && at < request.window.to.getTime()
        })
        for (const days of ages) {
          const key = `${request.userId} ${days}`
          sent.set(key, (sent.get(key) ?? 0) + 1)
        }
        return { rows: rows(request, ages.length * 10), top: request.top, next: undefined }
      },
      limit,
      first,
      clock,
    )
    const progress: { done: number; total: number; share?: number }[] = []
    const setProgress: typeof v.runs.setProgress = async (runId, one) => {
      progress.push(one)
      await v.runs.setProgress(runId, one)
    }
    const counting = { ...v.runs, setProgress }
    const id = await v.start()
    await v.go(id, v.deps('A', { lanes: 1, runs: counting }))
    const standing = async () => {
      const waiting = await v.runs.listPeople({ id, tenantId: TENANT }, 'waiting', { limit: 10 })
      return waiting.map(({ subjectId, watermark, recentFrom }) => [
        subjectId,
        watermark,
        recentFrom !== null,
      ])
    }
    return { ...v, id, sent, standing, progress, counting }
  }

  test('reads everyone’s newest messages before anybody’s older ones, and names who has how much', async () => {
    const v = await limited(120)
    expect(await v.look(v.id)).toMatchObject({
      state: 'suspended',
      totals: { fetched: 120, subjectsDone: 0 },
    })
    expect([...v.sent].every(([key]) => key.endsWith(' 1') || key.endsWith(' 3'))).toBe(true)
    // Everything up to nowhere is archived yet: the watermark says nothing else.
    expect(await v.standing()).toEqual(PEOPLE.map((id) => [id, null, true]))
  })

  test('counts its parts one by one from the first week on, over a wait too, while nobody is done until the end', async () => {
    let seconds = 0
    const passing: Clock = {
      ...systemClock,
      now: () => {
        seconds += 1
        return new Date(Date.now() + seconds * 1000)
      },
    }
    const v = await limited(200, [], passing)
    expect(await v.look(v.id)).toMatchObject({ state: 'suspended', totals: { subjectsDone: 0 } })
    const first = v.progress.splice(0)
    // Each has a week, ten weeks, a hundred, and the rest.
    expect(new Set(first.map(({ total }) => total))).toEqual(new Set([PEOPLE.length * 4]))
    expect(first.slice(0, 8).map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    const stopped = first.at(-1)

    await v.setLimit(10_000)
    await v.go(v.id, v.deps('A', { lanes: 1, runs: v.counting }))
    const reading = v.progress.filter(({ share }) => share !== undefined)
    expect(reading[0]).toEqual({ done: stopped?.done, total: stopped?.total, share: 0 })
    const shares = reading.map(({ share = 0 }) => share)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(reading.at(-1)).toEqual({ done: 24, total: 24, share: 1 })
  })

  test('gives nobody a second turn before everybody had the first, however slow some are and however many lanes there are', async () => {
    let answer: ExportOnce = async () => ({ rows: [], top: 50, next: undefined })
    const v = await vault([], (...asked) => answer(...asked), 1)
    const person = fc.record({
      pages: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
      slowMs: fc.integer({ min: 0, max: 12 }),
      isRefused: fc.boolean(),
    })
    let world = 0
    const setting = fc.record({
      people: fc.array(person, { minLength: 2, maxLength: 7 }),
      lanes: fc.integer({ min: 1, max: 9 }),
      limit: fc.integer({ min: 1, max: 700 }),
    })
    const check = async ({
      people: persons,
      lanes,
      limit,
    }: typeof setting extends fc.Arbitrary<infer T> ? T : never) => {
      world += 1
      const subjects = persons.map((_, at) => ({ id: `w${world}-p${at}` }))
      const windows = new Map(subjects.map(({ id }) => [id, [] as string[]]))
      const ended = new Map(subjects.map(({ id }) => [id, 0]))
      const early: string[] = []
      answer = async ({ userId, window, top, cursor }) => {
        const at = subjects.findIndex(({ id }) => id === userId)
        const { slowMs = 0, isRefused, pages } = persons[at] ?? {}
        const mine = windows.get(userId) ?? []
        if (cursor === undefined) mine.push(window.from.toISOString())
        for (const [index, { id }] of subjects.entries())
          if (!persons[index]?.isRefused && (ended.get(id) ?? 0) < mine.length - 1)
            early.push(`${userId} has turn ${mine.length} before ${id} ended ${ended.get(id)}`)
        await new Promise((resolve) => setTimeout(resolve, slowMs))
        if (isRefused) throw new GraphError(ODD)
        const page = Number(cursor?.split('=')[1] ?? 0)
        const isLast = page >= (pages?.[mine.length - 1] ?? 0)
        if (isLast) ended.set(userId, mine.length)
        const row = { chatId: `19:${userId}@unq.gbl.spaces` }
        return {
          rows: Array.from({ length: top }, () => messageOf(String(1_700_000_000_000 + number()), row)),
          top,
          next: isLast ? undefined : `${LINK}${page + 1}`,
        }
      }
      await v.setLimit(((await v.ledger.balance(TENANT))?.charged ?? 0) + limit)
      const id = await v.start()
      const deps = v.deps('A', { lanes })
      const readDirectory = () =>
        upsertSubjects(
          v.database.kysely,
          TENANT,
          subjects.map(({ id }) => personOf(id)),
          clock.now(),
        )
      const people = { ...deps.people, readDirectory, subjectsInScope: async () => subjects }
      await v.go(id, { ...deps, people })
      const run = await v.look(id)
      const waiting = await v.runs.listPeople(run, 'waiting', { limit: 10 })
      if (run.state === 'suspended') {
        await v.runs.requestCancel(TENANT, id)
        await v.go(id, deps)
      }
      expect(early).toEqual([])
      expect(run.state).not.toBe('failed')
      expect(waiting).toHaveLength(run.totals.subjects - run.totals.subjectsDone)
    }
    await fc.assert(fc.asyncProperty(setting, check), { numRuns: 8 })
  }, 240_000)

  test('reads whoever is named first to the end before everyone else', async () => {
    const v = await limited(100, ['fay'])
    expect(await v.runs.listPeople({ id: v.id, tenantId: TENANT }, 'read', { limit: 10 })).toMatchObject([
      { subjectId: 'fay', recentFrom: null, watermark: expect.any(Date) },
    ])
  })

  test('reads the rest once the limit is raised or lifted: everything once, and the watermark moves at the end', async () => {
    for (const raised of [10_000, null]) {
      const v = await limited(200)
      await v.setLimit(raised)
      await v.go(v.id, v.deps('A', { lanes: 3 }))
      expect(await v.look(v.id)).toMatchObject({
        state: 'completed',
        totals: { fetched: PEOPLE.length * DAYS_OLD.length * 10, subjects: 6, subjectsDone: 6 },
      })
      expect(v.sent.size).toBe(PEOPLE.length * DAYS_OLD.length)
      expect([...v.sent.values()].every((times) => times === 1)).toBe(true)
      const read = await v.runs.listPeople({ id: v.id, tenantId: TENANT }, 'read', { limit: 10 })
      for (const { watermark, recentFrom } of read) {
        expect(Date.now() - (watermark?.getTime() ?? 0)).toBeLessThan(60_000)
        expect(recentFrom).toBeNull()
      }
    }
  })

  test('stands in a rebuilt vault where it stood, and pays for nothing again', async () => {
    const v = await limited(200)
    const { kysely } = v.database
    const sources = () =>
      kysely
        .selectFrom('source')
        .select(['subject_id', 'watermark', 'recent_to'])
        .orderBy('subject_id')
        .execute()
    const before = await sources()
    await kysely.deleteFrom('source').execute()
    await rebuildCatalog({ database: v.database, archive: v.vaultArchive, clock }, () => {})
    expect(await sources()).toEqual(before)
    await v.setLimit(null)
    await v.go(v.id, v.deps('A'))
    expect([...v.sent.values()].every((times) => times === 1)).toBe(true)
    expect(v.sent.size).toBe(PEOPLE.length * DAYS_OLD.length)
  })
})
