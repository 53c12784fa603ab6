import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../database/database.ts'
import { notice } from '../domain/notice.ts'
import { type Fault, peopleOf, type RunPersonState } from '../domain/run.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createRuns } from './create-runs.ts'
import type { Runs } from './runs.ts'
import { createTenants } from './tenants.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const NOBODY = { subjects: 0, subjectsDone: 0, subjectsSkipped: 0, subjectsFailed: 0 }
const REFUSED = notice('access-refused', { quoted: 'Not you' })
const FAULT: Fault = {
  kind: 'fault',
  subjectId: 'mia',
  code: 'Forbidden',
  notice: REFUSED,
  detail: 'no',
  hint: 'ask',
}

forEachDatabase('runs', (open) => {
  let database: Database
  let clock: FakeClock
  let runs: Runs

  beforeEach(async () => {
    database = await open()
    clock = createFakeClock('2026-11-10T12:00:00Z')
    runs = createRuns(database, clock)
    const tenants = createTenants(database, clock)
    await tenants.ensure(TENANT)
    await tenants.ensure(OTHER)
  })

  const start = (id: string, tenantId = TENANT) =>
    runs.start({
      id,
      tenantId,
      strategy: 'complete',
      trigger: 'manual',
      requestedBy: 'Mia',
      subjectIds: null,
    })

  async function finish(id: string): Promise<void> {
    await runs.move(id, 'queued', 'running')
    await runs.move(id, 'running', 'completed', { documentDigest: `digest of ${id}` })
  }

  it('starts one run of a tenant, and answers the open one to everyone else', async () => {
    const outcomes = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => start(id)))
    expect(outcomes.filter((outcome) => outcome.created)).toHaveLength(1)
    expect(new Set(outcomes.map((outcome) => outcome.run.id)).size).toBe(1)
    expect((await start('x', OTHER)).created).toBe(true)
    expect(await runs.listOpen()).toHaveLength(2)
  })

  it('starts runs and ends them while others start, and never has two open', async () => {
    const once = async (id: string) => {
      const { run, created } = await start(id)
      if (created) await finish(run.id)
    }
    await Promise.all(Array.from({ length: 30 }, (_, index) => once(`r${index}`)))
    expect(await runs.findOpen(TENANT)).toBeUndefined()
    expect(await runs.list(TENANT, { limit: 100 })).not.toEqual([])
  })

  it('remembers what was asked for', async () => {
    const asked = {
      id: 'r1',
      tenantId: TENANT,
      strategy: 'pay-once',
      trigger: 'schedule',
      requestedBy: null,
      subjectIds: ['mia', 'ben, "b"'],
    } as const
    await runs.start(asked)
    expect(await runs.find(TENANT, 'r1')).toEqual({
      ...asked,
      late: false,
      forecast: null,
      suspendedMs: 0,
      suspendedAt: null,
      state: 'queued',
      createdAt: new Date('2026-11-10T12:00:00Z'),
      startedAt: null,
      endedAt: null,
      stage: null,
      stageStartedAt: null,
      progress: null,
      reason: null,
      cancelRequested: false,
      coverage: null,
      documentDigest: null,
      totals: {
        subjects: 0,
        subjectsDone: 0,
        subjectsSkipped: 0,
        subjectsFailed: 0,
        fetched: 0,
        charged: 0,
        added: 0,
        revised: 0,
        unchanged: 0,
        media: 0,
        faults: 0,
      },
    })
    expect(await runs.find(OTHER, 'r1')).toBeUndefined()
  })

  describe('move', () => {
    it('lets one worker take a queued run', async () => {
      await start('r1')
      const moves = await Promise.all(Array.from({ length: 5 }, () => runs.move('r1', 'queued', 'running')))
      expect(moves.filter(Boolean)).toHaveLength(1)
    })

    it('sets when the run started and ended, and keeps its first start', async () => {
      await start('r1')
      clock.advance(1000)
      await runs.move('r1', 'queued', 'running')
      const startedAt = clock.now()
      clock.advance(1000)
      await runs.move('r1', 'running', 'suspended', {
        reason: { code: 'quota-reached', notice: null, detail: 'd', hint: 'h' },
      })
      expect(await runs.find(TENANT, 'r1')).toMatchObject({
        startedAt,
        endedAt: null,
        reason: { code: 'quota-reached' },
      })
      await runs.move('r1', 'suspended', 'running')
      expect(await runs.find(TENANT, 'r1')).toMatchObject({ startedAt, reason: null })
      clock.advance(1000)
      await runs.move('r1', 'running', 'completed', { documentDigest: 'abc' })
      expect(await runs.find(TENANT, 'r1')).toMatchObject({
        state: 'completed',
        startedAt,
        endedAt: clock.now(),
        documentDigest: 'abc',
      })
    })

    it('knows how long it waited suspended, over several waits', async () => {
      await start('r1')
      await runs.move('r1', 'queued', 'running')
      for (const seconds of [60, 30]) {
        await runs.move('r1', 'running', 'suspended')
        expect(await runs.find(TENANT, 'r1')).toMatchObject({ suspendedAt: clock.now() })
        clock.advance(seconds * 1000)
        await runs.move('r1', 'suspended', 'running')
        clock.advance(1000)
      }
      expect(await runs.find(TENANT, 'r1')).toMatchObject({ suspendedMs: 90_000, suspendedAt: null })
    })

    it('refuses moves that a run never makes', async () => {
      await start('r1')
      await expect(runs.move('r1', 'queued', 'completed')).rejects.toThrow(
        'never moves from queued to completed',
      )
      await expect(runs.move('r1', 'completed', 'running')).rejects.toThrow('never moves')
    })

    it('keeps the reason a run failed for', async () => {
      await start('r1')
      const reason = {
        code: 'invalid_client',
        notice: notice('entra-refused', { quoted: 'No' }),
        detail: 'The secret is wrong',
        hint: 'Set a new one',
      }
      await runs.move('r1', 'queued', 'failed', { reason })
      expect(await runs.find(TENANT, 'r1')).toMatchObject({ state: 'failed', reason })
    })
  })

  it('lists newest first, a page at a time', async () => {
    for (const id of ['r1', 'r2', 'r3', 'r4']) {
      await start(id)
      await finish(id)
    }
    const first = await runs.list(TENANT, { limit: 3 })
    expect(first.map((run) => run.id)).toEqual(['r4', 'r3', 'r2'])
    expect((await runs.list(TENANT, { limit: 3, before: 'r2' })).map((run) => run.id)).toEqual(['r1'])
  })

  it('marks an open run to be cancelled, and leaves a closed one', async () => {
    await start('r1')
    expect(await runs.requestCancel(TENANT, 'r1')).toMatchObject({ cancelRequested: true })
    expect(await runs.requestCancel(OTHER, 'r1')).toBeUndefined()
    await runs.move('r1', 'queued', 'cancelled')
    await start('r2')
    await finish('r2')
    expect(await runs.requestCancel(TENANT, 'r2')).toMatchObject({
      state: 'completed',
      cancelRequested: false,
    })
  })

  it('never gives a segment number twice', async () => {
    await start('r1')
    const numbers = await Promise.all(Array.from({ length: 20 }, () => runs.nextSegmentSequence('r1')))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    await expect(runs.nextSegmentSequence('nothing')).rejects.toThrow('no run')
  })

  describe('sources', () => {
    const RUN = { id: 'r1', tenantId: TENANT }
    const people = Array.from({ length: 30 }, (_, index) => `person-${String(index).padStart(2, '0')}`)

    beforeEach(async () => {
      await start('r1')
    })

    it('adds people once', async () => {
      await runs.addSources(RUN, { subjectIds: ['mia', 'ben', 'mia'] })
      await runs.addSources(RUN, { subjectIds: ['mia', 'eva'] })
      expect(await runs.countSources('r1')).toEqual({
        pending: 3,
        claimed: 0,
        done: 0,
        skipped: 0,
        faulted: 0,
      })
      expect((await runs.find(TENANT, 'r1'))?.totals.subjects).toBe(3)
    })

    it('gives each source to one worker', async () => {
      await runs.addSources(RUN, { subjectIds: people })
      const claimAll = async (workerId: string) => {
        const mine: string[] = []
        for (;;) {
          const source = await runs.claimSource(RUN, workerId)
          if (source === undefined) return mine
          mine.push(source.subjectId)
        }
      }
      const claims = (await Promise.all(['w1', 'w2', 'w3', 'w4'].map(claimAll))).flat()
      expect(claims.toSorted()).toEqual(people)
    })

    it('answers where a source stands', async () => {
      await runs.addSources(RUN, { subjectIds: ['mia'] })
      expect(await runs.claimSource(RUN, 'w1')).toEqual({
        subjectId: 'mia',
        recentFrom: null,
        recentTo: null,
        watermark: null,
        windowFrom: null,
        windowTo: null,
        cursor: null,
        top: null,
        asked: null,
        windowSenders: null,
        windowIsGap: false,
      })
      const window = {
        from: new Date('2026-01-01T00:00:00.001Z'),
        to: new Date('2026-11-10T00:00:00Z'),
        senders: null,
        isGap: false,
      }
      await runs.openWindow(TENANT, 'mia', window)
      await runs.releaseSource(RUN, 'mia', 'w1', 'pending')
      expect(await runs.claimSource(RUN, 'w2')).toMatchObject({
        windowFrom: window.from,
        windowTo: window.to,
      })
    })

    it('counts who is done, with or without a fault', async () => {
      await runs.addSources(RUN, { subjectIds: ['mia', 'ben', 'eva'] })
      for (let taken = 0; taken < 3; taken += 1) await runs.claimSource(RUN, 'w1')
      await runs.releaseSource(RUN, 'mia', 'w1', 'faulted', FAULT)
      await runs.releaseSource(RUN, 'ben', 'w1', 'done')
      await runs.releaseSource(RUN, 'eva', 'w1', 'pending')
      expect(await runs.countSources('r1')).toEqual({
        pending: 1,
        claimed: 0,
        done: 1,
        skipped: 0,
        faulted: 1,
      })
      expect((await runs.find(TENANT, 'r1'))?.totals).toMatchObject({ subjectsDone: 2, faults: 1 })
      expect(await runs.listFaults(TENANT, 'r1', { limit: 10 })).toMatchObject([
        { ...FAULT, at: clock.now() },
      ])
      const rows = await database.kysely.selectFrom('source').selectAll().orderBy('subject_id').execute()
      expect(rows.map((row) => [row.subject_id, row.last_backup_at, row.last_fault])).toEqual([
        ['ben', clock.now(), null],
        ['eva', null, null],
        ['mia', null, { code: 'Forbidden', notice: REFUSED, detail: 'no', hint: 'ask' }],
      ])
    })

    it('counts everyone once: read, skipped, failed or waiting, which add up to the total', async () => {
      await runs.addSources(RUN, { subjectIds: ['ada', 'ben', 'eva', 'mia'] })
      const counted = async () => peopleOf((await runs.find(TENANT, 'r1'))?.totals ?? NOBODY)
      for (let taken = 0; taken < 3; taken += 1) await runs.claimSource(RUN, 'w1')
      expect(await counted()).toEqual({ total: 4, read: 0, skipped: 0, failed: 0, waiting: 4 })
      await runs.releaseSource(RUN, 'ada', 'w1', 'done')
      await runs.releaseSource(RUN, 'ben', 'w1', 'skipped', { ...FAULT, kind: 'skip', code: 'no-mailbox' })
      await runs.releaseSource(RUN, 'eva', 'w1', 'faulted', FAULT)
      expect(await counted()).toEqual({ total: 4, read: 1, skipped: 1, failed: 1, waiting: 1 })
      const named = async (state: RunPersonState) =>
        (await runs.listPeople(RUN, state, { limit: 10 })).map(({ subjectId }) => subjectId)
      expect(await Promise.all((['read', 'skipped', 'failed', 'waiting'] as const).map(named))).toEqual([
        ['ada'],
        ['ben'],
        ['eva'],
        ['mia'],
      ])
    })

    it('counts those who are read again as read meanwhile, and once', async () => {
      await runs.addSources(RUN, { subjectIds: ['ada', 'ben'] })
      const read = async () => [
        peopleOf((await runs.find(TENANT, 'r1'))?.totals ?? NOBODY).read,
        (await runs.listPeople(RUN, 'read', { limit: 10 })).map(({ subjectId }) => subjectId),
      ]
      await runs.claimSource(RUN, 'w1')
      await runs.releaseSource(RUN, 'ada', 'w1', 'done')
      await runs.readAgain(RUN, ['ada'])
      expect(await read()).toEqual([1, ['ada']])
      const claimed = [await runs.claimSource(RUN, 'w1'), await runs.claimSource(RUN, 'w1')]
      expect(claimed.map((one) => one?.subjectId).sort()).toEqual(['ada', 'ben'])
      expect(await read()).toEqual([1, ['ada']])
      await runs.releaseSource(RUN, 'ada', 'w1', 'done')
      expect(await read()).toEqual([1, ['ada']])
      await runs.releaseSource(RUN, 'ben', 'w1', 'done')
      expect(await read()).toEqual([2, ['ada', 'ben']])
    })

    it('asks an account again that had nothing to read, and counts it as left out where it still has nothing', async () => {
      const fault = { ...FAULT, kind: 'skip', code: 'no-licence' } as const
      await finish('r1')
      for (const id of ['first', 'second']) {
        await start(id)
        const run = { id, tenantId: TENANT }
        await runs.addSources(run, { subjectIds: ['room'] })
        expect((await runs.claimSource(run, 'w1'))?.subjectId).toBe('room')
        await runs.releaseSource(run, 'room', 'w1', 'skipped', fault)
        const { totals } = (await runs.find(TENANT, id)) ?? { totals: NOBODY }
        expect(peopleOf(totals)).toEqual({ total: 1, read: 0, skipped: 1, failed: 0, waiting: 0 })
        await finish(id)
      }
    })

    it('is read by turn: who is named first, then who is protected least, then whoever had fewer turns', async () => {
      await runs.addSources(RUN, { subjectIds: ['old', 'new'] })
      for (const [id, watermark] of [
        ['old', '2026-01-01T00:00:00Z'],
        ['new', '2026-11-01T00:00:00Z'],
      ] as const)
        await database.kysely
          .updateTable('source')
          .set({ watermark: new Date(watermark) })
          .where('subject_id', '=', id)
          .execute()
      await finish('r1')
      await start('r2')
      const run = { id: 'r2', tenantId: TENANT }
      await runs.addSources(run, { subjectIds: ['old', 'new', 'none', 'boss'], firstIds: ['boss'] })
      const order: string[] = []
      for (let turn = 0; turn < 9; turn += 1) {
        const source = await runs.claimSource(run, 'w1')
        if (source === undefined) break
        order.push(source.subjectId)
        const turns = order.filter((id) => id === source.subjectId).length
        await runs.releaseSource(run, source.subjectId, 'w1', turns === 2 ? 'done' : 'later')
      }
      expect(order).toEqual(['boss', 'boss', 'none', 'old', 'new', 'none', 'old', 'new'])
    })

    it('lets only the claimant end a claim, once', async () => {
      await runs.addSources(RUN, { subjectIds: ['mia'] })
      await runs.claimSource(RUN, 'w1')
      await expect(runs.releaseSource(RUN, 'mia', 'w2', 'done')).rejects.toMatchObject({
        code: 'source-not-claimed',
      })
      await runs.releaseSource(RUN, 'mia', 'w1', 'done')
      await expect(runs.releaseSource(RUN, 'mia', 'w1', 'faulted', FAULT)).rejects.toMatchObject({
        code: 'source-not-claimed',
      })
      expect((await runs.find(TENANT, 'r1'))?.totals).toMatchObject({ subjectsDone: 1, faults: 0 })
    })

    it('gives the claims of workers that are gone back', async () => {
      await runs.addSources(RUN, { subjectIds: ['mia', 'ben'] })
      await runs.claimSource(RUN, 'gone')
      await runs.claimSource(RUN, 'alive')
      expect(await runs.releaseOrphanSources('r1', 'owner', ['alive'])).toBe(1)
      expect(await runs.countSources('r1')).toMatchObject({ pending: 1, claimed: 1 })
    })

    it('counts failures and faults, and records skips and alerts beside them', async () => {
      for (const kind of ['failure', 'fault', 'skip', 'alert'] as const)
        await runs.addFault(RUN, { ...FAULT, kind })
      expect((await runs.find(TENANT, 'r1'))?.totals.faults).toBe(2)
      const [first, ...rest] = await runs.listFaults(TENANT, 'r1', { limit: 10 })
      expect(rest.map((fault) => fault.kind)).toEqual(['fault', 'skip', 'alert'])
      expect(await runs.listFaults(TENANT, 'r1', { limit: 10, after: first?.no ?? 0 })).toEqual(rest)
      expect(await runs.listFaults(OTHER, 'r1', { limit: 10 })).toEqual([])
    })
  })
})
