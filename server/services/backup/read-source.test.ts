import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageOf, TENANT } from '../../archive/testing.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { FIRST_WINDOW_FROM } from '../../domain/window.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { systemClock } from '../../process/system-clock.ts'
import { rebuildCatalog } from '../archive/rebuild-catalog.ts'
import type { BackupDeps } from './run-backup.ts'
import { clock, LINK, ODD, rows, vault } from './testing/export-vault.ts'

describe('reading a person', () => {
  test('keeps a row that is no message as it came, names it, and reads and pays what is behind it once', async () => {
    const strange = { id: 7, chatId: null, note: 'what is this' }
    let paid = 0
    const v = await vault(['ada'], async (request) => {
      paid += 1
      const next = request.cursor === undefined ? `${LINK}1` : undefined
      const odd = request.cursor === undefined && paid === 1 ? [strange] : []
      return { rows: paid <= 2 ? rows(request, 2) : [], strange: odd, top: request.top, next }
    })
    const id = await v.start()
    await v.go(id, v.deps('A'))
    expect(await v.look(id)).toMatchObject({
      state: 'completed-with-faults',
      totals: { fetched: 5, charged: 5, added: 4, faults: 1, subjectsDone: 1 },
    })
    expect(await v.runs.listFaults(TENANT, id, { limit: 9 })).toMatchObject([
      { kind: 'fault', code: 'unexpected-row', subjectId: 'ada' },
    ])
    const kept: unknown[] = []
    for await (const name of v.archive.listSegments(id))
      for (const { records } of (await v.archive.readSegment(name)).frames)
        for (const record of records) if (record.kind === 'strange') kept.push(record.row)
    expect(kept).toEqual([strange])
    expect((await v.archive.verify()).damaged).toEqual([])
    await v.database.kysely.deleteFrom('segment').execute()
    await rebuildCatalog({ database: v.database, archive: v.vaultArchive, clock }, () => {})
    expect((await v.runs.find(TENANT, id))?.state).toBe('completed-with-faults')
  })

  test('leaves out who cannot chat, without a fault, and reads the others', async () => {
    const lacking = { room: 'mailbox', scanner: 'licence' } as const
    const v = await vault(['ada', 'room', 'scanner'], async (request) => {
      const lacks = lacking[request.userId as keyof typeof lacking]
      if (lacks !== undefined) throw new GraphError({ ...ODD, lacks })
      return { rows: rows(request, 1), top: request.top, next: undefined }
    })
    const id = await v.start()
    await v.go(id, v.deps('A'))
    expect(await v.look(id)).toMatchObject({
      state: 'completed',
      totals: { subjects: 3, subjectsDone: 3, subjectsSkipped: 2, subjectsFailed: 0, faults: 0 },
    })
    const out = await v.runs.listPeople({ id, tenantId: TENANT }, 'skipped', { limit: 10 })
    expect(out.map(({ subjectId, fault }) => [subjectId, fault?.code])).toEqual([
      ['room', 'no-mailbox'],
      ['scanner', 'no-licence'],
    ])
  })

  test('reads on from an old window to its own time before a person counts as backed up', async () => {
    const windows: string[] = []
    const v = await vault(['ada'], async (request) => {
      windows.push(request.window.to.toISOString())
      return { rows: rows(request, 1), top: request.top, next: undefined }
    })
    const id = await v.start()
    const old = { from: FIRST_WINDOW_FROM, to: new Date('2026-02-01T00:00:00.000Z') }
    const deps = v.deps('A')
    await v.runs.addSources({ id, tenantId: TENANT }, { subjectIds: ['ada'] })
    await v.runs.openWindow(TENANT, 'ada', { ...old, senders: null, isGap: false })
    await v.go(id, deps)
    expect(windows[0]).toBe(old.to.toISOString())
    expect(windows).toHaveLength(2)
    expect(Date.now() - Date.parse(windows[1] ?? '')).toBeLessThan(60_000)
  })

  test('asks a mailbox that was never read for its last week before it settles how large the pages of all the rest are', async () => {
    const people = Array.from({ length: 12 }, (_, n) => `person-${n}`)
    const asked: { who: string; top: number; days: number }[] = []
    const v = await vault(people, async (request) => {
      const { userId, top, window, cursor } = request
      if (cursor === undefined)
        asked.push({ who: userId, top, days: (window.to.getTime() - window.from.getTime()) / 86_400_000 })
      return { rows: [], top, next: undefined }
    })
    const once = await v.start()
    await v.go(once, v.deps('A', { lanes: 8 }))
    expect(await v.look(once)).toMatchObject({ state: 'completed', totals: { subjectsDone: 12 } })
    const weeks = asked.filter(({ days }) => days <= 7)
    expect(weeks.map(({ top }) => top)).toEqual(Array.from({ length: 8 }, () => 50))
    const rest = asked.filter(({ days }) => days > 3000)
    expect(rest.map(({ who }) => who).sort()).toEqual(people.toSorted())
    expect(new Set(rest.map(({ top }) => top))).toEqual(new Set([250]))
    const watermarks = await v.database.kysely
      .selectFrom('source')
      .select(['watermark', 'recent_to'])
      .execute()
    expect(watermarks.every(({ watermark, recent_to }) => watermark !== null && recent_to === null)).toBe(
      true,
    )

    asked.length = 0
    await v.go(await v.start(), v.deps('A', { lanes: 8 }))
    expect(asked.map(({ who }) => who).sort()).toEqual(people.toSorted())
  })

  test('archives every message, and pays for few twice, wherever it is interrupted between a first week and all the rest', async () => {
    const people = Array.from({ length: 10 }, (_, n) => `person-${n}`)
    const daysAgo = fc.constantFrom(0.1, 6.9, 6.999, 7, 7.0003, 7.001, 7.1, 60, 300, 3000)
    const mailbox = fc.array(daysAgo, { maxLength: 120, size: 'max' })
    const mailboxes = fc.array(mailbox, { minLength: 10, maxLength: 10 })
    const stops = fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(mailboxes, stops, async (held, after) => {
        const now = Date.now()
        const truth = held.map((ages, who) =>
          ages.map((days, n) => ({ at: now - days * 86_400_000 - n, id: `${1_700_000_000_000 + n}${who}` })),
        )
        let left = Number.POSITIVE_INFINITY
        let stop = () => {}
        const v = await vault(people, async ({ userId, window, cursor, top }) => {
          const skip = Number(cursor?.slice(LINK.length) ?? 0)
          const own = truth[people.indexOf(userId)] ?? []
          const within = own.filter(({ at }) => at > window.from.getTime() && at < window.to.getTime())
          const page = within
            .slice(skip, skip + top)
            .map(({ id }) => messageOf(id, { chatId: `19:${userId}` }))
          left -= 1
          if (left === 0) stop()
          const next = skip + top < within.length ? `${LINK}${skip + top}` : undefined
          return { rows: page, top, next }
        })
        const id = await v.start()
        for (const pages of [...after, Number.POSITIVE_INFINITY]) {
          left = pages
          await v.go(id, v.deps('A', { lanes: 8 }), (work) => {
            stop = () => work.stop('interrupted')
          })
        }
        const { state, totals } = await v.look(id)
        expect(state).toBe('completed')
        const archived = await v.database.kysely.selectFrom('message').select('id').execute()
        expect(archived.map((one) => one.id).sort()).toEqual(
          truth
            .flat()
            .map((one) => one.id)
            .sort(),
        )
        const sources = await v.database.kysely
          .selectFrom('source')
          .select(['watermark', 'recent_to'])
          .execute()
        expect(sources.every(({ watermark, recent_to }) => watermark !== null && recent_to === null)).toBe(
          true,
        )
        // What lies in the second that two windows share, and the page each lane had asked for when it was stopped.
        const shared = truth
          .flat()
          .filter(({ at }) => Math.abs(now - at - 7 * 86_400_000) < 2 * 60_000).length
        expect(totals.fetched).toBeLessThanOrEqual(truth.flat().length + shared + after.length * 8 * 50)
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  test('begins a window anew instead of reading a mailbox in pages of the one message a month had left', async () => {
    const asked: [number, boolean][] = []
    const v = await vault(
      ['ada'],
      async (request) => {
        asked.push([request.top, request.cursor !== undefined])
        return { rows: rows(request, 1), top: request.top, next: request.top === 1 ? `${LINK}1` : undefined }
      },
      1,
    )
    const id = await v.start()
    await v.go(id, v.deps('A'))
    expect((await v.look(id)).state).toBe('suspended')
    await v.setLimit(1000)
    await v.go(id, v.deps('A'))
    // The older windows come after these.
    expect(asked.slice(0, 2)).toEqual([
      [1, false],
      [50, false],
    ])
    expect((await v.look(id)).state).toBe('completed')
  })

  test('never takes its own clock for Microsoft’s, and reads again what such a one has skipped before', async () => {
    const minute = 60_000
    const at = Date.parse('2026-11-22T10:00:00.000Z')
    const world = { now: at, lead: 20 * minute, atMicrosoft: true }
    const ours: Clock = { now: () => new Date(world.now + world.lead), wait: systemClock.wait }
    const sent: [string, number][] = [['m1', at - 10 * minute]]
    const v = await vault(
      ['ada'],
      async ({ window, top }) => ({
        rows: sent
          .filter(([, ms]) => ms > window.from.getTime() && ms < window.to.getTime() && ms <= world.now)
          .map(([id, ms]) =>
            messageOf(id, {
              createdDateTime: toInstant(new Date(ms)),
              lastModifiedDateTime: toInstant(new Date(ms)),
            }),
          ),
        top,
        next: undefined,
      }),
      null,
      [],
      ours,
    )
    const time: BackupDeps['time'] = {
      isFresh: () => true,
      earliest: () => (world.atMicrosoft ? new Date(world.now) : ours.now()),
      leadMs: () => world.lead,
    }
    const run = async () => {
      const id = await v.start()
      await v.go(id, v.deps('A', { time }))
      const codes = (await v.runs.listFaults(TENANT, id, { limit: 9 })).map(({ code }) => code)
      return { ...(await v.look(id)), codes }
    }
    /** As a version did that knew of no other clock; in the books it says so from `madeUnchecked` on. */
    const unchecked: string[] = []
    const runUnchecked = async () => {
      world.atMicrosoft = false
      unchecked.push((await run()).id)
      world.atMicrosoft = true
    }
    /** Finds its watermark to be later than now, and ends. */
    const runInVain = async () => {
      const id = await v.start()
      await v.runs.move(id, 'queued', 'running')
      await v.runs.move(id, 'running', 'completed')
      unchecked.push(id)
    }
    const madeUnchecked = () =>
      v.database.kysely
        .updateTable('run')
        .set({ clock_checked: false })
        .where('id', 'in', unchecked.splice(0))
        .execute()
    const watermark = async () =>
      (
        await v.database.kysely.selectFrom('source').select('watermark').executeTakeFirst()
      )?.watermark?.getTime()
    const added = async () => {
      const { codes, ...last } = await run()
      expect(last.state).toBe('completed')
      expect(await watermark()).toBeLessThan(world.now)
      return { added: last.totals.added, codes }
    }

    expect(await added()).toEqual({ added: 1, codes: ['clock-wrong'] })
    sent.push(['m2', world.now + minute])
    world.now += 5 * minute
    world.lead = 0
    expect(await added()).toEqual({ added: 1, codes: [] })

    // A vault whose watermark is still to come.
    world.now += 60 * minute
    world.lead = 20 * minute
    await runUnchecked()
    expect(await watermark()).toBeGreaterThan(world.now)
    sent.push(['m3', world.now + minute])
    world.now += 5 * minute
    world.lead = 0
    await madeUnchecked()
    expect(await added()).toEqual({ added: 1, codes: ['read-again'] })
    expect(await added()).toEqual({ added: 0, codes: [] })

    // One whose watermark was passed by since: only times that went back tell.
    world.now += 60 * minute
    world.lead = 20 * minute
    await runUnchecked()
    sent.push(['m4', world.now + minute], ['m5', world.now + 40 * minute])
    world.now += 5 * minute
    world.lead = 0
    await runInVain()
    world.now += 55 * minute
    await runUnchecked()
    await madeUnchecked()
    expect(await added()).toEqual({ added: 1, codes: ['read-again'] })
    expect(await added()).toEqual({ added: 0, codes: [] })
  })

  test('names a watermark that is still to come instead of taking it for nothing new', async () => {
    const v = await vault(['ada'], async () => {
      throw new Error('nothing is to be asked for')
    })
    const id = await v.start()
    const ahead = new Date(Date.now() + 3_600_000)
    const runs: BackupDeps['runs'] = {
      ...v.runs,
      claimSource: async (...claim) => {
        const source = await v.runs.claimSource(...claim)
        return source && { ...source, watermark: ahead }
      },
    }
    await v.go(id, v.deps('A', { runs }))
    expect((await v.look(id)).state).toBe('completed-with-faults')
    expect(await v.runs.listFaults(TENANT, id, { limit: 9 })).toMatchObject([
      { kind: 'fault', subjectId: 'ada', code: 'watermark-ahead' },
    ])
  })
})
